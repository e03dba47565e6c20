"""A map of rate and start against the same arithmetic written by hand, in numpy and in C."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from app.core.axis import SweepSpec
from app.core.steps import CONVERGED_BELOW, DIVERGED_BEYOND, Numbers
from app.core.sweeps import Ends, sweep
from bench.table import Figure, Row
from bench.timing import best

ABOUT = """
A map of plain descent on y = x², rate across, start up. Kudari takes every gradient by autograd and judges every
record: is it finite and within bounds, is it flat enough to have converged, and since when. Held against it, with the
derivative written by hand: the update alone, x -= rate * 2x, nothing judged; and the same with Kudari's verdicts.
"""

SOURCE = Path(__file__).with_name("map.c")
LOW, HIGH = 0.001, 1.1
FINISHED, CONVERGED, DIVERGED = range(3)


def spec(side: int, steps: int) -> SweepSpec:
    """A square map, stable and unstable rates in it."""
    return SweepSpec.model_validate(
        {
            "run": {
                "objective": {"name": "square"},
                "optimizer": {"name": "simple_gd"},
                "start": [1.0],
                "steps": steps,
            },
            "x": {"field": "optimizer.lr", "low": LOW, "high": HIGH, "count": side},
            "y": {"field": "start.0", "low": -2.0, "high": 2.0, "count": side},
        }
    )


def kudari(asked: SweepSpec) -> Ends:
    """The map as Kudari computes it."""
    *_, last = sweep(asked)
    assert last.ends is not None, "the last report of a sweep is the map"
    return last.ends


def lanes(side: int) -> tuple[Numbers, Numbers]:
    """Start and rate of each lane, in float32."""
    rate = np.tile(np.linspace(LOW, HIGH, side, dtype=np.float32), side)
    start = np.repeat(np.linspace(-2, 2, side, dtype=np.float32), side)
    return start, rate


def update(x: Numbers, rate: Numbers, steps: int) -> None:
    """The update alone, in numpy, in place."""
    g = np.empty_like(x)
    for _ in range(steps):
        np.multiply(x, 2, out=g)
        g *= rate
        x -= g


def judge(x: Numbers, rate: Numbers, steps: int) -> tuple[Numbers, Numbers]:
    """The update in numpy with the verdicts: status and step of each lane."""
    g, loss, size = np.empty_like(x), np.empty_like(x), np.empty_like(x)
    mask, within, steep = np.ones((3, len(x)), dtype=bool)
    reached, until_flat = np.zeros((2, len(x)), dtype=np.int16)
    for step in range(steps + 1):
        if step:
            g *= rate
            x -= g
        np.multiply(x, 2, out=g)
        np.multiply(x, x, out=loss)
        within &= np.isfinite(loss, out=mask)
        within &= np.less_equal(np.abs(x, out=size), DIVERGED_BEYOND, out=mask)
        reached += within
        steep &= np.greater_equal(np.abs(g, out=size), CONVERGED_BELOW, out=mask)
        until_flat += steep
    converged = within & (np.abs(g) < CONVERGED_BELOW)
    status = np.where(within, np.where(converged, CONVERGED, FINISHED), DIVERGED)
    return status, np.where(converged, until_flat, np.where(within, steps, reached))


class Compiled:
    """The same two in C."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def update(self, x: Numbers, rate: Numbers, steps: int) -> None:
        """The update alone, in place."""
        self._library.update(len(x), steps, _address(x), _address(rate))

    def judge(self, x: Numbers, rate: Numbers, steps: int) -> tuple[Numbers, Numbers]:
        """With the verdicts: status and step of each lane."""
        status, when = np.empty((2, len(x)), dtype=np.intc)
        bounds = ctypes.c_float(DIVERGED_BEYOND), ctypes.c_float(CONVERGED_BELOW)
        self._library.judge(len(x), steps, _address(x), _address(rate), *bounds, _address(status), _address(when))
        return status, when


@contextmanager
def compiled() -> Iterator[Compiled | None]:
    """The C code, compiled into a temporary folder; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "map.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, SOURCE, "-lm"], check=True, timeout=60)
        yield Compiled(library)


def measure(side: int = 256, steps: int = 200) -> list[Row]:
    """Milliseconds a map. side: a multiple of 32."""
    start, rate = lanes(side)
    asked = spec(side, steps)

    def milliseconds(by_hand: object) -> float:
        assert callable(by_hand)
        with np.errstate(over="ignore", invalid="ignore"):
            return 1000 * best(lambda: by_hand(start.copy(), rate, steps))

    what = f"map of {side} x {side}, {steps} steps"
    taken = Figure(1000 * best(lambda: kudari(asked)), "ms")
    alone, judged = Figure(milliseconds(update), "ms", "numpy"), Figure(milliseconds(judge), "ms", "numpy")
    rows = [
        Row(f"{what}: the update alone", taken, alone, ratio_at_most=20),
        Row(f"{what}: with the verdicts", taken, judged),
    ]
    with compiled() as c:
        if c is None:
            return [*rows, Row(f"{what}: in C", "not measured: no C compiler (cc) here")]
        alone, judged = (Figure(milliseconds(each), "ms", "C (cc -O2)") for each in (c.update, c.judge))
    return [
        *rows,
        Row(f"{what}: the update alone", taken, alone),
        Row(f"{what}: with the verdicts", taken, judged),
    ]


def _address(array: Numbers) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
