"""JSON out, and the shapes of answers as the API's own documentation shows them."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.core.spec import DescentSpec, RunSpec, TrainingSpec
from app.core.steps import Outcome


class Json(Response):
    """An answer in JSON. NaN and infinity can't be written: the core lets none out."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


class Columns(BaseModel):
    """Records in columns: a list for each quantity, an item for each record."""

    step: list[int]
    point: list[list[float]]
    loss: list[float]
    grad: list[list[float]]
    state: dict[str, list[list[float]]] = Field(description="The optimizer's state, under torch's own names.")


class Record(BaseModel):
    """One record: the point at a step, the loss and the gradient there, and the optimizer's state."""

    step: int
    point: list[float]
    loss: float
    grad: list[float]
    state: dict[str, list[float]]


class RunAnswer(BaseModel):
    run: RunSpec
    outcome: Outcome
    steps: Columns


class DescentAnswer(BaseModel):
    id: str
    run: DescentSpec
    status: str = Field(description="running, converged or diverged")
    diverged_at: int | None
    current: Record


class StepsAnswer(BaseModel):
    id: str
    status: str
    diverged_at: int | None
    current: Record
    steps: Columns


class HistoryAnswer(BaseModel):
    id: str
    steps: Columns


class Updates(BaseModel):
    """Updates in columns: the network as it was at each, before the update changed it."""

    step: list[int]
    epoch: list[int]
    sample: list[int] = Field(description="The number of the sample that was shown, from 0.")
    label: list[int]
    loss: list[float]
    logits: list[list[float]]
    weights: list[list[list[list[float]]]] = Field(description="Filter by row by column, for each update.")


class TestAnswer(BaseModel):
    logits: list[float]
    predicted: int
    correct: bool


class Network(BaseModel):
    """A network as it stands, before or after a training."""

    weights: list[list[list[float]]]
    predictions: list[int] = Field(description="What it says of each sample: 0 is A, 1 is B, 2 and 3 neither.")
    accuracy: dict[str, float] = Field(description="The share it gets right: of all, of A, of B.")
    test: TestAnswer = Field(description="The article's single test: pattern A at intensity 999999999.")


class TrainingEnd(BaseModel):
    status: str = Field(description="finished or diverged")
    step: int
    loss: float


class TrainingAnswer(BaseModel):
    training: TrainingSpec
    outcome: TrainingEnd
    steps: Updates
    before: Network
    after: Network


class TestSample(BaseModel):
    image: list[list[float]]
    label: int


class SamplesAnswer(BaseModel):
    classes: list[str]
    images: list[list[list[float]]]
    labels: list[int]
    test: TestSample
