"""The schemas of many networks trained at once: over seeds, and over two hyperparameters."""

from __future__ import annotations

from typing import Self

from pydantic import ValidationInfo, field_validator, model_validator

from app.core.axis import Axis, checked, unchanged
from app.core.fields import Spec, between, refusal
from app.core.training import MAX_SEED, TrainingSpec

MAX_NETWORKS = 1_000
MAX_SEEDS = 100
"""Of each pair of values of a map."""
MAX_WORK = 10_000_000
"""Networks times the samples that each is shown."""


class EnsembleSpec(Spec):
    """A training from each of `count` seeds, `first` and those after it. The training's own seed does not matter."""

    training: TrainingSpec
    first: between(int, 0, MAX_SEED - MAX_NETWORKS) = 0  # type: ignore[valid-type]
    count: between(int, 2, MAX_NETWORKS) = 100  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _not_too_much(self) -> Self:
        _bounded(self.training, self.count, "networks")
        return self

    @property
    def seeds(self) -> range:
        return range(self.first, self.first + self.count)


class EnsembleMapSpec(Spec):
    """A training from each of `count` seeds at every pair of values of two hyperparameters: `x` across and `y` up."""

    training: TrainingSpec
    first: between(int, 0, MAX_SEED - MAX_NETWORKS) = 0  # type: ignore[valid-type]
    count: between(int, 1, MAX_SEEDS) = 10  # type: ignore[valid-type]
    x: Axis
    y: Axis

    @field_validator("training")
    @classmethod
    def _without_changes(cls, training: TrainingSpec) -> TrainingSpec:
        return unchanged(training)

    @field_validator("x", "y")
    @classmethod
    def _of_the_rule(cls, axis: Axis, info: ValidationInfo) -> Axis:
        first = info.data.get("x")
        if first is not None and first.field == axis.field:
            raise refusal("field", "is the field of x too: a map has two")
        return checked(axis, info.data.get("training"))

    @model_validator(mode="after")
    def _not_too_much(self) -> Self:
        _bounded(self.training, self.x.count * self.y.count * self.count, "networks, seeds times places of the map,")
        return self

    @property
    def seeds(self) -> range:
        return range(self.first, self.first + self.count)


def _bounded(training: TrainingSpec, networks: int, noun: str) -> None:
    shown = training.epochs * training.data.size
    if networks * shown > MAX_WORK:
        most = f"must be fewer: {networks:,} {noun} are shown {shown:,} samples each, at most {MAX_WORK:,} in all"
        raise refusal("count", most)
