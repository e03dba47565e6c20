"""The shapes of answers about ratings, as the API's own documentation shows them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.core.lab.rating.spec import RatingDescentSpec, RatingSpec

Pairs = Annotated[list[float], Field(description="How the network rates each of the pairs, in their order.")]


class PairAnswer(BaseModel):
    """Two pictures, and whether they are of the same thing."""

    name: str
    title: str
    same: bool
    right: list[list[float]]
    other: list[list[float]]


class RatingAnswer(BaseModel):
    """How differently an untrained network sees two pictures."""

    rating: RatingSpec
    outputs: list[list[float]] = Field(description="Four numbers for the right picture, and four for the other.")
    loss: float = Field(description="The rating: the mean squared error between them.")


class Ratings(BaseModel):
    """Records in columns: the network at each step, and how it rates the two pictures."""

    step: list[int]
    loss: list[float]
    outputs: list[list[list[float]]]
    weights: list[list[list[list[float]]]] = Field(description="Filter by row by column, for each record.")


class RatingEnd(BaseModel):
    status: Literal["finished", "diverged"]
    step: int
    loss: float


class RatingDescentAnswer(BaseModel):
    rating: RatingDescentSpec
    outcome: RatingEnd
    steps: Ratings
    before: Pairs
    after: Pairs
