"""The options of the commands, each once, and where in a spec it stands."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import Entry


def _one_of(entries: Iterable[Entry]) -> str:
    return f"one of {', '.join(entry.name for entry in entries)}."


File = Annotated[
    str | None,
    typer.Argument(
        metavar="FILE", help="JSON to begin with: a spec, or an answer that has one; - reads it from a pipe."
    ),
]
Objective = Annotated[str | None, typer.Option(help=f"The function to descend, {_one_of(OBJECTIVES)}")]
Formula = Annotated[str | None, typer.Option(help="A function of your own instead, of x or of x and y.")]
Optimizer = Annotated[str | None, typer.Option(help=f"The rule, {_one_of(OPTIMIZERS)}")]
Rate = Annotated[float | None, typer.Option(help="The learning rate.")]
Schedule = Annotated[str | None, typer.Option(help=f"How the rate goes on, {_one_of(SCHEDULES)}")]
Start = Annotated[str | None, typer.Option(help="Where to begin: 1, or 1,-2 of two coordinates.")]
Steps = Annotated[int | None, typer.Option(help="How many.")]
Dtype = Annotated[str | None, typer.Option(help="float32 or float64.")]
Data = Annotated[str | None, typer.Option(help=f"What it learns, {_one_of(DATASETS)}")]
Network = Annotated[str | None, typer.Option(help=f"Which network, {_one_of(NETWORKS)}")]
Loss = Annotated[str | None, typer.Option(help="cross_entropy or mse.")]
Order = Annotated[str | None, typer.Option(help="given, alternating or shuffled.")]
Batch = Annotated[int | None, typer.Option(help="Samples of one update.")]
Seed = Annotated[int | None, typer.Option(help="As torch.manual_seed takes it; of several seeds the first.")]
Seeds = Annotated[int | None, typer.Option(help="Train from so many seeds, all at once, and see how many learn.")]
Epochs = Annotated[int | None, typer.Option(help="How often through all samples.")]
Across = Annotated[str | None, typer.Option(metavar="FIELD=LOW:HIGH[:COUNT[:log]]", help="What differs across.")]
Up = Annotated[str | None, typer.Option(metavar="FIELD=LOW:HIGH[:COUNT[:log]]", help="What differs upwards.")]
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

PLACES = {
    "objective": "objective.name",
    "formula": "objective.formula",
    "optimizer": "optimizer.name",
    "lr": "optimizer.lr",
    "schedule": "schedule.name",
    "data": "data.name",
    "network": "network.name",
    **{name: name for name in ("start", "steps", "dtype", "loss", "order", "batch", "seed", "epochs")},
}
"""Where in a run or a training an option stands."""


def placed(given: dict[str, Any]) -> dict[str, Any]:
    """What was given on the command line, by its place in a run or a training."""
    values = {PLACES[name]: value for name, value in given.items() if name in PLACES and value is not None}
    if "start" in values:
        from app.terminal.specs import point

        values["start"] = point(values["start"])
    if "objective.formula" in values:
        values = {"objective.name": "typed", **values}
    return values
