"""What every schema is made of: numbers with ranges, named entries with parameters, refusals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
)
from pydantic_core import PydanticCustomError

from app.core.entries import Parameter


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


class BadField(ValueError):
    """What is wrong with a spec and can't be seen in it alone. `field`: where it stands."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Spec(BaseModel):
    """What all schemas share: nothing unknown is taken, nothing is converted, no NaN, no infinity."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Named(Spec):
    """An entry of the catalogue, its parameters beside its name."""

    name: str

    def parameters(self) -> dict[str, Any]:
        return self.model_dump(exclude={"name"})


Model = TypeVar("Model", bound=Named)


def schema(base: type[Model], name: str, title: str, about: str, parameters: Sequence[Parameter]) -> type[Model]:
    """The schema of an entry of the catalogue."""
    fields: dict[str, Any] = {parameter.name: _field(parameter) for parameter in parameters}
    fields["name"] = (Literal[name], Field(description=title))
    return create_model(f"{name.title().replace('_', '')}Spec", __base__=base, __doc__=about, **fields)


def _field(parameter: Parameter) -> Any:
    kind = int if parameter.whole else float
    number = between(kind, parameter.minimum, parameter.maximum, below=parameter.open)
    if isinstance(parameter.default, tuple):
        several = list[number]  # type: ignore[valid-type]
        count = len(parameter.default)
        return several, Field(list(parameter.default), min_length=count, max_length=count, description=parameter.help)
    return number, Field(parameter.default, description=parameter.help)


def refusal(field: str, reason: str) -> ValidationError:
    """The refusal of one field, for a validator to raise of what it validates."""
    problem = PydanticCustomError("value_error", "{reason}", {"reason": reason})
    return ValidationError.from_exception_data(field, [{"type": problem, "loc": (field,), "input": None}])


def within(error: ValidationError, *place: str | int) -> ValidationError:
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
