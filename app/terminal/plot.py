"""A curve in a terminal, of braille: eight dots in each character."""

from __future__ import annotations

import math
from collections.abc import Sequence

WIDTH = 60
HEIGHT = 10
"""Characters."""
SMOOTH = 8
"""How often a line is looked at between two dots, so that a steep one has no gaps."""
WIDE = 100.0
"""From how many times the least on a logarithmic scale tells more."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Unicode's braille: the bit of each dot, row by row."""
BLANK = 0x2800


def curve(values: Sequence[float], noun: str = "loss") -> list[str]:
    """The lines of a plot of these values, one after another from left to right."""
    log = min(values) > 0 and max(values) / min(values) > WIDE
    heights = [math.log10(value) if log else value for value in values]
    low, high = min(heights), max(heights)
    span = high - low or 1.0
    cells = [[0] * WIDTH for _ in range(HEIGHT)]
    across, up = 2 * WIDTH - 1, 4 * HEIGHT - 1
    steps = SMOOTH * max(len(values) - 1, across)
    for step in range(steps + 1):
        # Between two values the line is straight, so that few of them are a line too.
        place = step * (len(values) - 1) / steps
        left = math.floor(place)
        right = min(left + 1, len(values) - 1)
        height = heights[left] + (place - left) * (heights[right] - heights[left])
        x, y = round(step * across / steps), round((high - height) / span * up)
        cells[y // 4][x // 2] |= DOTS[y % 4][x % 2]
    rows = ["".join(chr(BLANK + cell) for cell in row) for row in cells]
    names = {0: f"{max(values):.3g}", HEIGHT - 1: f"{min(values):.3g}"}
    margin = max(map(len, names.values()))
    lines = [f"{names.get(row, ''):>{margin}} │{text}" for row, text in enumerate(rows)]
    return [*lines, f"{'':{margin}} └{'─' * WIDTH}", f"{'':{margin}}  {noun}{', log scale' if log else ''}"]
