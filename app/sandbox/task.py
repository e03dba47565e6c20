"""What a child process is asked to do with somebody's source."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from app.core.fields import Spec
from app.core.own import MAX_NAME, OwnRunSpec, OwnTrainingSpec, Source


class LookSpec(Spec):
    """A source whose optimizer is looked at: its hyperparameters, with nothing stepped."""

    source: Source
    class_: str | None = Field(None, alias="class", min_length=1, max_length=MAX_NAME)
    """Which class of it; the last optimizer of the source where nothing is said."""


class LookTask(Spec):
    """Look at a source."""

    kind: Literal["look"] = "look"
    spec: LookSpec


class RunTask(Spec):
    """Descend by an own optimizer."""

    kind: Literal["run"] = "run"
    spec: OwnRunSpec


class TrainTask(Spec):
    """Train a network by an own optimizer."""

    kind: Literal["train"] = "train"
    spec: OwnTrainingSpec


Task: TypeAlias = LookTask | RunTask | TrainTask

_TASKS: TypeAdapter[Task] = TypeAdapter(Annotated[Task, Field(discriminator="kind")])


def to_json(task: Task) -> bytes:
    """A task as it is handed to a child."""
    return task.model_dump_json(by_alias=True).encode()


def from_json(text: bytes) -> Task:
    """The task that was handed over. Raises ValidationError."""
    return _TASKS.validate_json(text)
