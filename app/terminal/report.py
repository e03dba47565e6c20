"""What is told of a result at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from app.core.axis import Axis
from app.exports.results import EnsembleResult, Result, RunResult, SeedMapResult, SweepResult, TrainingResult
from app.terminal import plot

MAP = {"converged": "o", "finished": ".", "diverged": "#"}
SHARES = "·░▒▓█"
"""Of the seeds that learn: none, up to all."""
COLUMNS = 64
ROWS = 20


def report(result: Result) -> list[str]:
    """Lines, a drawing first where there is somebody to see it."""
    drawing: list[str]
    match result:
        case SweepResult():
            drawing, told = _map(result), [_shares(result)]
        case SeedMapResult():
            drawing, told = _seeds(result), [_best(result)]
        case EnsembleResult():
            drawing, told = _curve(result.band.median, "median loss"), _networks(result)
        case RunResult():
            drawing, told = _curve(result.steps.loss), _run(result)
        case TrainingResult():
            drawing, told = _curve(result.steps.loss), _training(result)
    return [*(drawing if _seen() else []), *told]


def _seen() -> bool:
    """Whether a terminal is there that can show it."""
    return sys.stdout.isatty() and (sys.stdout.encoding or "").lower().startswith("utf")


def _curve(values: Iterable[float | None], noun: str = "loss") -> list[str]:
    losses = [loss for loss in values if loss is not None]
    return plot.curve(losses, noun) if len(losses) > 1 else []


def _run(result: RunResult) -> list[str]:
    spec, outcome, last = result.spec, result.outcome, result.steps.record(-1)
    where = "" if outcome.status == "finished" else f" at step {outcome.step}"
    return [
        f"{spec.objective.name} by {spec.optimizer.name}, {spec.steps} steps: {outcome.status}{where}",
        f"step {last['step']}: x = {', '.join(map(repr, last['point']))}, loss = {last['loss']!r}",
    ]


def _training(result: TrainingResult) -> list[str]:
    spec, outcome, end = result.spec, result.outcome, result.frames[-1]
    right = f"{end.training.accuracy['all']:.1%} of the training"
    if end.test is not None:
        right += f", {end.test.accuracy['all']:.1%} of the test"
    told = f"{outcome.status} after {outcome.step} updates"
    return [
        f"{spec.network.name} learns {spec.data.name} by {spec.optimizer.name}: {told}",
        f"loss = {outcome.loss!r}, right about {right}",
    ]


def _shares(result: SweepResult) -> str:
    from app.core.sweeps import STATUSES

    counts = {name: int((result.ends.status == place).sum()) for place, name in enumerate(STATUSES)}
    total = sum(counts.values())
    told = ", ".join(f"{count / total:.1%} {name}" for name, count in counts.items())
    return f"{result.spec.x.count} x {result.spec.y.count} runs of {result.spec.run.steps} steps: {told}"


def _map(result: SweepResult) -> list[str]:
    from app.core.sweeps import STATUSES

    signs = [MAP[name] for name in STATUSES]
    lines = ["".join(signs[code] for code in _spread(row, COLUMNS)) for row in _spread(result.ends.status[::-1], ROWS)]
    legend = ", ".join(f"{sign} {name}" for name, sign in MAP.items())
    return [*lines, _axes(result.spec), legend]


def _networks(result: EnsembleResult) -> list[str]:
    spec, first, last = result.spec, result.standings[0], result.standings[-1]
    training, band = spec.training, result.band
    told = f"{last.learned} of {spec.count} have learned, {first.learned} had before, {last.diverged} diverged"
    lines = [f"{training.network.name} learns {training.data.name} by {training.optimizer.name}: {told}"]
    if band.median[-1] is not None:
        spread = f"{band.p10[-1]:.6g} to {band.p90[-1]:.6g}"
        lines.append(f"loss at update {band.step[-1]}: median {band.median[-1]!r}, 10 to 90 %: {spread}")
    return lines


def _seeds(result: SeedMapResult) -> list[str]:
    most, levels = result.spec.count, len(SHARES) - 1
    rows = _spread(result.learned[::-1], ROWS)
    # Only all is all, and only none is none.
    lines = [
        "".join(
            2 * SHARES[-(-int(each) * (levels - 1) // most) + (each == most)] for each in _spread(row, COLUMNS // 2)
        )
        for row in rows
    ]
    return [*lines, _axes(result.spec), f"of {most} seeds {SHARES[0]} none learns, {SHARES[-1]} all learn"]


def _best(result: SeedMapResult) -> str:
    spec, learned = result.spec, result.learned
    row, column = divmod(int(learned.argmax()), learned.shape[1])
    where = ", ".join(f"{axis.field} = {axis.values()[place]:.4g}" for axis, place in ((spec.x, column), (spec.y, row)))
    return f"{spec.x.count} x {spec.y.count} places of {spec.count} seeds: {learned.max()} learn at {where}"


def _axes(spec: Any) -> str:
    def said(axis: Axis) -> str:
        return f"{axis.field} from {axis.low:g} to {axis.high:g}"

    return f"upwards {said(spec.y)}, across {said(spec.x)}"


def _spread(values: Any, most: int) -> Sequence[Any]:
    """So many of them at most, evenly spread."""
    thinned: Sequence[Any] = values[:: max(1, -(-len(values) // most))]
    return thinned
