"""CSV as spreadsheets read it (RFC 4180): a row for each record, every number in digits that read back to the bit."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Literal

from pydantic import Field

from app.core.fields import BadField
from app.exports import labtables
from app.exports.options import Options
from app.exports.results import OwnRunResult, Result, RunResult, SweepResult

COORDINATES = ("x", "y")
FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[ \t]*[=+\-@＝＋－＠])")
"""Where a spreadsheet may take text for a formula, and work it out. Some take what follows a semicolon for a cell."""

Row = Iterable[Any]


class TableOptions(Options):
    """Which table of a training or of many networks."""

    table: Literal["updates", "weights", "accuracy", "networks"] = Field(
        "updates",
        description="Of a training: its updates; of the networks at its frames all weights, gradients, updates and "
        "states, a number a row; or what these are right about. Of many networks: the band of their losses; their "
        "weights' mean and deviation; how many have learned; or how each of the networks ended.",
    )

    @property
    def part(self) -> str:
        return "" if self.table == "updates" else self.table


def write(result: Result, options: TableOptions) -> bytes:
    """The table, its first row the names of the columns."""
    tables = TABLES[result.noun]
    if options.table not in tables:
        *others, last = map(repr, tables)
        allowed = f"{', '.join(others)} or {last}" if others else last
        raise BadField("table", f"must be {allowed} here, got {options.table!r}")
    text = io.StringIO(newline="")
    rows = tables[options.table](result)
    csv.writer(text, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _safe(cell: Any) -> Any:
    """Text that no spreadsheet takes for a formula. A number is one, whatever its sign."""
    return FORMULA.sub("'", cell) if isinstance(cell, str) else cell


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


def _sweep(result: SweepResult) -> Iterator[Row]:
    from app.core.sweeps import STATUSES

    spec, ends = result.spec, result.ends
    yield [spec.y.field, spec.x.field, "status", "step", "loss", "minimum"]
    across = spec.x.values()
    for row, y in enumerate(spec.y.values()):
        columns = (getattr(ends, name)[row].tolist() for name in ("status", "step", "loss", "minimum"))
        for x, status, *others in zip(across, *columns, strict=True):
            yield [y, x, STATUSES[status], *others]


TABLES: dict[str, dict[str, Callable[[Any], Iterable[Row]]]] = {
    "run": {"updates": _run},
    "training": labtables.TRAINING,
    "sweep": {"updates": _sweep},
    "ensemble": labtables.ENSEMBLE,
    "ensemble_map": {"updates": labtables.seed_map},
}
"""The tables of each noun by their names, the usual one first."""
