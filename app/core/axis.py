"""Many values of one number of a run, and the schemas of what is computed over them: fans and sweeps."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from app.core.spec import RunSpec, Spec, between, refusal

MAX_COUNT = 512
MAX_KEPT = 512


class Axis(Spec):
    """`count` values from `low` to `high`, evenly spaced or by equal factors, of one number of a run.

    field: where the number stands in the run: "optimizer.lr", "optimizer.betas.1", "start.0".
    """

    field: str = Field(max_length=64, examples=["optimizer.lr"])
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


class Swept(Spec):
    """What fans and sweeps share: the run whose numbers take other values."""

    run: RunSpec

    @field_validator("run")
    @classmethod
    def _without_changes(cls, run: RunSpec) -> RunSpec:
        if run.changes:
            raise refusal("changes", "must be empty: a run that changes on its way can't be swept")
        return run


class FanSpec(Swept):
    """The run at every value of one axis, with at most `kept` of its records, evenly spread."""

    axis: Axis
    kept: between(int, 2, MAX_KEPT) = 100  # type: ignore[valid-type]

    @field_validator("axis")
    @classmethod
    def _of_the_run(cls, axis: Axis, info: ValidationInfo) -> Axis:
        return _checked(axis, info.data.get("run"))


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
        return _checked(axis, info.data.get("run"))


def numbers(run: RunSpec) -> dict[str, float]:
    """Every number of a run that an axis may stand for, by its field."""
    found: dict[str, float] = {}
    for name, value in (("start", run.start), *run.optimizer.hyperparameters().items()):
        path = name if name == "start" else f"optimizer.{name}"
        if isinstance(value, list):
            found |= {f"{path}.{place}": each for place, each in enumerate(value)}
        else:
            found[path] = value
    return found


def _checked(axis: Axis, run: RunSpec | None) -> Axis:
    """The axis, if the run may have both its ends. The ranges of a run have no gaps."""
    if run is None:
        return axis
    if axis.field not in numbers(run):
        raise refusal("field", f"must be one of {', '.join(numbers(run))}, got {axis.field!r}")
    for end in ("low", "high"):
        try:
            _at(run, axis.field, getattr(axis, end))
        except ValidationError as error:
            raise refusal(end, error.errors()[0]["msg"]) from error
    if axis.low >= axis.high:
        raise refusal("low", f"must be below high, which is {axis.high:g}, got {axis.low:g}")
    if axis.scale == "log" and axis.low <= 0:
        raise refusal("low", f"must be above 0 where the scale is log, got {axis.low:g}")
    return axis


def _at(run: RunSpec, field: str, value: float) -> RunSpec:
    """The run with another value in a field. Raises ValidationError where it isn't allowed."""
    *path, last = field.split(".")
    content: Any = run.model_dump()
    inner = content
    for name in path:
        inner = inner[name]
    inner[int(last) if isinstance(inner, list) else last] = value
    return RunSpec.model_validate(content)
