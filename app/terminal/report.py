"""What is told of a result at a terminal."""

from __future__ import annotations

import sys
from typing import Any

from app.exports.results import Result, RunResult, SweepResult
from app.terminal import plot

MAP = {"converged": "o", "finished": ".", "diverged": "#"}
COLUMNS = 64
ROWS = 20


def report(result: Result) -> list[str]:
    """Lines, a drawing first where there is somebody to see it."""
    if isinstance(result, SweepResult):
        return [*(_map(result) if _seen() else []), _shares(result)]
    losses = [loss for loss in [*result.steps.loss] if loss is not None]
    drawing = plot.curve(losses) if _seen() and len(losses) > 1 else []
    return [*drawing, *(_run(result) if isinstance(result, RunResult) else _training(result))]


def _seen() -> bool:
    """Whether a terminal is there that can show it."""
    return sys.stdout.isatty() and (sys.stdout.encoding or "").lower().startswith("utf")


def _run(result: RunResult) -> list[str]:
    spec, outcome, last = result.spec, result.outcome, result.steps.record(-1)
    where = "" if outcome.status == "finished" else f" at step {outcome.step}"
    return [
        f"{spec.objective.name} by {spec.optimizer.name}, {spec.steps} steps: {outcome.status}{where}",
        f"step {last['step']}: x = {', '.join(map(repr, last['point']))}, loss = {last['loss']!r}",
    ]


def _training(result: Any) -> list[str]:
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

    status = result.ends.status[::-1]
    rows = status[:: max(1, -(-len(status) // ROWS))]
    signs = [MAP[name] for name in STATUSES]
    lines = ["".join(signs[code] for code in row[:: max(1, -(-len(row) // COLUMNS))]) for row in rows]
    spec = result.spec
    axes = [f"{axis.field} from {axis.low:g} to {axis.high:g}" for axis in (spec.y, spec.x)]
    return [*lines, f"upwards {axes[0]}, across {axes[1]}", ", ".join(f"{sign} {name}" for name, sign in MAP.items())]
