"""PyTorch code: every exported program gives Kudari's numbers, to the last bit, with nothing but torch."""

import subprocess
import sys

import pytest
import torch

from app.core.catalogue.datasets import DATASETS, PICTURE
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.code import CodeOptions, write

RULES = [entry.name for entry in OPTIMIZERS]
TORCHS = [entry.name for entry in OPTIMIZERS if entry.reference]
FORMULAS = (
    "x",
    "x**2 + 0.3*sin(12*x)",
    "2*pi*x + cosh(x)/3 - sinh(x)*exp(-x**2)",
    "max(x**2, 0.5) + min(1, relu(x - 0.2)) + abs(x)**1.5",
    "-sigmoid(3*x) + 2**x - tanh(x)*atan(x) + log(1 + x**2)",
    "(1 - x)**2 + 100*(y - x**2)**2 + sqrt(x**4 + y**6 + 1)",
    "sign(x)*x + tan(y/3) + e*y**2 - (-x)**3",
)


def executed(program, capsys):
    """What a program leaves behind when it is run in a namespace of its own, and what it prints."""
    namespace = {"__name__": "__main__"}
    exec(compile(program, "exported.py", "exec"), namespace)
    return namespace, capsys.readouterr().out


@pytest.fixture
def descends(computed, capsys):
    """Run a descent here and as a program, and hold each record of one against the other's."""

    def check(content, optimizer="kudari"):
        result = computed(RunSpec, content)
        program = write(result, CodeOptions(optimizer=optimizer)).decode()
        assert "app." not in program.replace("app.core.", "") and "import app" not in program
        namespace, said = executed(program, capsys)
        expected = [result.steps.record(row) for row in range(len(result.steps))]
        names = ("step", "point", "loss", "grad", *(["state"] if optimizer == "kudari" else []))
        for mine, theirs in zip(namespace["records"], expected, strict=True):
            assert {name: mine[name] for name in names} == {name: theirs[name] for name in names}
        assert "to the last bit" in said
        assert ("diverged" in said) == (result.outcome.status == "diverged")

    return check


def run(**parts):
    return {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6], "steps": 120} | parts


@pytest.mark.parametrize("entry", OBJECTIVES, ids=lambda entry: entry.name)
def test_every_objective(descends, entry):
    """By momentum, whose velocity carries it over all of the hill; and where it diverges, it ends there."""
    for rate in (0.003, 5.0):
        descends(run(objective={"name": entry.name}, start=[*entry.start], optimizer={"name": "momentum", "lr": rate}))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("hill", ["bumpy", "rosenbrock"])
def test_every_optimizer(descends, rule, hill):
    """Its own source, on a hill of one coordinate and of two, with a change on the way."""
    start = [1.6] if hill == "bumpy" else [-1.2, 1.0]
    changes = [{"step": 40, "optimizer": {"lr": 0.002}}]
    descends(run(objective={"name": hill}, start=start, optimizer={"name": rule, "lr": 0.01}, changes=changes))


@pytest.mark.parametrize("rule", TORCHS)
def test_every_optimizer_of_torchs_own(descends, rule):
    """torch's class in place of Kudari's source gives the same point, loss and gradient."""
    changes = [{"step": 40, "optimizer": {"lr": 0.002}}]
    descends(run(optimizer={"name": rule, "lr": 0.01}, changes=changes), optimizer="torch")


def test_a_change_of_what_torch_takes_in_pairs(descends):
    """Rprop's shorter and longer are one pair to torch, which is changed as a whole."""
    changes = [{"step": 10, "optimizer": {"etaplus": 1.4}}, {"step": 20, "optimizer": {"step_size_max": 0.01}}]
    descends(run(optimizer={"name": "rprop"}, changes=changes), optimizer="torch")


def test_a_rule_that_torch_has_not(computed):
    """To ask torch for it is an error that says so."""
    result = computed(RunSpec, run(optimizer={"name": "lion"}))
    with pytest.raises(BadField, match="torch has no Lion") as refused:
        write(result, CodeOptions(optimizer="torch"))
    assert refused.value.field == "optimizer"


@pytest.mark.parametrize("schedule", [entry.name for entry in SCHEDULES])
def test_every_schedule(descends, schedule):
    """With a changed rate, from which it goes on."""
    changes = [{"step": 30, "optimizer": {"lr": 0.05, "betas": [0.8, 0.9]}}]
    descends(run(schedule={"name": schedule}, changes=changes))


