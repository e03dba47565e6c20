"""The commands. What computes is imported when it is asked for: `--help` waits for nothing."""

import sys
from typing import Annotated, Any

import typer

from app.terminal import options as given

app = typer.Typer(
    help="Kudari, the gradient-descent classroom.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)

CODES = """It ends with 0 when it is done, a run that diverges included, with 2 where the input is refused, with 1 where
a file can't be written, and with 130 after Ctrl-C."""


def main() -> None:
    """Do what the command line says."""
    app(prog_name="python -m app")


@app.callback()
def kudari() -> None:
    """Kudari, the gradient-descent classroom."""


@app.command(epilog="Example: python -m app serve --host 0.0.0.0 --port 9000")
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on; 0.0.0.0 for a whole classroom.")] = None,
    port: Annotated[str | None, typer.Option(help="Port to serve on; 0 takes any free one.")] = None,
    workers: Annotated[str | None, typer.Option(help="Server processes.")] = None,
    local: Annotated[
        bool,
        typer.Option(
            "--allow-local-code",
            help="Run own optimizers with your own rights where they can't be isolated; served on 127.0.0.1 alone.",
        ),
    ] = False,
) -> None:
    """Serve the pages and the API."""
    from app.terminal import serve as server

    server.serve(server.given(host=host, port=port, workers=workers, allow_local_code=local or None))


@app.command(
    epilog=f"""Examples:

\b
python -m app run --objective square --lr 0.1 --start 1 --steps 50 --gif out.gif
python -m app run --formula "x**2 + 0.3*sin(12*x)" --optimizer momentum --set momentum=0.8
python -m app run --objective rosenbrock --optimizer adam --csv > rosenbrock.csv
python -m app run saved.json --lr 0.2 --json | python -m app export - run.ipynb

{CODES}"""
)
def run(
    context: typer.Context,
    file: given.File = None,
    objective: given.Objective = None,
    formula: given.Formula = None,
    optimizer: given.Optimizer = None,
    lr: given.Rate = None,
    schedule: given.Schedule = None,
    start: given.Start = None,
    steps: given.Steps = None,
    dtype: given.Dtype = None,
    sets: given.Sets = None,
    out: given.Outs = None,
    gif: given.Gif = None,
    choices: given.With = None,
    json: given.Json = False,
    csv: given.Csv = False,
) -> None:
    """Descend, and tell how it went; no server is needed."""
    from app.terminal.files import gif_of
    from app.terminal.specs import changed, run_of, started

    _, content = started(file, "run")
    spec = run_of(changed(content, given.placed(context.params), sets or []))
    _tell(spec, [*(out or []), *gif_of(gif)], choices, json, csv)


@app.command(
    epilog=f"""Examples:

\b
python -m app train
python -m app train --data moons --network perceptron --optimizer adam --lr 0.05 --batch 10 --epochs 20
python -m app train --seed 7 -o training.ipynb -o training.gif
python -m app train --csv --with table=weights > weights.csv
python -m app train --seeds 100 --order shuffled --csv --with table=networks > networks.csv
python -m app train --seeds 10 --x optimizer.lr=0.0001:0.1:8:log --y optimizer.momentum=0:0.9:8 -o seeds.plotly.json

{CODES}"""
)
def train(
    context: typer.Context,
    file: given.File = None,
    data: given.Data = None,
    network: given.Network = None,
    optimizer: given.Optimizer = None,
    lr: given.Rate = None,
    schedule: given.Schedule = None,
    loss: given.Loss = None,
    order: given.Order = None,
    batch: given.Batch = None,
    seed: given.Seed = None,
    epochs: given.Epochs = None,
    seeds: given.Seeds = None,
    x: given.Across = None,
    y: given.Up = None,
    sets: given.Sets = None,
    out: given.Outs = None,
    gif: given.Gif = None,
    choices: given.With = None,
    json: given.Json = False,
    csv: given.Csv = False,
) -> None:
    """Train a network, or many from as many seeds; no server is needed.

    What isn't said is the article's. With --seeds and both axes it is a map: how many learn at every pair of values.
    """
    from app.terminal.files import gif_of
    from app.terminal.specs import changed, many_of, started, training_of

    noun, content = started(file, "training", "ensemble", "ensemble_map")
    options = given.placed(context.params)
    spec: Any
    if noun == "training" and seeds is None and x is None and y is None:
        spec = training_of(changed(content, options, sets or []))
    else:
        whole = {"training": content} if noun == "training" else content
        first = options.pop("seed", None)
        changed(whole.setdefault("training", {}), options, sets or [])
        spec = many_of(whole, {"first": first, "count": seeds}, {"x": x, "y": y})
    _tell(spec, [*(out or []), *gif_of(gif)], choices, json, csv)


