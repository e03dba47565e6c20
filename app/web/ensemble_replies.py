"""The shapes of the answers about many networks, as the API's own documentation shows them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.web.lab_replies import Tensors
from app.web.replies import Typed

Column = list[float | None]


class BandAnswer(BaseModel):
    """Losses before each update, over the networks that go on after it; null where none does."""

    step: list[int]
    epoch: list[int]
    going: list[int] = Field(description="How many networks go on.")
    min: Column
    p10: Column
    median: Column
    p90: Column
    max: Column
    mean: Column


class StandingAnswer(BaseModel):
    """How the networks stand before an update, or after the last one."""

    step: int
    learned: int = Field(description="How many are right about at least 90 % of the test, or of the training.")
    diverged: int
    training: dict[str, float | None] = Field(description="Mean accuracy: `all`, and of each class.")
    test: dict[str, float | None] | None


class NetworksAnswer(BaseModel):
    """How each network ended, a row for each seed."""

    seed: list[int]
    status: list[Literal["finished", "diverged"]]
    step: list[int]
    loss: Column
    learned: list[bool]
    training: list[float]
    test: list[float] | None


class SpreadAnswer(BaseModel):
    """Of each weight over the networks, by parameter."""

    mean: Tensors
    deviation: Tensors


class WeightsAnswer(BaseModel):
    before: SpreadAnswer
    after: SpreadAnswer


class EnsembleAnswer(BaseModel):
    ensemble: EnsembleSpec
    steps: BandAnswer
    standings: list[StandingAnswer]
    networks: NetworksAnswer
    weights: WeightsAnswer


class EnsembleMapAnswer(BaseModel):
    ensemble_map: EnsembleMapSpec
    x: Typed
    y: Typed
    learned: Typed = Field(description="How many of the seeds, a row for each value of y.")
    diverged: Typed