@pytest.mark.parametrize("formula", FORMULAS)
def test_typed_functions(descends, formula):
    """As torch expressions: constants, powers, pairs, and what is typed of one name alone."""
    start = [0.7, -0.4] if "y" in formula else [0.7]
    descends(
        run(objective={"name": "typed", "formula": formula}, start=start, optimizer={"name": "momentum", "lr": 0.01})
    )


@pytest.mark.parametrize("rule", RULES)
def test_double_precision(computed, capsys, rule):
    """To the last bit where no rule corrects by a power; there within a few units of the last of 16 digits."""
    result = computed(RunSpec, run(dtype="float64", optimizer={"name": rule, "lr": 0.01}))
    namespace, _ = executed(write(result, CodeOptions()).decode(), capsys)
    points = torch.tensor([record["point"] for record in namespace["records"]], dtype=torch.float64)
    theirs = torch.from_numpy(result.steps.point)
    powers = rule in ("adam", "adamw", "adamax", "nadam", "radam")
    assert torch.allclose(points, theirs, rtol=1e-12, atol=1e-14) if powers else torch.equal(points, theirs)


def trained(computed, capsys, content, optimizer="kudari"):
    """Hold every loss, and every weight at the end, of the program against those of the training."""
    result = computed(TrainingSpec, content)
    namespace, said = executed(write(result, CodeOptions(optimizer=optimizer)).decode(), capsys)
    weights = {name: weight.tolist() for name, weight in namespace["network"].named_parameters()}
    assert namespace["losses"] == result.steps.loss
    assert weights == result.frames[-1].weights
    assert "The end is Kudari's, to the last bit." in said


PAIRS = [
    (network.name, data.name)
    for data in DATASETS
    for network in NETWORKS
    if not network.shapes or data.shape in network.shapes
]


@pytest.mark.parametrize(("network", "data"), PAIRS)
def test_every_network_with_every_data(computed, capsys, network, data):
    """Whatever a network can be trained with, shuffled and some at a time."""
    content = {
        "data": {"name": data},
        "network": {"name": network},
        "order": "shuffled",
        "batch": 7,
        "epochs": 1,
        "seed": 3,
    }
    trained(computed, capsys, {**content, "optimizer": {"name": "adam", "lr": 0.01}})


@pytest.mark.parametrize("rule", RULES)
def test_every_optimizer_trains(computed, capsys, rule):
    """The article's network, alternating, by the loss of squares, with a schedule and a change."""
    content = {"order": "alternating", "loss": "mse", "schedule": {"name": "warmup"}, "epochs": 1}
    changes = [{"step": 5, "optimizer": {"lr": 0.0005}}]
    trained(computed, capsys, {**content, "optimizer": {"name": rule, "lr": 0.001}, "changes": changes})


def test_points_of_ones_own_and_a_divergence(computed, capsys):
    """Points as they were drawn; an update that goes too far is taken back."""
    points = {"name": "points", "points": [[0.5, 900.0], [-3.25, 1.0], [2.0, -700.0]], "labels": [0, 1, 1]}
    wild = {"name": "simple_gd", "lr": 100.0}
    trained(
        computed, capsys, {"data": points, "network": {"name": "linear"}, "optimizer": wild, "loss": "mse", "epochs": 5}
    )


def test_torchs_optimizer_trains(computed, capsys):
    """The article's own: torch.optim.SGD with momentum."""
    trained(computed, capsys, {}, optimizer="torch")


@pytest.mark.parametrize(("kind", "content"), [(RunSpec, run()), (TrainingSpec, {"epochs": 1})])
def test_in_a_clean_process(computed, tmp_path, kind, content):
    """Saved, and run by a Python that knows nothing of Kudari, it says that its numbers are Kudari's."""
    path = tmp_path / "exported.py"
    path.write_bytes(write(computed(kind, content), CodeOptions()))
    done = subprocess.run([sys.executable, "-I", path], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kudari's, to the last bit." in done.stdout


def test_shapes_are_named(computed):
    """Pictures of 4 x 4 are what the article's network is made for."""
    assert f"Conv({PICTURE}, 2)" in write(computed(TrainingSpec, {"epochs": 1}), CodeOptions()).decode()
