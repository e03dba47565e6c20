"""Points read from a table as spreadsheets write it: CSV with a column of labels."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from app.core.training import FURTHEST, LONGEST_NAME, MAX_CLASSES, MAX_POINTS, RESERVED

COLUMNS = ("x", "y", "label")
SEPARATORS = (";", "\t", ",")

Problem = tuple[str, str]
"""Where, such as `row 7.x`, and what is wrong there."""


class BadTable(ValueError):
    """A table that can't be read as points. problems: all that is wrong with it, row by row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.problems = problems


def points(text: str) -> dict[str, Any]:
    """The points, labels and classes that a table has, the classes in the order in which they come.

    Columns are found by a header of `x`, `y` and `label`, among others where there are more; without a header there are
    these three in this order. They are separated by semicolons, tabs or commas; by semicolons a comma may stand for
    the decimal point. Rows are counted from 1, the header among them, as a spreadsheet counts them.

    Raises: BadTable.
    """
    separator = _separator(text)
    reading = _Reading(decimal_comma=separator == ";")
    problems: list[Problem] = []
    places: Sequence[int] | None = None
    width = 0
    for number, row in _rows(text, separator):
        if places is None:
            header = not any(_is_number(cell, reading.decimal_comma) for cell in row[:2])
            places, width = (_places(row, number), len(row)) if header else (range(3), 3)
            if header:
                continue
        if reading.rows == MAX_POINTS:
            problems.append((f"row {number}", f"is one too many: there may be at most {MAX_POINTS:,} points"))
            break
        problems += reading.take(number, row, places, width)
    problems = problems or reading.missing()
    if problems:
        raise BadTable(problems)
    return {"points": reading.points, "labels": reading.labels, "classes": list(reading.classes)}


class _Reading:
    """What was read so far."""

    def __init__(self, decimal_comma: bool) -> None:
        self.decimal_comma = decimal_comma
        self.points: list[list[float]] = []
        self.labels: list[int] = []
        self.classes: dict[str, int] = {}
        self.rows = 0

    def take(self, number: int, row: list[str], places: Sequence[int], width: int) -> list[Problem]:
        """Take a row, or tell what is wrong with it."""
        where = f"row {number}"
        self.rows += 1
        if len(row) <= max(places) or any(row[width:]):
            return [(where, f"must have {width} columns, got {len(row)}")]
        problems: list[Problem] = []
        point: list[float] = []
        for name, place in zip("xy", places, strict=False):
            value = _number(row[place], self.decimal_comma)
            if abs(value) <= FURTHEST:
                point.append(value)
            else:
                reason = f"must be a number between {-FURTHEST:g} and {FURTHEST:g}, got {row[place]!r:.40}"
                problems.append((f"{where}.{name}", reason))
        if reason := self._wrong(label := row[places[2]].strip()):
            problems.append((f"{where}.label", reason))
        if not problems:
            self.points.append(point)
            self.labels.append(self.classes.setdefault(label, len(self.classes)))
        return problems

    def _wrong(self, label: str) -> str:
        if not label:
            return "must not be empty"
        if label == RESERVED:
            return f"must not be {RESERVED!r}, which stands for all classes"
        if len(label) > LONGEST_NAME:
            return f"must have at most {LONGEST_NAME} characters"
        if label not in self.classes and len(self.classes) == MAX_CLASSES:
            return f"is one too many, {label!r}: there may be at most {MAX_CLASSES} different labels"
        return ""

    def missing(self) -> list[Problem]:
        if len(self.points) < 2:
            return [("body", f"must have at least 2 points, got {len(self.points)}")]
        if len(self.classes) < 2:
            return [("label", f"must have at least 2 different values, got {next(iter(self.classes))!r} alone")]
        return []


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that isn't empty, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    for number in count(1):
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadTable([(f"row {number}", f"can't be read: {error}")]) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, row


def _separator(text: str) -> str:
    """The first that makes three columns of the first row, a comma where none does."""
    for separator in SEPARATORS:
        try:
            _, row = next(_rows(text, separator), (0, []))
        except BadTable:
            continue
        if len(row) >= len(COLUMNS):
            return separator
    return ","


def _places(header: list[str], number: int) -> list[int]:
    """Where the columns are."""
    names = [cell.strip().lower() for cell in header]
    if lacking := [name for name in COLUMNS if name not in names]:
        told = f"must name the columns x, y and label, or be numbers; {' and '.join(lacking)} isn't there"
        raise BadTable([(f"row {number}", told)])
    return [names.index(name) for name in COLUMNS]


def _number(cell: str, decimal_comma: bool) -> float:
    """NaN where it is none."""
    text = cell.strip().replace("−", "-")
    try:
        return math.nan if "_" in text else float(text.replace(",", ".") if decimal_comma else text)
    except ValueError:
        return math.nan


def _is_number(cell: str, decimal_comma: bool) -> bool:
    return math.isfinite(_number(cell, decimal_comma))
