"""A network as it stands at an update: its numbers, what it says of the samples, and where it draws its boundaries."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from app.core.lab.data.base import Data, Samples
from app.core.lab.loss import loss
from app.core.lab.plane import GRID, Plane
from app.core.state import numbers, told

Tensors = dict[str, Tensor]
"""A tensor for each of the network's parameters, by its name in torch."""


@dataclass(frozen=True)
class Verdict:
    """What a network says of samples: the class of each, the share that is right, of all and of each class, the loss.

    predictions: [samples], the output with the greatest logit. A network may have more outputs than there are classes.
    accuracy: None for a class without samples. loss: the mean over all samples; None where it is no finite number.
    first: the logits of the first sample, which is all of the article's test.
    """

    predictions: list[int]
    accuracy: dict[str, float | None]
    loss: float | None
    first: list[float | None]


@dataclass(frozen=True)
class Frame:
    """A network before the update from `step` on, or after the last one.

    weights: by parameter; grads, update: of the update about to be made, None after the last one. state: of the
    optimizer, before it, by parameter and name; of a training that diverged, as the update left it that was taken back.
    logits: of the samples about to be shown, [samples, outputs]. silent: by layer, the units of a ReLU that are zero
    for every sample of the training. plane: of points only.
    """

    step: int
    weights: dict[str, Any]
    state: dict[str, dict[str, Any]]
    training: Verdict
    test: Verdict | None
    silent: dict[str, list[int]]
    plane: Plane | None
    grads: dict[str, Any] | None = None
    update: dict[str, Any] | None = None
    logits: list[list[float]] | None = None


class Look:
    """Looks at a network that is trained with some data."""

    def __init__(self, data: Data, loss_name: str) -> None:
        self._data = data
        self._loss = loss_name
        self._places = _places(data.domain) if data.domain else None

    @torch.no_grad()
    def at(self, step: int, network: nn.Module, state: Mapping[str, Mapping[Any, Any]]) -> Frame:
        """The frame of a network as it stands, with nothing to come. state: of the optimizer, by parameter."""
        parameters: Tensors = dict(network.named_parameters())
        with _silent(network) as silent:
            training = self._verdict(network, self._data.training)
        return Frame(
            step=step,
            weights=lists(parameters),
            state={name: told(values, parameters[name].shape) for name, values in state.items()},
            training=training,
            test=self._verdict(network, self._data.test) if self._data.test is not None else None,
            silent=silent,
            plane=self._plane(network),
        )

    def _verdict(self, network: nn.Module, samples: Samples) -> Verdict:
        logits = network(samples.inputs)
        predictions = logits.argmax(1)
        right = (predictions == samples.labels).double()
        accuracy: dict[str, float | None] = {"all": right.mean().item()}
        for label, name in enumerate(self._data.classes):
            of_class = right[samples.labels == label]
            accuracy[name] = of_class.mean().item() if len(of_class) else None
        mean = loss(self._loss, logits, samples.labels).item()
        return Verdict(predictions.tolist(), accuracy, mean if math.isfinite(mean) else None, numbers(logits[0]))

    def _plane(self, network: nn.Module) -> Plane | None:
        if self._places is None:
            return None
        share, said = network(self._places).softmax(1).max(1)
        return Plane(*(column.reshape(GRID, GRID).to(torch.uint8).numpy() for column in (said, (255 * share).round())))


def lists(tensors: Tensors) -> dict[str, Any]:
    return {name: numbers(tensor) for name, tensor in tensors.items()}


@contextmanager
def _silent(network: nn.Module) -> Iterator[dict[str, list[int]]]:
    """What layers of ReLU have units that are zero for all that is shown meanwhile: filled in as it is shown."""
    found: dict[str, list[int]] = {}

    def look(name: str) -> Any:
        def hook(layer: nn.Module, given: Any, values: Tensor) -> None:
            loudest = values.transpose(0, 1).flatten(1).max(1).values
            if units := (loudest == 0).nonzero().flatten().tolist():
                found[name] = units

        return hook

    hooks = [
        layer.register_forward_hook(look(name)) for name, layer in network.named_modules() if isinstance(layer, nn.ReLU)
    ]
    try:
        yield found
    finally:
        for hook in hooks:
            hook.remove()


def _places(domain: Sequence[tuple[float, float]]) -> Tensor:
    """The places of the grid, row by row: [40 * 40, 2]."""
    across, up = (torch.linspace(low, high, GRID) for low, high in domain)
    return torch.stack(torch.meshgrid(across, up, indexing="xy"), -1).flatten(0, 1)
