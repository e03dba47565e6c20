"""The only schema of a run: for HTTP, socket, address bar and file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, Union

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
    field_validator,
)
from pydantic_core import PydanticCustomError

from app.core.catalogue import OBJECTIVES, OPTIMIZERS, find
from app.core.entries import START_LIMIT, Optimizer, Parameter

MAX_STEPS = 10_000
MAX_CHANGES = 1_000
MAX_SEED = 2**31 - 1
MAX_EPOCHS = 50
Hyperparameter: TypeAlias = float | list[float]
Hyperparameters = Annotated[
    dict[str, Any], Field(min_length=1, description="Hyperparameters under torch's own names.", examples=[{"lr": 0.3}])
]
"""New values of some hyperparameters. Which there are, and their ranges, depends on the optimizer."""


def between(kind: type, low: float, high: float, *, below: bool = False) -> Any:
    """The type of a number from `low` to `high`, or below `high`, whose every error names both ends."""
    noun, form = ("a whole number", "d") if kind is int else ("a number", "g")
    ends = f"at least {low:{form}} and below {high:{form}}" if below else f"between {low:{form}} and {high:{form}}"

    def check(value: Any, parse: ValidatorFunctionWrapHandler) -> float:
        try:
            number: float = parse(value)
        except ValidationError:
            number = math.nan
        if low <= number < high or (number == high and not below):
            return number
        context = {"wanted": f"must be {noun} {ends}", "got": repr(value)[:40]}
        raise PydanticCustomError("out_of_range", "{wanted}, got {got}", context)

    schema: dict[str, JsonValue] = {"minimum": low, "exclusiveMaximum" if below else "maximum": high}
    return Annotated[kind, WrapValidator(check), Field(json_schema_extra=schema)]


class Spec(BaseModel):
    """What all schemas share: nothing unknown is taken, nothing is converted, no NaN, no infinity."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class ObjectiveSpec(Spec):
    """Which function is descended."""

    name: Literal[tuple(entry.name for entry in OBJECTIVES)]  # type: ignore[valid-type]


class OptimizerBase(Spec):
    """Which rule steps, its hyperparameters beside its name under torch's own names."""

    name: str

    def hyperparameters(self) -> dict[str, Hyperparameter]:
        return self.model_dump(exclude={"name"})


def _field(parameter: Parameter) -> Any:
    number = between(float, parameter.minimum, parameter.maximum, below=parameter.open)
    if isinstance(parameter.default, tuple):
        several = list[number]  # type: ignore[valid-type]
        count = len(parameter.default)
        return several, Field(list(parameter.default), min_length=count, max_length=count, description=parameter.help)
    return number, Field(parameter.default, description=parameter.help)


def _schema(entry: Optimizer) -> type[OptimizerBase]:
    fields: dict[str, Any] = {parameter.name: _field(parameter) for parameter in entry.parameters}
    fields["name"] = (Literal[entry.name], Field(description=entry.title))
    title = entry.name.title().replace("_", "")
    return create_model(f"{title}Spec", __base__=OptimizerBase, __doc__=entry.about, **fields)


SCHEMAS = {entry.name: _schema(entry) for entry in OPTIMIZERS}

if TYPE_CHECKING:
    OptimizerSpec = OptimizerBase
else:
    OptimizerSpec = Annotated[Union[tuple(SCHEMAS.values())], Field(discriminator="name")]  # noqa: UP007


ARTICLES = {"name": "momentum", "lr": 0.001, "momentum": 0.9}
"""What the article trains with: `torch.optim.SGD(lr=0.001, momentum=0.9)`."""


class Change(Spec):
    """New hyperparameters for the update from the record at `step` on. The optimizer's state is kept."""

    step: between(int, 0, MAX_STEPS)  # type: ignore[valid-type]
    optimizer: Hyperparameters


class DescentSpec(Spec):
    """A descent: what is descended, by which rule, from where. Its records are a pure function of it."""

    objective: ObjectiveSpec
    optimizer: OptimizerSpec
    start: list[between(float, -START_LIMIT, START_LIMIT)] = Field(  # type: ignore[valid-type]
        description="One number for each coordinate."
    )
    dtype: Literal["float32", "float64"] = "float32"
    changes: list[Change] = Field(default_factory=list, max_length=MAX_CHANGES)

    @property
    def ground(self) -> tuple[str, str]:
        """Objective and precision: what descents share that can step together."""
        return self.objective.name, self.dtype

    @field_validator("start")
    @classmethod
    def _of_the_right_dimension(cls, start: list[float], info: ValidationInfo) -> list[float]:
        if "objective" in info.data:
            name = info.data["objective"].name
            wanted = find(OBJECTIVES, name).dimension
            if len(start) != wanted:
                raise ValueError(f"{name} takes {wanted} coordinate{'s'[: wanted > 1]}, got {len(start)}")
        return start

    @field_validator("changes")
    @classmethod
    def _in_order_and_allowed(cls, changes: list[Change], info: ValidationInfo) -> list[Change]:
        if "optimizer" not in info.data:
            return changes
        merged: dict[int, dict[str, Hyperparameter]] = {}
        for number, change in enumerate(changes):
            try:
                whole = changed(info.data["optimizer"], change.optimizer).hyperparameters()
            except ValidationError as error:
                raise _within(error, number, "optimizer") from error
            asked = {name: whole[name] for name in change.optimizer if name != "name"}
            merged.setdefault(change.step, {}).update(asked)
        return [Change(step=step, optimizer=merged[step]) for step in sorted(merged) if merged[step]]


class RunSpec(DescentSpec):
    """A descent of so many steps. A run is a pure function of this."""

    steps: between(int, 1, MAX_STEPS)  # type: ignore[valid-type]


class TrainingSpec(Spec):
    """A training of the article's network: by which rule, from which seed, how often through all samples.

    The defaults are the article's. A training is a pure function of this.
    """

    optimizer: OptimizerSpec = Field(default_factory=lambda: SCHEMAS["momentum"].model_validate(ARTICLES))
    seed: between(int, 0, MAX_SEED) = Field(0, description="As torch.manual_seed takes it.")  # type: ignore[valid-type]
    epochs: between(int, 1, MAX_EPOCHS) = 2  # type: ignore[valid-type]


def with_change(spec: DescentSpec, change: Change) -> DescentSpec:
    """The descent with one more change. Raises ValidationError where a value isn't allowed."""
    changed(spec.optimizer, change.optimizer)
    changes = [*spec.changes, change]
    return type(spec).model_validate({**spec.model_dump(), "changes": [each.model_dump() for each in changes]})


def changed(optimizer: OptimizerBase, change: Hyperparameters) -> OptimizerBase:
    """The optimizer with some hyperparameters changed. Raises ValidationError where a value isn't allowed."""
    return type(optimizer).model_validate({**optimizer.model_dump(), **change})


def refusal(field: str, reason: str) -> ValidationError:
    """The refusal of one field, for a validator to raise of what it validates."""
    problem = PydanticCustomError("value_error", "{reason}", {"reason": reason})
    return ValidationError.from_exception_data(field, [{"type": problem, "loc": (field,), "input": None}])


def _within(error: ValidationError, *place: str | int) -> ValidationError:
    """The same refusal, of what stands at a place in something larger."""
    return ValidationError.from_exception_data(
        error.title,
        [
            {
                "type": PydanticCustomError(each["type"], "{said}", {**each.get("ctx", {}), "said": each["msg"]}),
                "loc": (*place, *each["loc"]),
                "input": each["input"],
            }
            for each in error.errors()
        ],
    )
