"""What a part measured, row by row, and the table of it that is printed and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("what", "Kudari", "reference", "ratio", "floor")


@dataclass(frozen=True)
class Figure:
    """A number, its unit, and of a reference its name."""

    value: float
    unit: str
    name: str = ""

    def __str__(self) -> str:
        number = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.3g}"
        return f"{self.name}: {number} {self.unit}" if self.name else f"{number} {self.unit}"


@dataclass(frozen=True)
class Row:
    """One thing that was measured, or why it was not.

    The ratio is what was measured divided by the reference. A floor is on the ratio, or on the value itself.
    """

    what: str
    measured: Figure | str
    reference: Figure | None = None
    ratio_at_least: float | None = None
    ratio_at_most: float | None = None
    at_most: float | None = None
    failed: bool = False

    @property
    def ratio(self) -> float | None:
        if self.reference is None or isinstance(self.measured, str):
            return None
        return self.measured.value / self.reference.value

    @property
    def missed(self) -> bool:
        """Whether it could not be measured, or is on the wrong side of its floor."""
        ratio, value = self.ratio, self.measured.value if isinstance(self.measured, Figure) else None
        return (
            self.failed
            or (self.ratio_at_least is not None and (ratio is None or ratio < self.ratio_at_least))
            or (self.ratio_at_most is not None and (ratio is None or ratio > self.ratio_at_most))
            or (self.at_most is not None and (value is None or value > self.at_most))
        )

    @property
    def floor(self) -> str:
        """The floor in words, and whether it holds."""
        if self.ratio_at_least is not None:
            asked = f"at least {self.ratio_at_least:g} x"
        elif self.ratio_at_most is not None:
            asked = f"at most {self.ratio_at_most:g} x"
        elif self.at_most is not None and isinstance(self.measured, Figure):
            asked = f"at most {self.at_most:g} {self.measured.unit}"
        else:
            return ""
        return f"{asked}: {'MISSED' if self.missed else 'holds'}"

    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it, in the order of HEAD."""
        ratio = "" if self.ratio is None else f"{self.ratio:,.0f} x" if self.ratio >= 100 else f"{self.ratio:.2g} x"
        return self.what, str(self.measured), "" if self.reference is None else str(self.reference), ratio, self.floor


def table(rows: Sequence[Row]) -> str:
    """The rows as a table that reads well both as it is and as Markdown."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
