"""What a child may say. Nothing else that comes from it is passed on."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, TypeAdapter

from app.core.fields import Spec
from app.core.lab.plane import GRID
from app.core.own import MAX_HYPERPARAMETERS, MAX_NAME, MAX_NUMBERS
from app.core.spec import MAX_STEPS
from app.core.training import MAX_SHOWN, MAX_UPDATES

MAX_TEXT = 16_384
MAX_WORDS = 2_000
MAX_LEAVES = 400_000
MAX_DEPTH = 12
MAX_CLASSES = 20
MAX_TRACE = 8
PLANE_BYTES = 4 * math.ceil(GRID * GRID / 3)
"""Of a plane, a byte a place, in base64."""
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal or a browser obeys and does not show."""


def _shown(text: str) -> str:
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _told(value: Any) -> Any:
    """Numbers, short texts, and lists and objects of them, of a bounded size."""
    left = MAX_LEAVES

    def check(value: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if depth > MAX_DEPTH or left < 0:
            raise ValueError("is too large")
        if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
            return value
        if isinstance(value, str) and len(value) <= MAX_NAME:
            return _shown(value)
        if isinstance(value, list):
            return [check(each, depth + 1) for each in value]
        if isinstance(value, dict) and all(len(name) <= MAX_NAME for name in value):
            return {_shown(name): check(each, depth + 1) for name, each in value.items()}
        raise ValueError("is no number, short text, list or object")

    return check(value, 0)


Name: TypeAlias = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_shown)]
Words: TypeAlias = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(_shown)]
Text: TypeAlias = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_shown)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=MAX_SHOWN)]
Told: TypeAlias = Annotated[Any, PlainValidator(_told)]
Named: TypeAlias = Annotated[dict[str, Any], PlainValidator(_told)]
Point: TypeAlias = Annotated[list[float], Field(min_length=1, max_length=2)]
Bytes: TypeAlias = Annotated[
    str, Field(min_length=PLANE_BYTES, max_length=PLANE_BYTES, pattern=r"^[A-Za-z0-9+/]+={0,2}$")
]


class Hyperparameter(Spec):
    """One of `__init__`, as a form can show it."""

    name: Name
    default: bool | int | float | Name | Annotated[list[bool | int | float], Field(max_length=MAX_NUMBERS)] | None
    annotation: Name | None
    kind: Literal["number", "whole", "switch", "numbers", "text", "other"]
    required: bool


class Look(Spec):
    """What an optimizer can be told."""

    model_config = ConfigDict(serialize_by_alias=True)

    event: Literal["look"]
    class_: Name = Field(alias="class")
    classes: list[Name] = Field(max_length=MAX_CLASSES)
    doc: Words
    hyperparameters: list[Hyperparameter] = Field(max_length=MAX_HYPERPARAMETERS)


class Columns(Spec):
    """Records of a descent in columns. state: each value as `app.core.state` tells it, null before there is one."""

    step: list[Annotated[int, Field(ge=0, le=MAX_STEPS)]] = Field(min_length=1)
    point: list[Point]
    loss: list[float]
    grad: list[Point]
    state: dict[Name, Annotated[list[Any], PlainValidator(_told)]]


class StepsEvent(Spec):
    """Some more records of a descent."""

    event: Literal["steps"]
    steps: Columns


class UpdateColumns(Spec):
    """Updates of a training in columns."""

    step: list[Annotated[int, Field(ge=0, le=MAX_UPDATES)]]
    epoch: list[Count]
    samples: list[list[Count]]
    loss: list[float | None]


class Verdict(Spec):
    """What a network says of samples."""

    predictions: list[Count]
    accuracy: dict[Name, float | None]
    loss: float | None
    first: list[float | None]


class PlaneBytes(Spec):
    """A byte for each place of a plane."""

    dtype: Literal["u1"]
    bdata: Bytes
    shape: Literal["40, 40"]


class PlaneTold(Spec):
    """What a network says of a plane."""

    said: PlaneBytes
    share: PlaneBytes


class FrameTold(Spec):
    """A network at an update."""

    step: Annotated[int, Field(ge=0, le=MAX_UPDATES)]
    weights: Named
    state: Named
    training: Verdict
    test: Verdict | None
    silent: dict[Name, list[Count]]
    plane: PlaneTold | None
    grads: Named | None
    update: Named | None
    logits: list[list[float | None]] | None


class UpdatesEvent(Spec):
    """Some more updates of a training."""

    event: Literal["updates"]
    steps: UpdateColumns
    frames: list[FrameTold]
    rates: list[float] | None


class Print(Spec):
    """Something was printed."""

    event: Literal["print"]
    text: Text


class Warned(Spec):
    """Something is likely to be a mistake, and goes on."""

    event: Literal["warning"]
    text: Words
    hint: Words


class Ended(Spec):
    """How a descent or a training ended. point: of a descent."""

    status: Literal["finished", "converged", "diverged"]
    step: Annotated[int, Field(ge=0, le=MAX_UPDATES)]
    loss: float | None
    point: Point | None = None


class Done(Spec):
    """A descent or a training came to its end."""

    event: Literal["done"]
    outcome: Ended


class Refused(Spec):
    """It can't begin there."""

    event: Literal["refused"]
    field: Literal["start"]
    reason: Words


class TraceLine(Spec):
    """A line of the author's."""

    line: Annotated[int, Field(ge=0)]
    name: Annotated[str, Field(max_length=200), AfterValidator(_shown)]
    text: Annotated[str, Field(max_length=200), AfterValidator(_shown)]


class Fault(Spec):
    """What went wrong in the source, and what to try."""

    type: Name
    message: Words
    line: Annotated[int, Field(ge=0)] | None = None
    column: Annotated[int, Field(ge=0)] | None = None
    trace: list[TraceLine] = Field(default_factory=list, max_length=MAX_TRACE)
    hint: Words | None = None
    step: Annotated[int, Field(ge=0, le=MAX_UPDATES)] | None = None


class Failed(Spec):
    """The source went wrong, or was ended."""

    event: Literal["fault"]
    fault: Fault


Event: TypeAlias = Look | StepsEvent | UpdatesEvent | Print | Warned | Done | Refused | Failed
LAST = (Look, Done, Refused, Failed)
"""After one of these there is no other."""

parse = TypeAdapter[Event](Annotated[Event, Field(discriminator="event")]).validate_python


def failed(type: str, message: str, hint: str | None = None) -> Failed:
    """A fault that the parent says of a child."""
    return Failed(event="fault", fault=Fault(type=type, message=message, hint=hint))
