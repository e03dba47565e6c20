"""What a client may ask on the socket, message by message."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import Spec
from app.core.lab.rating.spec import RatingDescentSpec
from app.core.own import AnyRunSpec, AnyTrainingSpec
from app.exports.pictures import AnyPictureSpec
from app.sandbox.task import LookSpec

LONGEST_ID = 64
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]


class Run(Spec):
    """Descend, and stream the records."""

    type: Literal["run"]
    id: Id
    run: AnyRunSpec


class Train(Spec):
    """Train a network, and stream the updates."""

    type: Literal["train"]
    id: Id
    training: AnyTrainingSpec


class LookAt(Spec):
    """Tell what an own optimizer can be told."""

    type: Literal["look"]
    id: Id
    look: LookSpec


class Rate(Spec):
    """Bring a rating to zero, and stream the records."""

    type: Literal["rate"]
    id: Id
    rating: RatingDescentSpec


class Sweep(Spec):
    """Compute a map, and tell how much of it is done."""

    type: Literal["sweep"]
    id: Id
    sweep: SweepSpec


class TrainMany(Spec):
    """Train a network from each of many seeds, and stream the band of their losses."""

    type: Literal["ensemble"]
    id: Id
    ensemble: EnsembleSpec


class MapSeeds(Spec):
    """Compute a map of the seeds that learn, and tell how much of it is done."""

    type: Literal["ensemble_map"]
    id: Id
    ensemble_map: EnsembleMapSpec


class Export(Spec):
    """Draw a picture to take home, and tell how much of it is done. `POST /api/exports/...` has it then."""

    type: Literal["export"]
    id: Id
    export: AnyPictureSpec


class Cancel(Spec):
    """Stop what goes on under this id. Nothing happens where nothing does: it may just have ended."""

    type: Literal["cancel"]
    id: Id


Work: TypeAlias = Run | Train | LookAt | Rate | Sweep | TrainMany | MapSeeds | Export
REQUESTS: dict[str, type[Work | Cancel]] = {
    "run": Run,
    "train": Train,
    "look": LookAt,
    "rate": Rate,
    "sweep": Sweep,
    "ensemble": TrainMany,
    "ensemble_map": MapSeeds,
    "export": Export,
    "cancel": Cancel,
}
TYPES = " or ".join(map(repr, REQUESTS)).replace(" or ", ", ", len(REQUESTS) - 2)
SPECS = {
    "run": "run",
    "train": "training",
    "look": "look",
    "rate": "rating",
    "sweep": "sweep",
    "ensemble": "ensemble",
    "ensemble_map": "ensemble_map",
    "export": "export",
}
"""The field of a request that holds its spec."""
