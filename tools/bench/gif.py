"""The article's own GIF against Kudari's: the 800 steps of its descent, as a moving picture."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("MPLBACKEND", "agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation

from app.core.batch import descend
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.exports.gif import gif
from app.exports.pictures import GifSpec
from app.exports.results import RunResult
from bench import article
from bench.table import Figure, Row
from bench.timing import best

ABOUT = """
The descent of y = x² from 1 at rate 0.01, a picture for each of 800 steps, 640 x 480. The article's way is its own
code: matplotlib draws the curve and a piece of the path in each picture anew and takes none of them away, so that each
takes longer than the one before; Pillow writes them. Kudari's shows the hill with ball and trail, the loss curve and
the step; to compute the run is part of its time.
"""
SIZE = {"width": 640, "height": 480}


def by_article(steps: int, file: Path) -> None:
    """The article's animation of its own descent, saved as it saves it."""
    x_arr = article.descend(steps, 0.01)
    f_arr = [x * x for x in x_arr]
    curve = np.arange(-1.0, 1.0, 0.01)
    figure, axes = plt.subplots()
    axes.set_xlim(-1.0, 1.0)
    axes.set_ylim(0.0, 1.0)

    def update(frame: int) -> list[Any]:
        if frame == 0:
            x, y = [x_arr[frame]], [f_arr[frame]]
        else:
            x, y = [x_arr[frame - 1], x_arr[frame]], [f_arr[frame - 1], f_arr[frame]]
        drawn = [axes.plot(curve, curve * curve, color="b", alpha=0.2, lw=0.5)]
        drawn.append(axes.plot(x, y, lw=10, color="r"))
        return drawn

    FuncAnimation(figure, update, frames=steps, blit=False, interval=50).save(str(file), writer="pillow")
    plt.close(figure)


def by_kudari(steps: int) -> bytes:
    """The same descent, computed and drawn."""
    run = {
        "objective": {"name": "square"},
        "optimizer": {"name": "simple_gd", "lr": 0.01},
        "start": [1.0],
        "steps": steps,
    }
    spec = GifSpec.model_validate({"run": run, "speed": 20.0, **SIZE})
    parts = [part for (part,) in descend([RunSpec.model_validate(run)])]
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a run has its outcome"
    making = gif(spec, [RunResult(spec.runs[0], outcome, Steps.join([part.steps for part in parts]), None)])
    try:
        while True:
            next(making)
    except StopIteration as end:
        made: bytes = end.value
        return made


def measure(steps: int = article.STEPS) -> list[Row]:
    """Seconds and bytes. The article's way once: it takes minutes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "GD_pattern 1.gif"
        begun = perf_counter()
        by_article(steps, file)
        taken = perf_counter() - begun
        size = file.stat().st_size
    made = by_kudari(steps)
    name = "the article's way"
    what = f"a GIF of {steps} steps"
    return [
        Row(
            f"{what}: seconds",
            Figure(best(partial(by_kudari, steps)), "s"),
            Figure(taken, "s", name),
            ratio_at_most=1 / 50,
        ),
        Row(f"{what}: size", Figure(len(made) / 1000, "kB"), Figure(size / 1000, "kB", name), ratio_at_most=0.1),
    ]
