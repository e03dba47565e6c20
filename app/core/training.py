"""The only schema of a training: for HTTP, socket, address bar and file."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeAlias, Union

from pydantic import Field, TypeAdapter, ValidationInfo, field_validator, model_validator

from app.core.catalogue.datasets import DATASETS, POINT
from app.core.catalogue.networks import NETWORKS
from app.core.entries import find
from app.core.fields import Named, between, refusal, schema
from app.core.spec import MAX_CHANGES, Change, OptimizerBase, OptimizerSpec, Ruled

if TYPE_CHECKING:
    from torch import nn

    from app.core.lab.data.base import Data

MAX_SEED = 2**31 - 1
MAX_EPOCHS = 200
MAX_BATCH = 100
MAX_UPDATES = 20_000
MAX_SHOWN = 100_000
MAX_POINTS = 1_000
MAX_CLASSES = 10
FURTHEST = 1000.0
LONGEST_NAME = 40
RESERVED = "all"
"""What accuracies call all classes together, and so no class is called."""

if TYPE_CHECKING:
    Coordinate: TypeAlias = float
    Label: TypeAlias = int
else:
    Coordinate = between(float, -FURTHEST, FURTHEST)
    Label = between(int, 0, MAX_CLASSES - 1)


class DatasetBase(Named):
    """What a network is trained with, the numbers that shape it beside its name."""

    def load(self) -> Data:
        """The samples. They are shared: not to be written to."""
        return _loaded(self.model_dump_json())

    def make(self) -> Data:
        """The samples, drawn or read anew."""
        made: Data = find(DATASETS, self.name).load()(**self.parameters())
        return made

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one input."""
        return find(DATASETS, self.name).shape

    @property
    def size(self) -> int:
        """How many samples there are for training."""
        return find(DATASETS, self.name).size or int(self.parameters()["count"])


class PointsSpec(DatasetBase):
    """Points that somebody has drawn or brought."""

    name: Literal["points"] = Field(description="Own points")
    classes: list[Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]] = Field(
        default=["A", "B"], min_length=2, max_length=MAX_CLASSES, description="What the labels stand for."
    )
    points: list[Annotated[list[Coordinate], Field(min_length=2, max_length=2)]] = Field(
        min_length=2, max_length=MAX_POINTS, description="Both coordinates of each."
    )
    labels: list[Label] = Field(description="The class of each point, from 0.")

    @field_validator("classes")
    @classmethod
    def _told_apart(cls, classes: list[str]) -> list[str]:
        for place, name in enumerate(classes):
            if name == RESERVED or name in classes[:place]:
                raise refusal(str(place), f"must be a name that no other class has, and not {RESERVED!r}, got {name!r}")
        return classes

    @field_validator("labels")
    @classmethod
    def _of_each_point(cls, labels: list[int], info: ValidationInfo) -> list[int]:
        points, classes = info.data.get("points"), info.data.get("classes")
        if points is not None and len(labels) != len(points):
            raise ValueError(f"must be one for each of the {len(points)} points, got {len(labels)}")
        for place, label in enumerate(labels):
            if classes is not None and label >= len(classes):
                raise refusal(str(place), f"must be below {len(classes)}, the number of classes, got {label}")
        return labels

    def make(self) -> Data:
        from app.core.lab.data.own import load

        return load(self.points, self.labels, self.classes)

    @property
    def shape(self) -> tuple[int, ...]:
        return POINT

    @property
    def size(self) -> int:
        return len(self.points)


class NetworkBase(Named):
    """Which network is trained, the numbers that shape it beside its name."""

    def make(self, data: Data) -> nn.Module:
        """A new network for these data, as torch's layers make it: see `app.core.lab.networks.base.seeded`."""
        made: nn.Module = find(NETWORKS, self.name).load()(data.shape, len(data.classes), **self.parameters())
        return made


