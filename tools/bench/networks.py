"""The article's training loop, one network after another, against many networks at once."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from app.core.ensembles import EnsembleSpec
from app.core.lab.band import ensemble
from app.core.lab.ensemble import Ensemble
from app.core.lab.train import Training
from app.core.training import TrainingSpec
from bench import notebook
from bench.table import Figure, Row
from bench.timing import best

ABOUT = """
The article's network trained as the article trains it, two epochs of forty pictures, one at a time: in its own loop,
one network after another, and in Kudari, many at once, each with its own seed and the loss of each update kept. Told is
what a page is sent too: the band of the losses, eleven looks at all samples, the spread of the weights.

The plane has 500 points, ten of them in an update, and a network of 2-4-2-2 units bent by tanh: a logit for each of its
two classes.
"""
COUNTS = (100, 1_000)

ARTICLE = TrainingSpec()
PLANE = TrainingSpec.model_validate(
    {
        "data": {"name": "moons", "count": 500},
        "network": {"name": "perceptron", "hidden": 4, "second": 2},
        "batch": 10,
        "epochs": 2,
    }
)


def at_once(spec: TrainingSpec, count: int) -> Tensor:
    """Train so many networks: the losses of all updates, [updates, networks]."""
    networks, losses = Ensemble(spec, range(count)), []
    while networks.step < spec.updates:
        for _ in networks.update():
            pass
        losses.append(networks.loss)
    return torch.stack(losses)


def told(spec: TrainingSpec, count: int) -> None:
    """The same, and all that is told of it."""
    for _ in ensemble(EnsembleSpec(training=spec, count=count)):
        pass


def measure(counts: tuple[int, ...] = COUNTS) -> list[Row]:
    """Networks a second, and updates of networks a second. The floor is on the first of the counts."""
    pictures, points = ARTICLE.data.load().training, PLANE.data.load().training
    loop = Figure(
        1 / best(lambda: notebook.train(notebook.article, 0, pictures, 1, 2)), "networks/s", "the article's loop"
    )
    rows = []
    for count in counts:
        what = f"the article's network: {count:,} at once"
        trained = Figure(count / best(partial(at_once, ARTICLE, count)), loop.unit)
        streamed = Figure(count / best(partial(told, ARTICLE, count)), loop.unit)
        rows += [
            Row(what, trained, loop, ratio_at_least=30 if count == counts[0] else None),
            Row(f"{what}, told", streamed, loop),
        ]
    steps = PLANE.updates
    by_hand = best(lambda: notebook.train(notebook.perceptron, 0, points, 10, 2))
    plane = Figure(steps / by_hand, "updates/s", "a notebook's loop")
    alone = Figure(steps / best(lambda: Training(PLANE, steps).updates(steps)), plane.unit)
    rows.append(Row("2-4-2-2 on a plane: alone", alone, plane))
    for count in counts:
        taken = best(partial(at_once, PLANE, count))
        rows.append(Row(f"2-4-2-2 on a plane: {count:,} at once", Figure(count * steps / taken, plane.unit), plane))
    return rows
