"""The signs of classes of points: a colour and a shape for each, from static/js/lab/signs.js."""

from __future__ import annotations

import re
from functools import cache
from math import cos, pi, sin
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "static" / "js" / "lab" / "signs.js"
SHAPE = re.compile(r'^\s*"(M[^"]+)",$', re.MULTILINE)
COMMAND = re.compile(r"([MLHVhvaz])([^A-Za-z]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
SIDES = 24
"""Of what is round."""

Corners = list[tuple[float, float]]


@cache
def shapes() -> list[Corners]:
    """The corners of each shape about the origin, near 1 in every direction, y down."""
    return [_corners(path) for path in SHAPE.findall(SOURCE.read_text())]


def hue_of(label: int) -> str:
    """The token of a class's colour."""
    return f"class-{label + 1}"


def _corners(path: str) -> Corners:
    corners: Corners = []
    for command, text in COMMAND.findall(path):
        numbers = [float(each) for each in NUMBER.findall(text)]
        x, y = corners[-1] if corners else (0.0, 0.0)
        match command:
            case "M" | "L":
                corners += zip(numbers[::2], numbers[1::2], strict=True)
            case "H" | "h":
                corners.append((numbers[0] + (x if command == "h" else 0.0), y))
            case "V" | "v":
                corners.append((x, numbers[0] + (y if command == "v" else 0.0)))
            case "a":
                radius = numbers[0]
                return [
                    (radius * cos(2 * pi * side / SIDES), radius * sin(2 * pi * side / SIDES)) for side in range(SIDES)
                ]
    return corners
