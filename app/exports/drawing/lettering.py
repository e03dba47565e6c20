"""The page's type as Pillow draws it: Inter, from the files that the browser has too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from PIL import ImageDraw, ImageFont

VENDOR = Path(__file__).parents[3] / "static" / "vendor"
GREEK = range(0x370, 0x400)
STEADY = ["tnum"]
"""Digits of one width: a number that changes stays where it is."""

Colour: TypeAlias = int | tuple[int, int, int]


@dataclass(frozen=True)
class Face:
    """A cut of the page's type."""

    size: float
    weight: int = 400

    def width(self, text: str) -> float:
        """How wide a text is, in pixels."""
        return sum(_font(script, self).getlength(part, features=STEADY) for script, part in _parts(text))

    def write(
        self,
        draw: ImageDraw.ImageDraw,
        place: tuple[float, float],
        text: str,
        fill: Colour,
        anchor: str = "ls",
        halo: tuple[int, Colour] | None = None,
    ) -> None:
        """Write a text. anchor: as Pillow has it, across and up. halo: around it, so wide and of that colour."""
        x, y = place
        across, up = anchor[0], anchor[1]
        x -= {"l": 0.0, "m": 0.5, "r": 1.0}[across] * self.width(text)
        wide, colour = halo or (0, None)
        for script, part in _parts(text):
            font = _font(script, self)
            draw.text((x, y), part, fill, font, f"l{up}", features=STEADY, stroke_width=wide, stroke_fill=colour)
            x += font.getlength(part, features=STEADY)


def _parts(text: str) -> list[tuple[str, str]]:
    """A text cut where another file has its letters."""
    return [
        ("greek" if greek else "latin", "".join(letters))
        for greek, letters in groupby(text, lambda each: ord(each) in GREEK)
    ]


@lru_cache(maxsize=64)
def _font(script: str, face: Face) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(BytesIO(_file(script)), face.size)
    font.set_variation_by_axes([face.weight])
    return font


@lru_cache
def _file(script: str) -> bytes:
    entries = json.loads((VENDOR / "manifest.json").read_text())
    (name,) = (each["file"] for each in entries if each["file"] == f"fonts/inter-{script}-{each['version']}.woff2")
    return (VENDOR / str(name)).read_bytes()
