"""The article's loop against Kudari's lanes."""

from __future__ import annotations

import numpy as np

from app.core.batch import descend
from app.core.spec import RunSpec
from bench import article
from bench.table import Figure, Row
from bench.timing import best

ABOUT = """
The article's loop steps one descent of y = x² in torch, one step at a time, and keeps point and loss. Kudari's lanes
step many descents of it at once, each with its own rate and start, and keep point, loss and gradient.
"""


def specs(count: int, steps: int) -> list[RunSpec]:
    """Descents of the parabola by the article's rule, each with its own rate and start."""
    return [
        RunSpec.model_validate(
            {
                "objective": {"name": "square"},
                "optimizer": {"name": "simple_gd", "lr": float(lr)},
                "start": [float(start)],
                "steps": steps,
            }
        )
        for lr, start in zip(np.geomspace(0.001, 0.5, count), np.linspace(-2, 2, count), strict=True)
    ]


def measure(counts: tuple[int, ...] = (1, 300, 1_000), steps: int = article.STEPS) -> list[Row]:
    """Steps a second of so many lanes."""
    reference = Figure(article.rate(steps), "steps/s", "the article's loop")
    rows = []
    for count in counts:
        runs = specs(count, steps)
        seconds = best(lambda: list(descend(runs)))  # noqa: B023
        rate = Figure(count * steps / seconds, "steps/s")
        rows.append(Row(f"{count:,} lane{'s'[: count > 1]}, {steps} steps each", rate, reference))
    return rows
