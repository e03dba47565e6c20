"""The schema of a run and of a training by an optimizer that somebody wrote. Its source is data here, never run."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, NoReturn, Self, TypeAlias

from pydantic import ConfigDict, Field, field_validator, model_validator

from app.core.fields import refusal
from app.core.spec import OptimizerBase, RunSpec
from app.core.training import TrainingSpec

MAX_SOURCE = 65_536
MAX_NAME = 100
MAX_HYPERPARAMETERS = 20
MAX_NUMBERS = 16
TAKEN = frozenset({"params", "self"})
"""What no hyperparameter is called: an optimizer is given these otherwise."""

OwnValue: TypeAlias = bool | int | float | str | list[bool | int | float] | None
"""A hyperparameter of any optimizer. A list is given to it as a tuple."""


class OwnSpec(OptimizerBase):
    """A subclass of `torch.optim.Optimizer` as its source, its hyperparameters beside it under its own names."""

    model_config = ConfigDict(extra="allow", serialize_by_alias=True)
    __pydantic_extra__: dict[str, Annotated[OwnValue, Field()]]

    name: Literal["own"] = Field("own", description="Own optimizer")
    source: str = Field(min_length=1, description="A Python module, at most 64 KB of it.")
    class_: str = Field(
        alias="class", min_length=1, max_length=MAX_NAME, description="Which class of it.", examples=["SimpleGD"]
    )

    @field_validator("source")
    @classmethod
    def _short(cls, source: str) -> str:
        if (size := len(source.encode(errors="surrogatepass"))) > MAX_SOURCE:
            raise ValueError(f"must be at most {MAX_SOURCE} bytes, got {size}")
        return source

    @field_validator("class_")
    @classmethod
    def _a_name(cls, name: str) -> str:
        if not name.isidentifier():
            raise ValueError(f"must be the name of a class, got {name!r:.40}")
        return name

    @model_validator(mode="after")
    def _hyperparameters_allowed(self) -> Self:
        extra = self.__pydantic_extra__
        if len(extra) > MAX_HYPERPARAMETERS:
            raise ValueError(f"takes at most {MAX_HYPERPARAMETERS} hyperparameters, got {len(extra)}")
        for name, value in extra.items():
            if not name.isidentifier() or len(name) > MAX_NAME or name in TAKEN:
                raise refusal(name[:MAX_NAME], "must be a name that a hyperparameter can have")
            if isinstance(value, str | list) and len(value) > (MAX_NUMBERS if isinstance(value, list) else MAX_NAME):
                raise refusal(name, f"must be at most {MAX_NUMBERS} numbers, or {MAX_NAME} characters")
            if not all(math.isfinite(each) for each in (value if isinstance(value, list) else [value]) if isinstance(each, int | float)):
                raise refusal(name, "must be finite")
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


class OwnRunSpec(RunSpec):
    """A descent of so many steps by an own optimizer."""

    optimizer: OwnSpec


class OwnTrainingSpec(TrainingSpec):
    """A training of so many epochs by an own optimizer."""

    optimizer: OwnSpec  # type: ignore[assignment]
