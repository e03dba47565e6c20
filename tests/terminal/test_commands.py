"""`python -m app run`, `train`, `sweep`, `export`: what they print, write and refuse."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from app.core.axis import SweepSpec
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.compute import compute
from app.exports.encoding import encoded
from app.exports.formats import FORMATS
from app.terminal.commands import app
from app.terminal.files import ENDINGS

ARTICLE = ["run", "--objective", "square", "--lr", "0.1", "--start", "1", "--steps", "50"]
AXES = ["--x", "optimizer.lr=0.01:1.5:9:log", "--y", "start.0=-2:2:4"]


def done(*arguments, given=None):
    """How a command ended, with what it printed."""
    return CliRunner().invoke(app, [*map(str, arguments)], input=given)


def answer(kind, content):
    """The same as the API answers it."""
    work = compute(kind.model_validate(content))
    while True:
        try:
            next(work)
        except StopIteration as end:
            return encoded(end.value.content())


def test_a_run_as_json_is_the_apis():
    """Byte for byte, its options in their places."""
    said = done(
        "run",
        "--objective",
        "himmelblau",
        "--optimizer",
        "adam",
        "--set",
        "betas=0.8,0.99",
        "--start",
        "1,-2",
        "--schedule",
        "cosine",
        "--set",
        "schedule.T_max=20",
        "--steps",
        "30",
        "--dtype",
        "float64",
        "--json",
    )
    spec = {
        "objective": {"name": "himmelblau"},
        "optimizer": {"name": "adam", "betas": [0.8, 0.99]},
        "dtype": "float64",
    }
    spec |= {"start": [1.0, -2.0], "schedule": {"name": "cosine", "T_max": 20}, "steps": 30}
    assert said.exit_code == 0 and said.stdout_bytes == answer(RunSpec, spec) + b"\n"


def test_a_run_in_words():
    """How it ended and where; a run that diverges is a result. Nothing is drawn for a pipe."""
    said = done(*ARTICLE)
    assert said.stdout.splitlines() == [
        "square by simple_gd, 50 steps: converged at step 45",
        "step 50: x = 1.4272479347710032e-05, loss = 2.037036650470725e-10",
    ]
    wild = done("run", "--lr", "1.5")
    assert wild.exit_code == 0 and "diverged at step 20" in wild.stdout


def test_a_typed_function_finds_its_start():
    """Where nothing is said a good start is looked for."""
    rows = [*csv.DictReader(io.StringIO(done("run", "--formula", "x**2 + 0.3*sin(12*x)", "--csv").stdout))]
    assert len(rows) == 51 and float(rows[0]["grad_x"]) != 0


@pytest.mark.parametrize("ending", ["csv", "json", "py", "ipynb", "plotly.json", "gif", "webp", "png"])
def test_a_file_for_each_ending(tmp_path, ending):
    """Written beside what is printed, and said on standard error."""
    path = tmp_path / f"out.{ending}"
    said = done(*ARTICLE[:-1], "5", "-o", path)
    assert said.exit_code == 0 and said.stderr == f"{path}: {path.stat().st_size:,} bytes\n"


def test_the_articles_gif_without_a_server(tmp_path):
    """One line, as its title says, and choices of it after --with."""
    path = tmp_path / "out.gif"
    assert done(*ARTICLE, "--gif", path, "--with", "width=300", "--with", "height=200").exit_code == 0
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("GIF", (300, 200)) and picture.n_frames == 51


def test_a_training_is_the_apis(tmp_path):
    """The article's where nothing is said; a bare name is the optimizer's."""
    said = done("train", "--lr", "0.002", "--set", "momentum=0.5", "--epochs", "1", "--json", "-o", tmp_path / "t.py")
    spec = {"optimizer": {"name": "momentum", "lr": 0.002, "momentum": 0.5}, "epochs": 1}
    assert said.stdout_bytes == answer(TrainingSpec, spec) + b"\n"
    assert "right about" in done("train", "--epochs", "1").stdout


def test_a_map_is_the_apis():
    """Its axes in a word each."""
    run = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 50}
    axes = {"x": {"field": "optimizer.lr", "low": 0.01, "high": 1.5, "count": 9, "scale": "log"}}
    axes["y"] = {"field": "start.0", "low": -2.0, "high": 2.0, "count": 4}
    said = done("sweep", *AXES, "--json")
    assert json.loads(said.stdout)["sweep"]["y"]["scale"] == "linear"
    start = json.loads(said.stdout)["sweep"]["run"]["start"]
    assert said.stdout_bytes == answer(SweepSpec, {"run": {**run, "start": start}, **axes}) + b"\n"
    saved = done("run", "--optimizer", "momentum", "--json").stdout
    assert "9 x 4 runs of 50 steps: " in done("sweep", "-", *AXES, given=saved).stdout


def test_many_networks_and_their_map_are_the_apis():
    """Seeds make a training many, axes make these a map; an answer of many is a beginning too."""
    many = done("train", "--seeds", "3", "--seed", "5", "--epochs", "1", "--json")
    training = TrainingSpec(epochs=1).model_dump()
    assert many.stdout_bytes == answer(EnsembleSpec, {"training": training, "first": 5, "count": 3}) + b"\n"
    axes = {"x": {"field": "optimizer.lr", "low": 0.01, "high": 1.0, "count": 3, "scale": "log"}}
    axes["y"] = {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 2}
    typed = ["--x", "optimizer.lr=0.01:1:3:log", "--y", "optimizer.momentum=0:0.9:2"]
    said = done("train", "-", *typed, "--json", given=many.stdout)
    assert said.stdout_bytes == answer(EnsembleMapSpec, {"training": training, "first": 5, "count": 3, **axes}) + b"\n"
    assert "3 x 2 places of 3 seeds: " in done("train", "-", given=said.stdout).stdout


MANY = ["train", "--seeds", "2", "--epochs", "1"]


@pytest.mark.parametrize("command", [[*ARTICLE], ["train", "--epochs", "1"], ["sweep", *AXES], MANY])
def test_what_was_saved_is_exported(tmp_path, command):
    """An answer that was saved, read from a file or a pipe, gives the table that the command itself prints."""
    saved = done(*command, "--json").stdout
    path = tmp_path / "saved.json"
    path.write_text(saved)
    table = done(*command, "--csv").stdout
    assert done("export", "-", "--kind", "csv", given=saved).stdout == table
    assert done("export", path, tmp_path / "out.csv").exit_code == 0
    assert (tmp_path / "out.csv").read_bytes() == table.encode().replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")


def test_a_saved_run_is_changed_by_options(tmp_path):
    """What stands in the file is the beginning."""
    path = tmp_path / "saved.json"
    path.write_text(done(*ARTICLE, "--json").stdout)
    run = json.loads(done("run", path, "--lr", "0.2", "--json").stdout)["run"]
    assert (run["optimizer"], run["steps"]) == ({"name": "simple_gd", "lr": 0.2}, 50)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["run", "--lr", "-1"], "optimizer.lr: must be a number between 0 and 100, got -1.0\n"),
        (["run", "--steps", "0"], "steps: must be a whole number between 1 and 10000, got 0\n"),
        (["run", "--start", "a"], "start: must be numbers with commas between them, as 1 or 1,-2, got 'a'\n"),
        (["run", "--formula", "cube(x)"], "objective.formula: column 1: 'cube' is not known"),
        (["run", "--set", "momentum=0.5"], "optimizer.momentum: is not a field here\n"),
        (["run", "--set", "momentum"], "--set momentum: must be NAME=VALUE, as in optimizer.momentum=0.8\n"),
        (["run", "--set", "steps.a=1"], "steps: must be a whole number"),
        (["run", "-o", "out.xls"], "out.xls: must end in one of .csv, .json, .py, .ipynb, .plotly.json, .gif"),
        (["run", "--csv", "--with", "look=dark"], "--with look=dark: must be a choice of what is written: table\n"),
        (["run", "--csv", "--with", "table=weights"], "table: must be 'updates' here, got 'weights'"),
        (["run", "--csv", "--json"], "--json: can't be printed together with --csv\n"),
        (["run", "--formula", "log(x)", "--start", "-1"], "start: must be where the objective and its gradient are"),
        (["sweep", "--x", "optimizer.lr=a"], "x: must be FIELD=LOW:HIGH[:COUNT[:log]]"),
        (["sweep", *AXES, "-o", "out.gif"], "out.gif: must be of a run or a training, and this is a map\n"),
        ([*MANY, "-o", "out.py"], "out.py: must be of a run or a training, and this is many networks\n"),
        (["train", "--seeds", "1"], "seeds: must be a whole number between 2 and 1000, got 1\n"),
        (["train", "--seeds", "2", "--x", "optimizer.lr=0.1:1"], "y: is missing\n"),
        (["run", "--gif", "out.png"], "--gif out.png: must end in .gif\n"),
        (["run", "-o", "none/out.csv"], "none/out.csv: must be in a folder that is there\n"),
        (["train", "--network", "small_conv"], "network.name: small_conv takes pictures of 8 x 8, and patterns has"),
        (["export", "none.json", "out.csv"], "none.json: can't be read: No such file or directory\n"),
        (["export", "-"], "OUT: name a file to write, or a --kind to print\n"),
    ],
)
def test_bad_input_ends_with_2(command, said):
    """The field, and what is allowed, on standard error; nothing on standard output."""
    ended = done(*command)
    assert ended.exit_code == 2 and said in ended.stderr and ended.stdout == ""


OWN = '{"run": {"optimizer": {"source": "x", "class": "A"}}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "-: must be a JSON object: a spec, or an answer that has one\n"),
        ("{", "-: is not JSON: Expecting property name"),
        ("[" * 100_000, "-: is not JSON: maximum recursion depth exceeded"),
        ('{"ensemble": 5}', "-: ensemble: must be an object, got 5\n"),
        ('{"sweep": {"run": 5}}', "-: run: must be an object, got 5\n"),
        ('{"run": {"optimizer": 5}}', "optimizer: must be an object, got 5\n"),
        ('{"run": {"objective": 5}}', "objective: must be an object, got 5\n"),
        ('{"training": {}, "count": 3}', "-: must be a run, and is many networks\n"),
        (OWN, "-: optimizer: must be one of Kudari's here: your own is run by a server, python -m app serve\n"),
    ],
)
def test_what_is_no_spec_is_refused(content, said):
    """A file of something else, or of another noun."""
    ended = done("run", "-", given=content)
    assert ended.exit_code == 2 and said in ended.stderr


@pytest.mark.parametrize("command", ["serve", "run", "train", "sweep", "export"])
def test_help_has_an_example(command):
    """Each of them is a command as it can be typed."""
    said = done(command, "--help").stdout
    assert f"python -m app {command}" in said.partition("xample")[2]


def test_help_names_all_there_is():
    """Every format by its name and by its ending, every rule and every function."""
    run, export = (" ".join(done(command, "--help").stdout.split()) for command in ("run", "export"))
    kinds = ", ".join(format.name for format in FORMATS)
    assert f"{kinds}." in export and f"{' '.join(ENDINGS)} " in run
    assert all(entry.name in run for entry in (*OPTIMIZERS, *OBJECTIVES))


def test_help_waits_for_nothing():
    """torch, the server and the schemas are imported when something is to be done."""
    code = "import sys, app.terminal.commands as c; c.app(['run', '--help'], standalone_mode=False); "
    check = "assert not {'torch', 'uvicorn', 'numpy', 'app.core.spec'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", code + check], check=True, stdout=subprocess.DEVNULL)


def test_a_pipe_that_closes_is_no_fault():
    """Whoever has read enough of a long table leaves no traceback."""
    command = [sys.executable, "-m", "app", "run", "--steps", "10000", "--csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "step,x,loss,grad_x\n"
        writer.stdout.close()
        assert writer.stderr.read() == ""


def test_the_last_line_is_the_articles(tmp_path):
    """The README's line works as it stands, in a process of its own."""
    line = [sys.executable, "-m", "app", *ARTICLE, "--gif", tmp_path / "out.gif"]
    subprocess.run(line, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    assert (tmp_path / "out.gif").stat().st_size > 1_000
