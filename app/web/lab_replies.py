"""The shapes of the lab's answers, as the API's own documentation shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.core.training import CourseSpec, DatasetSpec, TrainingSpec
from app.web.replies import ParameterAnswer, Rates, Typed


class DatasetAnswer(BaseModel):
    """A kind of data."""

    name: str
    title: str
    about: str
    shape: list[int] = Field(description="Of one input: [2] of points, [1, rows, columns] of pictures.")
    classes: list[str]
    parameters: list[ParameterAnswer]
    training: dict[str, Any] = Field(description="What of a training suits it, where that is not the article's.")


class NetworkAnswer(BaseModel):
    """An architecture."""

    name: str
    title: str
    about: str
    parameters: list[ParameterAnswer]
    shapes: list[list[int]] = Field(description="Of the inputs that it takes; any where it says none.")


class SamplesAnswer(BaseModel):
    inputs: list[Any] = Field(description="Each of the shape of one input.")
    labels: list[int] = Field(description="The place of each sample's class, from 0.")


class DataAnswer(BaseModel):
    """Samples, in the order in which they are given."""

    data: DatasetSpec
    shape: list[int]
    classes: list[str]
    domain: list[tuple[float, float]] = Field(description="Of points: what a plot shows of each coordinate.")
    training: SamplesAnswer
    test: SamplesAnswer | None


class Updates(BaseModel):
    """Updates in columns."""

    step: list[int]
    epoch: list[int]
    samples: list[list[int]] = Field(description="The numbers of the samples that each update is shown, from 0.")
    loss: list[float | None] = Field(description="Of these samples, before the update; null where it isn't finite.")


class VerdictAnswer(BaseModel):
    """What a network says of samples."""

    predictions: list[int] = Field(description="Of each, the output with the greatest logit.")
    accuracy: dict[str, float | None] = Field(description="The share that is right: `all`, and of each class.")
    loss: float | None = Field(description="The mean over all; null where it isn't finite.")
    first: list[float | None] = Field(description="The logits of the first.")


class PlaneAnswer(BaseModel):
    """What a network says of a plane, row by row from the lowest y, the ends of the domain included."""

    said: Typed = Field(description="The class at each place.")
    share: Typed = Field(description="The softmax of the class said, in 255ths.")


Tensors = dict[str, Any]


class FrameAnswer(BaseModel):
    """A network before the update from `step` on, or after the last one."""

    step: int
    weights: Tensors = Field(description="Nested lists by parameter, under torch's own names.")
    state: dict[str, Tensors] = Field(description="Of the optimizer before the update, by parameter and name.")
    training: VerdictAnswer
    test: VerdictAnswer | None
    silent: dict[str, list[int]] = Field(description="By layer, the units of a ReLU that are zero for every sample.")
    plane: PlaneAnswer | None = Field(description="Of points only.")
    grads: Tensors | None = Field(description="Of the samples about to be shown; null after the last update.")
    update: Tensors | None = Field(description="By how much the update changes each weight.")
    logits: list[list[float | None]] | None = Field(description="Of the samples about to be shown.")


class TrainingEnd(BaseModel):
    status: Literal["finished", "diverged"]
    step: int
    loss: float | None


class TrainingAnswer(BaseModel):
    training: TrainingSpec
    outcome: TrainingEnd
    steps: Updates
    frames: list[FrameAnswer] = Field(description="Of the update 0, of some or all others, and after the last one.")
    rates: Rates


class FramesAnswer(BaseModel):
    frames: list[FrameAnswer]


TrainingStatus = Literal["running", "diverged"]


class TrainingStands(BaseModel):
    """A training step by step."""

    id: str
    training: CourseSpec
    status: TrainingStatus
    diverged_at: int | None = Field(description="After how many updates it has, the last of which is taken back.")
    current: FrameAnswer = Field(description="With the update about to be made, and the samples about to be shown.")


class TrainingSteps(BaseModel):
    id: str
    status: TrainingStatus
    diverged_at: int | None
    current: FrameAnswer
    steps: Updates = Field(description="The new updates.")


class TrainingHistory(BaseModel):
    id: str
    steps: Updates
