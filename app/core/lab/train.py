"""Training as the article does it: a few samples at a time, each update a record."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

from torch import Tensor

from app.core.lab.frames import Frame, Look, Tensors, lists
from app.core.lab.loss import loss
from app.core.lab.networks.base import seeded
from app.core.lab.order import Batches
from app.core.rates import rates
from app.core.state import numbers
from app.core.stepping import Rule, dial, wants_closure
from app.core.steps import DIVERGED_BEYOND
from app.core.training import CourseSpec, TrainingSpec

MAX_FRAMES = 120
MAX_FRAMED = 10_000
"""How many frames a training has at most, and how many weights these have together."""


@dataclass(frozen=True)
class Updates:
    """Updates in a row, in columns: which they were, what they were shown, and the loss of that before the change.

    step, epoch, loss: [records]; samples: the numbers of the samples shown, for each record.
    """

    step: list[int]
    epoch: list[int]
    samples: list[list[int]]
    loss: list[float | None]

    def __len__(self) -> int:
        return len(self.step)

    @staticmethod
    def join(parts: Sequence[Updates]) -> Updates:
        """The records of all parts, in their order."""
        return Updates(*([each for part in parts for each in getattr(part, name)] for name in Updates.__match_args__))


@dataclass(frozen=True)
class TrainingOutcome:
    """How a training ended: finished after `step` updates, or diverged at `step`.

    diverged: after that many updates a weight was no longer finite, or further than 1e6 from zero. The training
    ended there, with the weights as they were before that update. loss is that of the last update; None where it was
    no finite number.
    """

    status: Literal["finished", "diverged"]
    step: int
    loss: float | None


@dataclass(frozen=True)
class Progress:
    """Some more of a training. The last part has the outcome, and its last frame is the network as it is then.

    rates: in the first part, the learning rate of each update, where a schedule says it.
    """

    steps: Updates
    frames: list[Frame]
    outcome: TrainingOutcome | None = None
    rates: list[float] | None = None


class Training:
    """A network, its optimizer, and which samples come next."""

    def __init__(self, spec: CourseSpec, last: int, rule: Rule | None = None) -> None:
        """last: how many updates it has at most. rule: its optimizer's class, where the spec can't load it itself."""
        self._spec = spec
        data = spec.data.load()
        self._samples = data.training
        self._look = Look(data, spec.loss)
        self._network = seeded(lambda: spec.network.make(data), spec.seed)
        self._parameters: Tensors = dict(self._network.named_parameters())
        hyperparameters = spec.optimizer.hyperparameters()
        self._optimizer = (rule or spec.optimizer.load())(self._parameters.values(), **hyperparameters)
        self._closing = rule is not None and wants_closure(rule)
        self._batches = Batches(spec, data.training.labels)
        self._last = last
        self._changes = {change.step: change.optimizer for change in spec.changes}
        self._base: float = spec.optimizer.parameters().get("lr", 0.0)
        self.step = 0
        self.outcome: TrainingOutcome | None = None

    @property
    def weights(self) -> int:
        """How many numbers the network has."""
        return sum(p.numel() for p in self._parameters.values())

    def copy(self) -> Training:
        """The same training as it stands: what is done with one changes nothing of the other."""
        other = copy(self)
        other._network, other._optimizer = deepcopy((self._network, self._optimizer))
        other._parameters = dict(other._network.named_parameters())
        return other

    def follow(self, spec: CourseSpec) -> None:
        """Go on by this spec, which may change other hyperparameters from here on."""
        self._spec = spec
        self._changes = {change.step: change.optimizer for change in spec.changes}

    def updates(self, count: int, every: int = sys.maxsize) -> Progress:
        """The next updates, `count` of them unless the training ends. every: how many there are from frame to frame."""
        first, losses, frames = self.step, [], []
        while self.step < min(first + count, self._last) and self.outcome is None:
            frame = self.frame() if self.step % every == 0 else None
            before = {name: p.detach().clone() for name, p in self._parameters.items()}
            logits, mean = self._update(self._batches[self.step])
            if frame is not None:
                frames.append(replace(frame, **self._coming(before, logits)))
            losses.append(mean)
            self._end(before, mean)
        if self.outcome is not None:
            frames.append(self.frame())
        return Progress(self.told(first, losses), frames, self.outcome)

    def told(self, first: int, losses: list[float | None]) -> Updates:
        """The updates from `first` on that had these losses."""
        made = range(first, first + len(losses))
        epoch = self._spec.epoch
        return Updates([*made], [step // epoch for step in made], [self._batches[step] for step in made], losses)

    def frame(self) -> Frame:
        """The network as it stands, with nothing to come."""
        state = {name: self._optimizer.state.get(p, {}) for name, p in self._parameters.items()}
        return self._look.at(self.step, self._network, state)

    def _update(self, samples: list[int]) -> tuple[Tensor, float | None]:
        """Show some samples, and let the optimizer step. Their logits and their loss, None where it isn't finite."""
        logits, mean = self._show(samples)
        change = self._changes.get(self.step, {})
        self._base = dial(self._optimizer, change, self._spec.schedule, self._base, self.step)
        if self._closing:
            self._optimizer.step(lambda: self._show(samples)[1])  # type: ignore[arg-type, return-value]
        else:
            self._optimizer.step()
        value = mean.item()
        return logits.detach(), value if math.isfinite(value) else None

    def _show(self, samples: list[int]) -> tuple[Tensor, Tensor]:
        """The logits of some samples and their loss, the gradient of it left in the parameters."""
        self._optimizer.zero_grad()
        logits = self._network(self._samples.inputs[samples])
        mean = loss(self._spec.loss, logits, self._samples.labels[samples])
        mean.backward()  # type: ignore[no-untyped-call]
        return logits, mean

    def _coming(self, before: Tensors, logits: Tensor) -> dict[str, Any]:
        """What a frame tells of the update that was just made."""
        grads = {name: p.grad for name, p in self._parameters.items() if p.grad is not None}
        update = {name: p.detach() - before[name] for name, p in self._parameters.items()}
        return {"grads": lists(grads), "update": lists(update), "logits": numbers(logits)}

    def _end(self, before: Tensors, mean: float | None) -> None:
        """Count an update; see whether it was the last, or went wrong and is taken back."""
        self.step += 1
        if not all((p.detach().abs() <= DIVERGED_BEYOND).all() for p in self._parameters.values()):
            for name, p in self._parameters.items():
                p.detach().copy_(before[name])
            self.outcome = TrainingOutcome("diverged", self.step, mean)
        elif self.step == self._last:
            self.outcome = TrainingOutcome("finished", self.step, mean)


def spacing(spec: TrainingSpec, weights: int) -> int:
    """How many updates there are from frame to frame: one where the training and the network are small."""
    return max(1, math.ceil(spec.updates / MAX_FRAMES), math.ceil(spec.updates * weights / MAX_FRAMED))


def train(spec: TrainingSpec, sizes: Iterable[int] = (sys.maxsize,), rule: Rule | None = None) -> Iterator[Progress]:
    """Train the network of the spec. sizes: how many updates the parts have, the last size repeated. rule: as above."""
    yield from parts(Training(spec, spec.updates, rule), spec, sizes)


def parts(training: Training, spec: TrainingSpec, sizes: Iterable[int]) -> Iterator[Progress]:
    """Take a training that is at its beginning to its end. sizes: as above."""
    every = spacing(spec, training.weights)
    size = 0
    wanted = iter(sizes)
    while training.outcome is None:
        size = next(wanted, size)
        part = training.updates(size, every)
        yield replace(part, rates=rates(spec, spec.updates) if part.steps.step[0] == 0 else None)
