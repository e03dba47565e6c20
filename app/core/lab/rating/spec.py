"""The only schema of a rating, and of the descent that brings it to zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field, TypeAdapter

from app.core.fields import Spec, between
from app.core.lab.rating.pairs import DIM, FULL, SIZE
from app.core.spec import OptimizerBase, OptimizerSpec
from app.core.training import MAX_SEED

BRIGHTEST = 1000
MAX_ADJUSTMENTS = 1_000

if TYPE_CHECKING:
    Picture: TypeAlias = list[list[float]]
else:
    _of_four = Field(min_length=SIZE, max_length=SIZE)
    Picture = Annotated[list[Annotated[list[between(float, 0, BRIGHTEST)], _of_four]], _of_four]

_optimizer = TypeAdapter[OptimizerBase](OptimizerSpec).validate_python


class RatingSpec(Spec):
    """Two pictures, and the seed of the network that rates how differently it sees them.

    The defaults are the article's: the same pattern twice, once a little brighter.
    """

    seed: between(int, 0, MAX_SEED) = Field(0, description="As torch.manual_seed takes it.")  # type: ignore[valid-type]
    right: Picture = Field(DIM, description="Four rows of four pixels.", examples=[DIM])
    other: Picture = Field(FULL, description="Four rows of four pixels.", examples=[FULL])


class RatingDescentSpec(RatingSpec):
    """A descent of the rating over the weights. Its records are a pure function of this."""

    optimizer: OptimizerSpec = Field(default_factory=lambda: _optimizer({"name": "simple_gd"}))
    steps: between(int, 1, MAX_ADJUSTMENTS) = 60  # type: ignore[valid-type]
