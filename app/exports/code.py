"""PyTorch code: a program that a learner can read, and that gives the very numbers of the run or the training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from app.core import script as own
from app.core.own import OwnRunSpec, OwnSpec
from app.exports.cells import Cell, script
from app.exports.options import Options
from app.exports.results import RunResult, TrainingResult


class CodeOptions(Options):
    """Whose optimizer it is."""

    optimizer: Literal["kudari", "torch"] = Field(
        "kudari", description="The rule's source as it stands in Kudari, or torch's own class where torch has one."
    )


def write(result: RunResult | TrainingResult, options: CodeOptions) -> bytes:
    """The program. Raises BadField where torch has no such optimizer."""
    from app.exports import lesson

    if isinstance(result.spec, OwnRunSpec):
        return own.script(result.spec).encode()
    if isinstance(result, TrainingResult) and isinstance(result.spec.optimizer, OwnSpec):
        return lesson.program(result, result.spec.optimizer).encode()
    return script(heading(result), parts(result, options)).encode()


def parts(result: RunResult | TrainingResult, options: CodeOptions) -> Sequence[Cell]:
    """The program in parts."""
    from app.exports import descent, lesson

    torchs = options.optimizer == "torch"
    return descent.cells(result, torchs) if isinstance(result, RunResult) else lesson.cells(result, torchs)


def heading(result: RunResult | TrainingResult) -> str:
    """What it is, in a line."""
    rule = result.spec.optimizer.name
    if isinstance(result, RunResult):
        return f"{result.spec.steps} steps of {rule} on {result.spec.objective.name}"
    spec = result.spec
    return f"{spec.epochs} epochs of {rule}, with which {spec.network.name} learns {spec.data.name}"
