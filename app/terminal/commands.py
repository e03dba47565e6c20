"""The commands. What computes is imported when it is asked for: `--help` waits for nothing."""

from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Kudari, the gradient-descent classroom.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)

File = Annotated[
    str | None,
    typer.Argument(
        metavar="FILE", help="JSON to begin with: a spec, or an answer that has one; - reads it from a pipe."
    ),
]
Optimizer = Annotated[str | None, typer.Option(help="The rule.")]
Rate = Annotated[float | None, typer.Option(help="The learning rate.")]
Schedule = Annotated[str | None, typer.Option(help="How the rate goes on.")]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Any other number by its path, as optimizer.momentum=0.8. A bare name is the optimizer's.",
    ),
]
Outs = Annotated[
    list[str] | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Write this too, by its ending: .csv .json .py .ipynb .plotly.json .gif .webp .png",
    ),
]
Gif = Annotated[str | None, typer.Option(metavar="FILE", help="The same as --out of a GIF.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="NAME=VALUE", help="A choice of what is written, as look=dark or optimizer=torch."),
]
Json = Annotated[bool, typer.Option("--json", help="Print all of it as JSON, as the API answers it.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print it as a table.")]

CODES = "It ends with 0 when it is done, a run that diverges included, and with 2 where the input is refused."


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
    file: File = None,
    objective: Annotated[str | None, typer.Option(help="The function to descend.")] = None,
    formula: Annotated[str | None, typer.Option(help="A function of your own, of x or of x and y.")] = None,
    optimizer: Optimizer = None,
    lr: Rate = None,
    schedule: Schedule = None,
    start: Annotated[str | None, typer.Option(help="Where to begin: 1, or 1,-2 of two coordinates.")] = None,
    steps: Annotated[int | None, typer.Option(help="How many.")] = None,
    dtype: Annotated[str | None, typer.Option(help="float32 or float64.")] = None,
    sets: Sets = None,
    out: Outs = None,
    gif: Gif = None,
    choices: With = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Descend, and tell how it went; no server is needed."""
    from app.terminal.specs import changed, run_of, started

    options = {
        "objective.name": "typed" if formula is not None else objective,
        "objective.formula": formula,
        "optimizer.name": optimizer,
        "optimizer.lr": lr,
        "schedule.name": schedule,
        "start": _point(start),
        "steps": steps,
        "dtype": dtype,
    }
    spec = run_of(changed(started(file, "run"), options, sets or []))
    _tell(spec, [*(out or []), *([gif] if gif else [])], choices, json, csv)


@app.command(
    epilog=f"""Examples:

\b
python -m app train
python -m app train --data moons --network perceptron --optimizer adam --lr 0.05 --batch 10 --epochs 20
python -m app train --seed 7 -o training.ipynb -o training.gif
python -m app train --csv --with table=weights > weights.csv

{CODES}"""
)
def train(
    file: File = None,
    data: Annotated[str | None, typer.Option(help="What it learns.")] = None,
    network: Annotated[str | None, typer.Option(help="Which network.")] = None,
    optimizer: Optimizer = None,
    lr: Rate = None,
    schedule: Schedule = None,
    loss: Annotated[str | None, typer.Option(help="cross_entropy or mse.")] = None,
    order: Annotated[str | None, typer.Option(help="given, alternating or shuffled.")] = None,
    batch: Annotated[int | None, typer.Option(help="Samples of one update.")] = None,
    seed: Annotated[int | None, typer.Option(help="As torch.manual_seed takes it.")] = None,
    epochs: Annotated[int | None, typer.Option(help="How often through all samples.")] = None,
    sets: Sets = None,
    out: Outs = None,
    gif: Gif = None,
    choices: With = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Train a network, the article's where nothing else is said; no server is needed."""
    from app.core.training import TrainingSpec
    from app.terminal.specs import changed, checked, started

    content = started(file, "training")
    if optimizer is None and (lr is not None or sets) and "optimizer" not in content:
        content["optimizer"] = TrainingSpec().optimizer.model_dump()
    options = {
        "data.name": data,
        "network.name": network,
        "optimizer.name": optimizer,
        "optimizer.lr": lr,
        "schedule.name": schedule,
        "loss": loss,
        "order": order,
        "batch": batch,
        "seed": seed,
        "epochs": epochs,
    }
    whole = changed(content, options, sets or [])
    spec = checked(lambda: TrainingSpec.model_validate(whole))
    _tell(spec, [*(out or []), *([gif] if gif else [])], choices, json, csv)


@app.command(
    epilog=f"""Example:

\b
python -m app sweep --objective double_well --optimizer momentum --steps 200 \\
    --x optimizer.lr=0.001:1:64:log --y start.0=-2:2:64 --csv > map.csv

{CODES}"""
)
def sweep(
    file: File = None,
    x: Annotated[str | None, typer.Option(metavar="FIELD=LOW:HIGH[:COUNT[:log]]", help="What differs across.")] = None,
    y: Annotated[str | None, typer.Option(metavar="FIELD=LOW:HIGH[:COUNT[:log]]", help="What differs upwards.")] = None,
    objective: Annotated[str | None, typer.Option(help="The function to descend.")] = None,
    formula: Annotated[str | None, typer.Option(help="A function of your own, of x or of x and y.")] = None,
    optimizer: Optimizer = None,
    steps: Annotated[int | None, typer.Option(help="How many.")] = None,
    sets: Sets = None,
    out: Outs = None,
    choices: With = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Map how a run ends at every pair of two of its numbers."""
    from app.core.axis import SweepSpec
    from app.terminal.specs import axis, changed, checked, run_of, started

    content = started(file, "sweep")
    options = {
        "objective.name": "typed" if formula is not None else objective,
        "objective.formula": formula,
        "optimizer.name": optimizer,
        "steps": steps,
    }
    inner = run_of(changed(content.get("run", {}), options, sets or []))
    axes = {"x": axis(x, "x") if x else content.get("x"), "y": axis(y, "y") if y else content.get("y")}
    given = {name: each for name, each in axes.items() if each is not None}
    spec = checked(lambda: SweepSpec.model_validate({"run": inner.model_dump(), **given}))
    _tell(spec, out or [], choices, json, csv)


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
            help="A run, a training or a map as JSON: a spec, an answer, or what was saved; - reads a pipe."
        ),
    ],
    out: Annotated[list[str] | None, typer.Argument(metavar="OUT...", help="What is written, by its ending.")] = None,
    kind: Annotated[str | None, typer.Option(help="Print this instead: csv, json, python, notebook, figure.")] = None,
    choices: With = None,
) -> None:
    """Make files of what was saved."""
    from app.exports.results import compute
    from app.exports.wanted import WANTED
    from app.terminal import files
    from app.terminal.progress import followed
    from app.terminal.specs import checked, refuse, saved

    if not out and kind is None:
        refuse("OUT: name a file to write, or a --kind to print")
    if kind is not None and kind not in WANTED:
        refuse(f"--kind: must be one of {', '.join(WANTED)}, got {kind!r}")
    given = files.choices(choices or [], [*map(files.kind_of, out or []), *([kind] if kind else [])])
    spec = saved(file)
    result = checked(lambda: followed(compute(spec), "computing"))
    files.written(result, out or [], given)
    if kind is not None:
        files.shown(files.made(result, kind, given))


def _point(text: str | None) -> list[float] | None:
    from app.terminal.specs import refuse

    if text is None:
        return None
    try:
        return [float(each) for each in text.split(",")]
    except ValueError:
        refuse(f"start: must be numbers with commas between them, as 1 or 1,-2, got {text!r}")


def _tell(spec: Any, out: list[str], choices: list[str] | None, json: bool, csv: bool) -> None:
    """Compute it, write the files, and print what was asked for."""
    from app.exports.results import compute
    from app.terminal import files
    from app.terminal.progress import followed
    from app.terminal.report import report
    from app.terminal.specs import checked, refuse

    if json and csv:
        refuse("--json: can't be printed together with --csv")
    printed = ["json"] * json + ["csv"] * csv
    given = files.choices(choices or [], [*map(files.kind_of, out), *printed])
    result = checked(lambda: followed(compute(spec), "computing"))
    files.written(result, out, given)
    for kind in printed:
        files.shown(files.made(result, kind, given))
    if not printed:
        print("\n".join(report(result)))
