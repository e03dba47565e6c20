"""CSV as spreadsheets read it (RFC 4180): a row for each record, every number in digits that read back to the bit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from app.core.fields import BadField
from app.exports.options import Options
from app.exports.results import OwnRunResult, Result, RunResult, SweepResult, TrainingResult

if TYPE_CHECKING:
    from app.core.lab.frames import Frame, Verdict

COORDINATES = ("x", "y")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with, or a spreadsheet may take it for a formula and work it out."""

Row = Iterable[Any]


class TableOptions(Options):
    """Which table of a training."""

    table: Literal["updates", "weights", "accuracy"] = Field(
        "updates",
        description="Of a training: its updates; or of the networks at its frames all weights, gradients, updates and "
        "states, a number a row; or what these are right about.",
    )


def write(result: Result, options: TableOptions) -> bytes:
    """The table, its first row the names of the columns."""
    rows: Iterable[Row]
    if isinstance(result, TrainingResult):
        rows = {"updates": _updates, "weights": _weights, "accuracy": _accuracy}[options.table](result)
    elif options.table != "updates":
        raise BadField("table", f"must be 'updates' here: only a training has others, got {options.table!r}")
    else:
        rows = _run(result) if isinstance(result, RunResult) else _sweep(result)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _safe(cell: Any) -> Any:
    """Text that no spreadsheet takes for a formula. A number is one, whatever its sign."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _run(result: RunResult) -> Iterator[Row]:
    content = result.steps.columns()
    state = content["state"]
    names = COORDINATES[: len(result.spec.start)]
    several = {"": content["point"], "grad_": content["grad"], **{f"{name}_": column for name, column in state.items()}}
    point, *others = (zip(*column, strict=True) for column in several.values())
    columns: list[Sequence[Any]] = [content["step"], *point, content["loss"]]
    for other in others:
        columns += other
    heads = [f"{prefix}{name}" for prefix in several for name in names]
    heads.insert(len(names), "loss")
    if isinstance(result, OwnRunResult):
        for name, column in result.answer["steps"]["state"].items():
            for head, numbers in _kept(name, column, names):
                while head in {"step", "rate", *heads}:
                    head = f"state_{head}"
                heads.append(head)
                columns.append(numbers)
    if result.rates is not None:
        heads.append("rate")
        columns.append(result.rates[: len(result.steps)])
    yield ["step", *heads]
    # The last record has no update after it.
    yield from zip_longest(*columns)


def _kept(name: str, column: list[Any], coordinates: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
    """The columns of what an own optimizer keeps under a name, nothing where there is nothing yet.

    A column for each number where it is always a list of so many numbers; of all else one, lists and objects as JSON.
    """
    lengths = {len(each) if isinstance(each, list) else None for each in column if each is not None}
    flat = all(not isinstance(number, list | dict) for each in column if isinstance(each, list) for number in each)
    if len(lengths) == 1 and (length := lengths.pop()) and flat:
        heads = coordinates if length == len(coordinates) else [*map(str, range(length))]
        for place, head in enumerate(heads):
            yield f"{name}_{head}", [None if each is None else each[place] for each in column]
    else:
        yield name, [json.dumps(each) if isinstance(each, list | dict) else each for each in column]


def _updates(result: TrainingResult) -> Iterator[Row]:
    steps = result.steps
    yield ["step", "epoch", "samples", "loss", *(["rate"] if result.rates is not None else [])]
    rates = [] if result.rates is None else [result.rates[: len(steps)]]
    samples = (" ".join(map(str, shown)) for shown in steps.samples)
    yield from zip(steps.step, steps.epoch, samples, steps.loss, *rates, strict=True)


def _weights(result: TrainingResult) -> Iterator[Row]:
    yield ["step", "of", "parameter", "place", "value"]
    for frame in result.frames:
        for of, tensors in _tensors(frame):
            for parameter, value in tensors.items():
                for place, number in _numbers(value):
                    yield [frame.step, of, parameter, place, number]


def _tensors(frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "weight", frame.weights
    if frame.grads is not None and frame.update is not None:
        yield "grad", frame.grads
        yield "update", frame.update
    for parameter, state in frame.state.items():
        for name, value in state.items():
            yield f"state {name}", {parameter: value}


def _numbers(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every number of nested lists, and where it is: `2.0.1`."""
    if not isinstance(value, list):
        yield place, value
        return
    for number, each in enumerate(value):
        yield from _numbers(each, f"{place}.{number}".removeprefix("."))


def _accuracy(result: TrainingResult) -> Iterator[Row]:
    first = result.frames[0]
    heads = [f"{of}_{name}" for of in _verdicts(first) for name in ("loss", *first.training.accuracy)]
    yield ["step", *heads]
    for frame in result.frames:
        verdicts = _verdicts(frame).values()
        yield [frame.step, *(each for said in verdicts for each in (said.loss, *said.accuracy.values()))]


def _verdicts(frame: Frame) -> dict[str, Verdict]:
    return {"training": frame.training} | ({} if frame.test is None else {"test": frame.test})


def _sweep(result: SweepResult) -> Iterator[Row]:
    from app.core.sweeps import STATUSES

    spec, ends = result.spec, result.ends
    yield [spec.y.field, spec.x.field, "status", "step", "loss", "minimum"]
    across = spec.x.values()
    for row, y in enumerate(spec.y.values()):
        columns = (getattr(ends, name)[row].tolist() for name in ("status", "step", "loss", "minimum"))
        for x, status, *others in zip(across, *columns, strict=True):
            yield [y, x, STATUSES[status], *others]