@app.command(
    epilog=f"""Examples:

\b
python -m app sweep --objective double_well --optimizer momentum --steps 200 \\
    --x optimizer.lr=0.001:1:64:log --y start.0=-2:2:64 --csv > map.csv
python -m app sweep saved.json --x optimizer.lr=0.001:1:64:log --y optimizer.momentum=0:0.99 -o map.plotly.json

{CODES}"""
)
def sweep(
    context: typer.Context,
    file: given.File = None,
    x: given.Across = None,
    y: given.Up = None,
    objective: given.Objective = None,
    formula: given.Formula = None,
    optimizer: given.Optimizer = None,
    lr: given.Rate = None,
    schedule: given.Schedule = None,
    start: given.Start = None,
    steps: given.Steps = None,
    dtype: given.Dtype = None,
    sets: given.Sets = None,
    out: given.Outs = None,
    choices: given.With = None,
    json: given.Json = False,
    csv: given.Csv = False,
) -> None:
    """Map how a run ends at every pair of two of its numbers."""
    from app.terminal.specs import changed, map_of, started

    noun, content = started(file, "sweep", "run")
    whole = {"run": content} if noun == "run" else content
    changed(whole.setdefault("run", {}), given.placed(context.params), sets or [])
    _tell(map_of(whole, {"x": x, "y": y}), out or [], choices, json, csv)


@app.command(
    epilog=f"""Examples:

\b
python -m app export saved.json run.py run.ipynb run.gif
python -m app export saved.json run.py --with optimizer=torch
cat saved.json | python -m app export - --kind csv | head

{CODES}"""
)
def export(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A run, a training, networks or a map as JSON: a spec, or an answer that has one; - reads a pipe.",
        ),
    ],
    out: Annotated[list[str] | None, typer.Argument(metavar="OUT", help="What is written, by its ending.")] = None,
    kind: Annotated[str | None, typer.Option(help="Print this instead: csv, json, python, notebook, figure.")] = None,
    choices: given.With = None,
) -> None:
    """Make files of what was saved."""
    from app.exports.wanted import WANTED
    from app.terminal.specs import refuse, saved

    if not out and kind is None:
        refuse("OUT: name a file to write, or a --kind to print")
    if kind is not None and kind not in WANTED:
        refuse(f"--kind: must be one of {', '.join(WANTED)}, got {kind!r}")
    _made(saved(file), out, [kind] if kind else [], choices)


def _tell(spec: Any, out: list[str], choices: list[str] | None, json: bool, csv: bool) -> None:
    """Compute it, write the files, and print what was asked for, or how it went."""
    from app.terminal.files import shown
    from app.terminal.report import report
    from app.terminal.specs import refuse

    if json and csv:
        refuse("--json: can't be printed together with --csv")
    printed = ["json"] * json + ["csv"] * csv
    result = _made(spec, out, printed, choices)
    if not printed:
        shown("\n".join(report(result)).encode(sys.stdout.encoding, "replace"))


def _made(spec: Any, out: list[str] | None, printed: list[str], choices: list[str] | None) -> Any:
    """Compute it, and make all that is asked for of it."""
    from app.exports.compute import compute
    from app.terminal import files
    from app.terminal.progress import followed
    from app.terminal.specs import checked

    plans = files.planned(spec, out or [], printed, choices or [])
    result = checked(lambda: followed(compute(spec), "computing"))
    files.delivered(result, plans)
    return result
