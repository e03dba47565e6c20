"""Many values of one number of a run or a training, and the schemas of what is computed over runs: fans and sweeps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
)
from pydantic_core import PydanticCustomError

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.fields import Spec, between, refusal
from app.core.spec import MAX_STEPS, DescentSpec, Ruled, RuledSpec, RunSpec
from app.core.trees import parsed, worth

MAX_COUNT = 512
MAX_KEPT = 512

FieldName = Annotated[str, Field(max_length=64, examples=["optimizer.lr"])]
"""Where a number stands in the run: "optimizer.lr", "optimizer.betas.1", "start.0"."""


class Axis(Spec):
    """`count` values from `low` to `high`, evenly spaced or by equal factors, of one number of a run."""

    field: FieldName
    low: float = Field(examples=[0.001])
    high: float = Field(examples=[2.0])
    count: between(int, 2, MAX_COUNT)  # type: ignore[valid-type]
    scale: Literal["linear", "log"] = "linear"

    def values(self) -> list[float]:
        """Every value, the two ends to the last digit."""
        shares = [place / (self.count - 1) for place in range(1, self.count - 1)]
        if self.scale == "log":
            inner = [self.low * (self.high / self.low) ** share for share in shares]
        else:
            inner = [self.low + (self.high - self.low) * share for share in shares]
        return [self.low, *inner, self.high]


def _value(value: Any, parse: ValidatorFunctionWrapHandler) -> float | list[float]:
    try:
        parsed: float | list[float] = parse(value)
    except ValidationError:
        wanted = "must be a number, or a point where the field is start, got {got}"
        raise PydanticCustomError("no_value", wanted, {"got": repr(value)[:40]}) from None
    return parsed


Value = Annotated[float | list[float], WrapValidator(_value)]


class Swept(Spec):
    """What fans and sweeps share: the run whose numbers take other values."""

    run: RunSpec

    @field_validator("run")
    @classmethod
    def _without_changes(cls, run: RunSpec) -> RunSpec:
        return unchanged(run)


class FanSpec(Swept):
    """The run at each of many values of one of its numbers, or from many starts, and which records are wanted."""

    field: FieldName
    values: list[Value] = Field(
        min_length=2, max_length=MAX_COUNT, examples=[[0.01, 0.1, 1.0]], description="Points where the field is start."
    )
    kept: list[between(int, 0, MAX_STEPS)] = Field(  # type: ignore[valid-type]
        min_length=1, max_length=MAX_KEPT, examples=[[0, 10, 50]], description="Their steps, in rising order."
    )

    @field_validator("field")
    @classmethod
    def _of_the_run(cls, field: str, info: ValidationInfo) -> str:
        return field if field == "start" else _known(field, info.data.get("run"), "start")

    @field_validator("values")
    @classmethod
    def _allowed(cls, values: list[Value], info: ValidationInfo) -> list[Value]:
        if "run" in info.data and "field" in info.data:
            run, field = info.data["run"], info.data["field"]
            dimension = len(run.start) if field == "start" else 0
            for place, value in enumerate(values):
                if (len(value) if isinstance(value, list) else 0) != dimension:
                    wanted = f"a point of {dimension} coordinate{'s'[: dimension > 1]}" if dimension else "a number"
                    raise refusal(str(place), f"must be {wanted}, got {value!r:.40}")
            for name, column in _columns(field, values).items():
                for end in (min(column), max(column)):
                    _allow(run, name, end, str(column.index(end)))
        return values

    def columns(self) -> dict[str, list[float]]:
        """The values of each number that differs from run to run, by its field."""
        return _columns(self.field, self.values)

    @field_validator("kept")
    @classmethod
    def _in_order(cls, kept: list[int], info: ValidationInfo) -> list[int]:
        if kept[0] != 0 or any(later <= earlier for earlier, later in pairwise(kept)):
            raise ValueError("must begin with 0 and rise from each step to the next")
        if "run" in info.data and kept[-1] > info.data["run"].steps:
            raise ValueError(f"must be steps of the run, which has {info.data['run'].steps}, got {kept[-1]}")
        return kept


class SweepSpec(Swept):
    """The run at every pair of values of two axes: a map, `x` across and `y` up."""

    x: Axis
    y: Axis

    @field_validator("x", "y")
    @classmethod
    def _of_the_run(cls, axis: Axis, info: ValidationInfo) -> Axis:
        first = info.data.get("x")
        if first is not None and first.field == axis.field:
            raise refusal("field", "is the field of x too: a map has two")
        return checked(axis, info.data.get("run"))

    def edge(self) -> list[float] | None:
        """At each value of y the learning rate from which on theory says that it diverges, where x is the rate.

        None where theory says nothing: of an objective without one curvature, of rules that it doesn't know, and of a
        rate that changes on the way.
        """
        curvature = self.run.objective.load().curvature
        edge = find(OPTIMIZERS, self.run.optimizer.name).edge
        fixed = self.run.schedule.constant
        if self.x.field != "optimizer.lr" or not fixed or curvature is None or not edge:
            return None
        runs = (_at(self.run, self.y.field, value) for value in self.y.values())
        return [worth(parsed(edge), run.optimizer.hyperparameters()) / curvature() for run in runs]


def unchanged(spec: RuledSpec) -> RuledSpec:
    """The run or training, if it may be swept."""
    if spec.changes:
        raise refusal("changes", "must be empty: a run that changes on its way can't be swept")
    return spec


def numbers(spec: Ruled) -> dict[str, float]:
    """Every number of a run or a training that an axis may stand for, by its field."""
    found: dict[str, float] = {}
    start = {"start": spec.start} if isinstance(spec, DescentSpec) else {}
    for name, value in (*start.items(), *spec.optimizer.hyperparameters().items()):
        path = name if name == "start" else f"optimizer.{name}"
        if isinstance(value, list):
            found |= {f"{path}.{place}": each for place, each in enumerate(value)}
        else:
            found[path] = value
    return found


def _columns(field: str, values: Sequence[Any]) -> dict[str, list[float]]:
    if field == "start":
        return {f"start.{place}": list(column) for place, column in enumerate(zip(*values, strict=True))}
    return {field: list(values)}


def checked(axis: Axis, run: Ruled | None) -> Axis:
    """The axis, if the run or training may have both its ends. The ranges of these have no gaps."""
    if run is None:
        return axis
    try:
        _known(axis.field, run)
    except ValueError as error:
        raise refusal("field", str(error)) from error
    for end in ("low", "high"):
        _allow(run, axis.field, getattr(axis, end), end)
    if axis.low >= axis.high:
        raise refusal("low", f"must be below high, which is {axis.high:g}, got {axis.low:g}")
    if axis.scale == "log" and axis.low <= 0:
        raise refusal("low", f"must be above 0 where the scale is log, got {axis.low:g}")
    return axis


def _known(field: str, run: Ruled | None, *more: str) -> str:
    if run is not None and field not in numbers(run):
        raise ValueError(f"must be one of {', '.join([*more, *numbers(run)])}, got {field!r}")
    return field


def _allow(run: Ruled, field: str, value: float, said_of: str) -> None:
    """Raise the refusal of what is said where the run may not have this value in this field."""
    try:
        _at(run, field, value)
    except ValidationError as error:
        raise refusal(said_of, error.errors()[0]["msg"]) from error


def _at(run: RuledSpec, field: str, value: float) -> RuledSpec:
    """The run or training with another value in a field. Raises ValidationError where it isn't allowed."""
    *path, last = field.split(".")
    content: Any = run.model_dump()
    inner = content
    for name in path:
        inner = inner[name]
    inner[int(last) if isinstance(inner, list) else last] = value
    return type(run).model_validate(content)
