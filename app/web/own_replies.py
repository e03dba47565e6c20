"""The shapes of answers about own optimizers, as the API's own documentation shows them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.steps import Outcome
from app.sandbox.events import Fault, Look
from app.web.lab_replies import FrameAnswer, TrainingEnd, Updates
from app.web.replies import Columns, Rates, RefusedField


class LimitsAnswer(BaseModel):
    """What a run of an own optimizer may take."""

    seconds: float
    memory_bytes: int
    output_bytes: int
    runs_at_once: int
    runs_per_client: int
    queue: int = Field(description="How many may wait.")


class SandboxAnswer(BaseModel):
    """Whether own optimizers are run on this server."""

    on: bool
    missing: list[str] = Field(description="Why they are not.")
    isolated: bool = Field(description="False where they run with the rights of whoever started the server.")
    layers: dict[str, int] = Field(description="0: not on this machine; of Landlock its version.")
    limits: LimitsAnswer


class LookAnswer(Look):
    """What an optimizer can be told."""

    event: Any = Field(None, exclude=True)
    printed: str = Field(description="What the source printed.")


class WarningAnswer(BaseModel):
    """What is likely to be a mistake."""

    text: str
    hint: str


class Told(BaseModel):
    """What a run by an own optimizer says besides its records."""

    printed: str
    warnings: list[WarningAnswer]


class OwnColumns(Columns):
    """Records in columns, the state under the names that the optimizer gives it."""

    state: dict[str, list[Any]] = Field(description="Numbers, lists, texts; null where nothing is kept yet.")


class OwnRunAnswer(Told):
    """A whole run by an own optimizer."""

    run: OwnRunSpec
    outcome: Outcome
    steps: OwnColumns
    rates: Rates


class OwnTrainingAnswer(Told):
    """A whole training by an own optimizer."""

    training: OwnTrainingSpec
    outcome: TrainingEnd
    steps: Updates
    frames: list[FrameAnswer]
    rates: Rates


class FaultyField(RefusedField):
    """What went wrong in a source."""

    fault: Fault


class FaultyAnswer(BaseModel):
    """An own optimizer that went wrong."""

    detail: list[FaultyField]
    printed: str
