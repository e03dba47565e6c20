"""PyTorch code: a program that a learner can read, and that gives the very numbers of the run or the training."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.entries import find
from app.core.own import OwnSpec
from app.core.standalone import Pieces
from app.core.training import PointsSpec
from app.exports.cells import Cell, script
from app.exports.drawing.rules import title_of
from app.exports.options import Options
from app.exports.results import RunResult, TrainingResult

SAYS = (
    "Kudari computed this, and it is computed here again, with nothing but torch: the same numbers, to the last bit. "
    "What it is made of stands here as it stands in Kudari."
)
ONE_THREAD = "\n\n# In one thread a sum has one order.\ntorch.set_num_threads(1)"


class CodeOptions(Options):
    """Whose optimizer it is."""

    optimizer: Literal["kudari", "torch"] = Field(
        "kudari", description="The rule's source as it stands in Kudari, or torch's own class where torch has one."
    )


def write(result: RunResult | TrainingResult, options: CodeOptions) -> bytes:
    """The program. Raises BadField where torch has no such optimizer."""
    return script(heading(result), program(result, options)).encode()


def program(result: RunResult | TrainingResult, options: CodeOptions, *more: Cell) -> list[Cell]:
    """The program in parts, and these after it."""
    from app.exports import descent, lesson, own

    pieces = Pieces()
    pieces.need("torch")
    torchs = options.optimizer == "torch"
    if isinstance(result, RunResult):
        cells, thread = descent.cells(result, torchs, pieces), ""
    else:
        cells, thread = lesson.cells(result, torchs, pieces), ONE_THREAD
    cells += more
    if isinstance(result.spec.optimizer, OwnSpec):
        return own.cells(result.spec.optimizer, SAYS, pieces, cells)
    return [Cell(SAYS, pieces.imports() + thread), *cells]


def heading(result: RunResult | TrainingResult) -> str:
    """What it is, in a line."""
    rule = title_of(result.spec.optimizer)
    if isinstance(result, RunResult):
        objective, steps = result.spec.objective.load().title, result.spec.steps
        return f"{objective}: {steps} step{'s' * (steps > 1)} of {rule}"
    spec, data = result.spec, "points of your own"
    if not isinstance(spec.data, PointsSpec):
        data = find(DATASETS, spec.data.name).title
    network = find(NETWORKS, spec.network.name).title
    return f"{network} on {data[0].lower()}{data[1:]}: {spec.epochs} epoch{'s' * (spec.epochs > 1)} of {rule}"