SCHEMAS: dict[str, dict[str, type[Named]]] = {
    kind: {entry.name: schema(base, entry.name, entry.title, entry.about, entry.parameters) for entry in entries}
    for kind, base, entries in (("data", DatasetBase, DATASETS), ("network", NetworkBase, NETWORKS))
}
"""The schema of each entry, by the field that it stands in and by its name."""
SCHEMAS["data"]["points"] = PointsSpec

if TYPE_CHECKING:
    DatasetSpec = DatasetBase
    NetworkSpec = NetworkBase
else:
    DatasetSpec = Annotated[Union[tuple(SCHEMAS["data"].values())], Field(discriminator="name")]  # noqa: UP007
    NetworkSpec = Annotated[Union[tuple(SCHEMAS["network"].values())], Field(discriminator="name")]  # noqa: UP007

_dataset = TypeAdapter[DatasetBase](DatasetSpec).validate_python
_network = TypeAdapter[NetworkBase](NetworkSpec).validate_python
_optimizer = TypeAdapter[OptimizerBase](OptimizerSpec).validate_python

Order = Literal["given", "alternating", "shuffled"]


class TrainingChange(Change):
    """New hyperparameters for the update `step` on, counted from 0. The optimizer's state is kept."""

    step: between(int, 0, MAX_UPDATES)  # type: ignore[valid-type]


class CourseSpec(Ruled):
    """A training without an end: of which network, with what, in which order, by which rule, from which seed.

    The defaults are the article's: `torch.optim.SGD(lr=0.001, momentum=0.9)`, one sample at a time, A before B.
    """

    optimizer: OptimizerSpec = Field(
        default_factory=lambda: _optimizer({"name": "momentum", "lr": 0.001, "momentum": 0.9})
    )
    changes: list[TrainingChange] = Field(default_factory=list, max_length=MAX_CHANGES)  # type: ignore[assignment]
    data: DatasetSpec = Field(default_factory=lambda: _dataset({"name": "patterns"}))
    network: NetworkSpec = Field(default_factory=lambda: _network({"name": "conv"}), validate_default=True)
    loss: Literal["cross_entropy", "mse"] = Field("cross_entropy", description="mse: of the logits and 1 or 0.")
    order: Order = Field("given", description="given: class after class. shuffled: anew each epoch, by the seed.")
    batch: between(int, 1, MAX_BATCH) = Field(1, description="Samples of one update.")  # type: ignore[valid-type]
    seed: between(int, 0, MAX_SEED) = Field(0, description="As torch.manual_seed takes it.")  # type: ignore[valid-type]

    @field_validator("network")
    @classmethod
    def _fits_the_data(cls, network: NetworkBase, info: ValidationInfo) -> NetworkBase:
        if "data" in info.data:
            shape, takes = info.data["data"].shape, find(NETWORKS, network.name).shapes
            if takes and shape not in takes:
                wanted = " or ".join(map(_said, takes))
                raise refusal("name", f"{network.name} takes {wanted}, and {info.data['data'].name} has {_said(shape)}")
        return network

    @property
    def epoch(self) -> int:
        """How many updates an epoch has."""
        return math.ceil(self.data.size / int(self.batch))


class TrainingSpec(CourseSpec):
    """A training of so many epochs. A training is a pure function of this."""

    epochs: between(int, 1, MAX_EPOCHS) = Field(2, description="How often through all samples.")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _not_too_long(self) -> Self:
        for each, most in ((self.epoch, MAX_UPDATES), (self.data.size, MAX_SHOWN)):
            if self.epochs * each > most:
                noun = "updates" if most == MAX_UPDATES else "samples shown"
                raise refusal("epochs", f"must be at most {most // each}: a training has at most {most:,} {noun}")
        return self

    @property
    def updates(self) -> int:
        """How many there are in all."""
        return int(self.epochs) * self.epoch


@lru_cache(maxsize=64)
def _loaded(text: str) -> Data:
    return TypeAdapter[DatasetBase](DatasetSpec).validate_json(text).make()


def _said(shape: tuple[int, ...]) -> str:
    return "points" if shape == POINT else f"pictures of {shape[1]} x {shape[2]}"
