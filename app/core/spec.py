"""The only schema of a descent: for HTTP, socket, address bar and file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar, Union

from pydantic import Field, TypeAdapter, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.core import typed
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import START_LIMIT, Minimum, Objective, find
from app.core.fields import Named, Spec, between, refusal, schema, within
from app.core.grammar import FormulaError, parse

MAX_STEPS = 10_000
MAX_CHANGES = 1_000
Hyperparameter: TypeAlias = float | list[float]
Hyperparameters = Annotated[
    dict[str, Any], Field(min_length=1, description="Hyperparameters under torch's own names.", examples=[{"lr": 0.3}])
]
"""New values of some hyperparameters. Which there are, and their ranges, depends on the optimizer."""

if TYPE_CHECKING:
    Coordinate: TypeAlias = float
else:
    Coordinate = between(float, -START_LIMIT, START_LIMIT)


class ObjectiveBase(Named):
    """Which function is descended, the numbers that shape it beside its name."""

    def load(self) -> Objective:
        """The function itself."""
        return find(OBJECTIVES, self.name).bound(**self.parameters())

    def minima(self) -> tuple[Minimum, ...]:
        """Its minima in the domain. They may have to be searched for: a run doesn't wait for them."""
        return self.describe().minima

    def describe(self) -> Objective:
        """All that can be told of it. May take a second. Raises FormulaError."""
        return find(OBJECTIVES, self.name)


class TypedSpec(ObjectiveBase):
    """A function that somebody typed, of x or of x and y."""

    name: Literal["typed"] = Field(description="Typed function")
    formula: str = Field(
        description="Arithmetic as Python writes it, with the usual functions.",
        examples=["x**2 + 0.3*sin(12*x)", "(1 - x)**2 + 100*(y - x**2)**2"],
    )
    domain: list[Annotated[list[Coordinate], Field(min_length=2, max_length=2)]] = Field(
        [list(typed.DOMAIN)],
        validate_default=True,
        description="What a plot shows: both ends, for all coordinates or for each.",
    )

    @field_validator("formula")
    @classmethod
    def _arithmetic(cls, formula: str) -> str:
        try:
            parse(formula)
        except FormulaError as error:
            context = {"reason": str(error), "column": error.column}
            raise PydanticCustomError("formula", "{reason}", context) from error
        return formula

    @field_validator("domain")
    @classmethod
    def _of_each_coordinate(cls, domain: list[list[float]], info: ValidationInfo) -> list[list[float]]:
        for place, (low, high) in enumerate(domain):
            if high - low < typed.NARROWEST:
                wanted = f"must be below the other end by at least {typed.NARROWEST:g}, got {low:g} and {high:g}"
                raise within(refusal("0", wanted), place)
        if "formula" not in info.data:
            return domain
        dimension = typed.dimension(info.data["formula"])
        if len(domain) not in (1, dimension):
            raise ValueError(f"takes {dimension} pair{'s'[: dimension > 1]} of ends, got {len(domain)}")
        return domain * dimension if len(domain) == 1 else domain

    def load(self) -> Objective:
        return typed.load(self.formula, self._domain)

    def minima(self) -> tuple[Minimum, ...]:
        return typed.minima(self.formula, self._domain)

    def describe(self) -> Objective:
        return typed.describe(self.formula, self._domain)

    @property
    def _domain(self) -> tuple[tuple[float, float], ...]:
        return tuple((low, high) for low, high in self.domain)


class OptimizerBase(Named):
    """Which rule steps, its hyperparameters beside its name under torch's own names."""

    FIXED: ClassVar[frozenset[str]] = frozenset()
    """What of it no change may say anew."""

    def hyperparameters(self) -> dict[str, Hyperparameter]:
        return self.parameters()

    def load(self) -> Any:
        """Its class, a `torch.optim.Optimizer`."""
        return find(OPTIMIZERS, self.name).load()


class ScheduleBase(Named):
    """How the learning rate goes on from update to update, its parameters beside its name under torch's own names."""

    @property
    def constant(self) -> bool:
        return self.name == "constant"

    @property
    def floor(self) -> float:
        """The rate that a factor of zero gives."""
        name = find(SCHEDULES, self.name).floor
        return getattr(self, name) if name else 0.0

    def rate(self, base: float, step: int) -> float:
        """What the update from the record at `step` on uses, where `base` is the optimizer's lr."""
        return self.floor + (base - self.floor) * self.load()(step)

    def load(self) -> Callable[[int], float]:
        """Its factor at a step, from 0: the rate is floor + (lr - floor) * factor."""
        entry = find(SCHEDULES, self.name)
        shape = {name: value for name, value in self.parameters().items() if name != entry.floor}
        return partial(entry.factor, **shape)


