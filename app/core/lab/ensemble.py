"""Many networks trained at once: each has its own seed, and may have hyperparameters of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.func import functional_call, vmap

from app.core.lab.data.base import Samples
from app.core.lab.loss import losses
from app.core.lab.networks.base import bare, drawn
from app.core.lab.order import orders
from app.core.lanes import Values
from app.core.steps import DIVERGED_BEYOND
from app.core.training import TrainingSpec

ROOM = 2**21
"""Networks at once, times the samples that they are shown, times their weights: some tens of megabytes."""


class Ensemble:
    """Networks of one training, in step: each is, to rounding, what `Training` makes of it alone.

    One backward pass gives all gradients, since the sum of the losses has each network's own gradient in its own row;
    one step of one optimizer updates all. A network that diverges stays as it was before that update. What may take
    long yields between pieces of the work.
    """

    def __init__(self, spec: TrainingSpec, seeds: Sequence[int], columns: Mapping[str, Values] | None = None) -> None:
        """A network for each of the seeds, which may be there more than once.

        columns: hyperparameters that differ, in the order of the seeds: float64 [networks, 1].
        """
        data = spec.data.load()
        distinct = list(dict.fromkeys(seeds))
        hyperparameters = {**spec.optimizer.hyperparameters(), **(columns or {})}
        self._spec = spec
        self._samples = data.training
        self._network = bare(lambda: spec.network.make(data))
        self._shapes = {name: p.shape for name, p in self._network.named_parameters()}
        self._seed = torch.tensor([distinct.index(seed) for seed in seeds])
        self.weights = drawn(self._network, distinct)[self._seed]
        """The parameters of each network one after another: [networks, weights]."""
        self._rule = spec.optimizer.load()([self.weights], **hyperparameters)
        self._rate: Any = hyperparameters["lr"]
        self._changes = {change.step: change.optimizer for change in spec.changes}
        self._orders = [orders(spec.order, self._samples.labels, seed) for seed in distinct]
        self._order = torch.empty(0)
        self.step = 0
        self.going = torch.ones(len(seeds), dtype=torch.bool)
        """Which have not diverged."""
        self.ends = torch.zeros(len(seeds), dtype=torch.int64)
        """How many updates those had that have: the last was taken back."""
        self.loss = torch.zeros(len(seeds))
        """Of each network's last update, before the change: [networks]."""

    def update(self) -> Iterator[None]:
        """Make the next update of all networks."""
        shown = self._shown()
        gradients: list[Tensor] = []
        means = []
        for part in self._parts(shown.shape[-1]):
            weights = self.weights[part].detach().requires_grad_()
            own = shown if shown.dim() == 1 else shown[self._seed[part]]
            logits = self._logits(weights, self._samples.inputs[own], shown.dim() > 1)
            mean = losses(self._spec.loss, logits, self._samples.labels[own].expand(len(weights), -1))
            gradients += torch.autograd.grad(mean, weights, torch.ones_like(mean))
            means.append(mean.detach())
            yield
        self.weights.grad = torch.cat(gradients)
        self._step(torch.cat(means))

    @torch.no_grad()
    def right(self, samples: Samples) -> Generator[None, None, Tensor]:
        """Which samples each network says the class of: bool [networks, samples]."""
        found = []
        for part in self._parts(len(samples)):
            found.append(self._logits(self.weights[part], samples.inputs).argmax(2) == samples.labels)
            yield
        return torch.cat(found)

    def named(self, weights: Tensor) -> dict[str, Tensor]:
        """The parameters by their names: [..., weights] -> [..., *shape] of each."""
        parts = torch.split(weights, [shape.numel() for shape in self._shapes.values()], -1)
        lead = weights.shape[:-1]
        return {name: part.view(*lead, *self._shapes[name]) for name, part in zip(self._shapes, parts, strict=True)}

    def _logits(self, weights: Tensor, inputs: Tensor, own: bool = False) -> Tensor:
        """weights [networks, weights], inputs [samples, ...], or of each its own, -> [networks, samples, outputs]."""

        def call(weights: Tensor, inputs: Tensor) -> Tensor:
            logits: Tensor = functional_call(self._network, self.named(weights), inputs)
            return logits

        return vmap(call, in_dims=(0, 0 if own else None))(weights, inputs)

    def _shown(self) -> Tensor:
        """The numbers of the samples of the next update: [samples], or of each seed its own, [seeds, samples]."""
        place = self.step % self._spec.epoch
        if not place:
            shuffled = self._spec.order == "shuffled"
            self._order = torch.stack([next(order) for order in self._orders]) if shuffled else next(self._orders[0])
        return self._order[..., place * self._spec.batch : (place + 1) * self._spec.batch]

    def _parts(self, samples: int) -> Iterator[slice]:
        count, weights = self.weights.shape
        size = max(1, ROOM // (samples * weights))
        return (slice(first, first + size) for first in range(0, count, size))

    def _step(self, means: Tensor) -> None:
        """Let the rule step from the gradients, and take back what went wrong."""
        before = self.weights.clone()
        (group,) = self._rule.param_groups
        change = self._changes.get(self.step, {})
        group.update(change)
        schedule = self._spec.schedule
        if not schedule.constant:
            self._rate = change.get("lr", self._rate)
            group["lr"] = schedule.floor + (self._rate - schedule.floor) * schedule.load()(self.step)
        self._rule.step()
        self.step += 1
        # Of NaN the greatest is NaN, which is no number within.
        within = self.weights.abs().amax(1) <= DIVERGED_BEYOND
        self.loss = torch.where(self.going, means, self.loss)
        if not (within & self.going).all():
            self.ends[self.going & ~within] = self.step
            self.going = self.going & within
            self.weights.copy_(torch.where(self.going[:, None], self.weights, before))
