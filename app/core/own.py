"""The schema of a run and of a training by an optimizer that somebody wrote. Its source is data here, never run."""

from __future__ import annotations

import math
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NoReturn, Self, TypeAlias, cast

from pydantic import (
    AfterValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from app.core.fields import refusal
from app.core.spec import OptimizerBase, Ruled, RunSpec, ScheduleBase
from app.core.training import TrainingSpec
from app.core.words import EXACT, sendable

OWN, BUILT_IN = "own", "built-in"
MAX_SOURCE = 65_536
MAX_NAME = 100
MAX_HYPERPARAMETERS = 20
MAX_NUMBERS = 16
TAKEN = frozenset({"params", "self"})
"""What no hyperparameter is called: an optimizer is given these otherwise."""


def _short(source: str) -> str:
    if (size := len(source.encode(errors="surrogatepass"))) > MAX_SOURCE:
        raise ValueError(f"must be at most {MAX_SOURCE} bytes, got {size}")
    return source


Source: TypeAlias = Annotated[
    str, Field(min_length=1, description="A Python module, at most 64 KB of it."), AfterValidator(_short)
]
Number: TypeAlias = bool | int | float
OwnValue: TypeAlias = Number | str | list[Number] | None
"""A hyperparameter of any optimizer. A list is given to it as a tuple."""


def _plain(value: Any) -> OwnValue:
    short = isinstance(value, str) and sendable(value, MAX_NAME) == value
    several = isinstance(value, list) and len(value) <= MAX_NUMBERS and all(map(_finite, value))
    if value is None or _finite(value) or short or several:
        return cast("OwnValue", value)
    wanted = f"a finite number, true or false, null, a text of at most {MAX_NAME} characters, or a list of at most"
    raise ValueError(f"must be {wanted} {MAX_NUMBERS} numbers, got {value!r:.40}")


def _finite(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) <= EXACT
    return isinstance(value, float) and math.isfinite(value)


class OwnSpec(OptimizerBase):
    """A subclass of `torch.optim.Optimizer` as its source, its hyperparameters beside it under its own names."""

    model_config = ConfigDict(extra="allow", serialize_by_alias=True)
    __pydantic_extra__: dict[str, Annotated[OwnValue, PlainValidator(_plain)]]

    FIXED: ClassVar[frozenset[str]] = frozenset({"source", "class", "class_"})

    name: Literal["own"] = Field("own", description="Own optimizer")
    source: Source
    class_: str = Field(
        alias="class", min_length=1, max_length=MAX_NAME, description="Which class of it.", examples=["SimpleGD"]
    )

    @field_validator("class_")
    @classmethod
    def _a_name(cls, name: str) -> str:
        if not name.isidentifier() or iskeyword(name):
            raise ValueError(f"must be the name of a class, got {name!r:.40}")
        return name

    @model_validator(mode="after")
    def _hyperparameters_allowed(self) -> Self:
        extra = self.__pydantic_extra__
        if len(extra) > MAX_HYPERPARAMETERS:
            raise ValueError(f"takes at most {MAX_HYPERPARAMETERS} hyperparameters, got {len(extra)}")
        for name in extra:
            if not name.isidentifier() or iskeyword(name) or len(name) > MAX_NAME or name in TAKEN:
                raise refusal(name[:MAX_NAME], "must be a name that a hyperparameter can have")
        return self

    def hyperparameters(self) -> dict[str, Any]:
        return {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.__pydantic_extra__.items()
        }

    def parameters(self) -> dict[str, Any]:
        return dict(self.__pydantic_extra__)

    def load(self) -> NoReturn:
        """Nothing outside the sandbox runs what somebody wrote."""
        raise TypeError("an own optimizer is run in the sandbox alone")


class _Scheduled(Ruled):
    """What both have: a schedule is of the learning rate, so there must be one."""

    @field_validator("schedule")
    @classmethod
    def _of_a_rate(cls, schedule: ScheduleBase, info: ValidationInfo) -> ScheduleBase:
        own = info.data.get("optimizer")
        if (
            not schedule.constant
            and isinstance(own, OwnSpec)
            and not isinstance(own.parameters().get("lr"), int | float)
        ):
            raise refusal("name", "must be 'constant': this optimizer is given no lr for it to scale")
        return schedule


class OwnRunSpec(_Scheduled, RunSpec):
    """A descent of so many steps by an own optimizer."""

    optimizer: OwnSpec


class OwnTrainingSpec(_Scheduled, TrainingSpec):
    """A training of so many epochs by an own optimizer."""

    optimizer: OwnSpec


def _whose(spec: Any) -> str:
    """Whose optimizer a spec names: one that has a source is somebody's own."""
    if isinstance(spec, OwnRunSpec | OwnTrainingSpec):
        return OWN
    optimizer = spec.get("optimizer") if isinstance(spec, dict) else None
    return OWN if isinstance(optimizer, dict) and ("source" in optimizer or optimizer.get("name") == OWN) else BUILT_IN


if TYPE_CHECKING:
    AnyRunSpec: TypeAlias = RunSpec
    AnyTrainingSpec: TypeAlias = TrainingSpec
else:
    AnyRunSpec = Annotated[Annotated[RunSpec, Tag(BUILT_IN)] | Annotated[OwnRunSpec, Tag(OWN)], Discriminator(_whose)]
    AnyTrainingSpec = Annotated[
        Annotated[TrainingSpec, Tag(BUILT_IN)] | Annotated[OwnTrainingSpec, Tag(OWN)], Discriminator(_whose)
    ]