SCHEMAS: dict[str, dict[str, type[Named]]] = {
    kind: {entry.name: schema(base, entry.name, entry.title, entry.about, entry.parameters) for entry in entries}
    for kind, base, entries in (
        ("objective", ObjectiveBase, OBJECTIVES),
        ("optimizer", OptimizerBase, OPTIMIZERS),
        ("schedule", ScheduleBase, SCHEDULES),
    )
}
"""The schema of each entry, by the field that it stands in and by its name."""
SCHEMAS["objective"]["typed"] = TypedSpec

if TYPE_CHECKING:
    ObjectiveSpec = ObjectiveBase
    OptimizerSpec = OptimizerBase
    ScheduleSpec = ScheduleBase
else:
    ObjectiveSpec = Annotated[Union[tuple(SCHEMAS["objective"].values())], Field(discriminator="name")]  # noqa: UP007
    OptimizerSpec = Annotated[Union[tuple(SCHEMAS["optimizer"].values())], Field(discriminator="name")]  # noqa: UP007
    ScheduleSpec = Annotated[Union[tuple(SCHEMAS["schedule"].values())], Field(discriminator="name")]  # noqa: UP007


CONSTANT = TypeAdapter[ScheduleBase](ScheduleSpec).validate_python({"name": "constant"})


class Change(Spec):
    """New hyperparameters for the update from the record at `step` on. The optimizer's state is kept."""

    step: between(int, 0, MAX_STEPS)  # type: ignore[valid-type]
    optimizer: Hyperparameters


class Ruled(Spec):
    """What descents and trainings share: a rule, how its rate goes on, and what is changed on the way."""

    optimizer: OptimizerSpec
    schedule: ScheduleSpec = CONSTANT
    changes: list[Change] = Field(default_factory=list, max_length=MAX_CHANGES)

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
                raise within(error, number, "optimizer") from error
            asked = {name: whole[name] for name in change.optimizer if name != "name"}
            merged.setdefault(change.step, {}).update(asked)
        return [type(changes[0])(step=step, optimizer=merged[step]) for step in sorted(merged) if merged[step]]


class DescentSpec(Ruled):
    """A descent: what is descended, by which rule, from where. Its records are a pure function of it."""

    objective: ObjectiveSpec
    start: list[Coordinate] = Field(description="One number for each coordinate.")
    dtype: Literal["float32", "float64"] = "float32"

    @property
    def ground(self) -> tuple[str, str]:
        """Objective and precision: what descents share that can step together."""
        return self.objective.model_dump_json(), self.dtype

    @field_validator("start")
    @classmethod
    def _of_the_right_dimension(cls, start: list[float], info: ValidationInfo) -> list[float]:
        if "objective" in info.data:
            name = info.data["objective"].name
            wanted = info.data["objective"].load().dimension
            if len(start) != wanted:
                raise ValueError(f"{name} takes {wanted} coordinate{'s'[: wanted > 1]}, got {len(start)}")
        return start


class RunSpec(DescentSpec):
    """A descent of so many steps. A run is a pure function of this."""

    steps: between(int, 1, MAX_STEPS)  # type: ignore[valid-type]


RuledSpec = TypeVar("RuledSpec", bound=Ruled)


def with_change(spec: RuledSpec, step: int, optimizer: Hyperparameters) -> RuledSpec:
    """The descent or training with one more change. Raises ValidationError where a value isn't allowed."""
    changed(spec.optimizer, optimizer)
    whole = spec.model_dump()
    whole["changes"].append({"step": step, "optimizer": optimizer})
    return type(spec).model_validate(whole)


def changed(optimizer: OptimizerBase, change: Hyperparameters) -> OptimizerBase:
    """The optimizer with some hyperparameters changed. Raises ValidationError where a value isn't allowed."""
    for name in optimizer.FIXED & change.keys():
        raise refusal(name, "can't be changed on the way")
    return type(optimizer).model_validate({**optimizer.model_dump(), **change})
