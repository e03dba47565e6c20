"""The one palette of a moving picture, and the numbers of its colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from app.core.steps import Numbers
from app.exports.drawing.canvas import RGB

CLEAR = 0
"""The number of what shows the picture before."""
BITS = 7
"""Of each of red, green and blue, by which a colour is looked up."""
FIRST = 8
"""So many keep their numbers."""
FEW, MANY = 5, 8
"""Bits of a colour's number: the fewer, the smaller the file."""
APART, STRAY = 40, 0.02
"""How far a shade may be from its colour in red, green or blue, and what share of the shades may be further."""


class Palette:
    """32 to 256 colours: the flat ones exactly, and of those on smooth edges the most telling. One is CLEAR."""

    def __init__(self, flat: Sequence[RGB], samples: Sequence[Image.Image], moving: Sequence[Image.Image]) -> None:
        """flat: colours that are kept as they are. samples: pictures whose colours it should come near.

        moving: parts of them that change in each picture: their colours have low numbers.
        """
        kept = list(dict.fromkeys(flat))[: (1 << MANY) - 1]
        shades, weights = _shades(samples, kept)
        self.bits = FEW
        while True:
            room = (1 << self.bits) - 1 - len(kept)
            self.colours = [(0, 0, 0), *kept, *_reduced(shades, weights, room)]
            if self.bits == MANY or (room >= 0 and self._stray(shades, weights) <= STRAY):
                break
            self.bits += 1
        self._number(kept)
        often = np.zeros(len(self.colours), dtype=np.int64)
        for part in moving:
            np.add.at(often, self.numbers(part).ravel(), 1)
        # The first few stay: what is written anew in each picture needs no others.
        order = [*range(FIRST), *(FIRST + np.argsort(-often[FIRST:], kind="stable")).tolist()]
        self.colours = [self.colours[number] for number in order]
        self._number(kept)

    def _stray(self, shades: Numbers, weights: Numbers) -> float:
        """The share of the shades that are far from every colour."""
        known = np.array(self.colours[1:], dtype=np.int16)
        apart = np.concatenate(
            [
                np.abs(part[:, None] - known[None]).max(-1).min(1)
                for part in np.array_split(shades.astype(np.int16), len(shades) // 512 + 1)
            ]
        )
        return float(weights[apart > APART].sum() / max(weights.sum(), 1))

    def _number(self, kept: Sequence[RGB]) -> None:
        """Have the colours looked up by the places that they have now."""
        self._table = np.array(self.colours, dtype=np.int32)
        # Nothing that is seen is CLEAR.
        self._table[CLEAR] = 1 << 12
        self._numbers = np.full(1 << 3 * BITS, -1, dtype=np.int16)
        for colour in reversed(kept):
            self._numbers[_key(np.array(colour, dtype=np.uint8))] = self.colours.index(colour, 1)

    def numbers(self, image: Image.Image) -> Numbers:
        """The number of the nearest colour of each pixel: uint8 [rows, columns]."""
        pixels = np.asarray(image)
        keys = _key(pixels)
        found = self._numbers[keys]
        if (found < 0).any():
            self._learn(np.unique(keys[found < 0]))
            found = self._numbers[keys]
        return found.astype(np.uint8)

    def _learn(self, keys: Numbers) -> None:
        """Find the nearest colours of keys, some hundred at once."""
        for part in np.array_split(keys, max(len(keys) // 512, 1)):
            colours = np.stack([(part >> shift & (1 << BITS) - 1) << 8 - BITS for shift in (2 * BITS, BITS, 0)], -1)
            apart = ((colours[:, None] - self._table[None]) ** 2).sum(-1)
            self._numbers[part] = apart.argmin(1)

    def bytes(self) -> bytes:
        """Red, green and blue of each."""
        return bytes(each for colour in self.colours for each in colour).ljust(3 << self.bits, b"\0")


def _key(pixels: Numbers) -> Numbers:
    """A number for each colour that differs enough."""
    red, green, blue = (pixels[..., place].astype(np.int32) >> 8 - BITS for place in range(3))
    keys: Numbers = red << 2 * BITS | green << BITS | blue
    return keys


def _colours(image: Image.Image) -> tuple[Numbers, Numbers]:
    """The colours of a picture as numbers, and how often each is there."""
    pixels = np.asarray(image).astype(np.int32)
    return np.unique(pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2], return_counts=True)


def _shades(samples: Sequence[Image.Image], kept: Sequence[RGB]) -> tuple[Numbers, Numbers]:
    """The colours of pictures but for those that are kept, and how often each is there."""
    seen = [_colours(sample) for sample in samples]
    found = np.unique(np.concatenate([own for own, _ in seen]))
    weights = np.zeros(len(found), dtype=np.int64)
    for own, often in seen:
        np.add.at(weights, np.searchsorted(found, own), often)
    others = ~np.isin(_key(_rgb(found)), _key(np.array(kept, dtype=np.uint8)))
    return _rgb(found[others]), weights[others]


def _rgb(numbers: Numbers) -> Numbers:
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], -1).astype(np.uint8)


def _reduced(colours: Numbers, often: Numbers, most: int) -> list[RGB]:
    """At most so many colours that are near to these."""
    if most <= 0:
        return []
    if len(colours) > most:
        repeated = np.repeat(colours, np.clip(np.sqrt(often), 1, 24).astype(int), axis=0)
        line = Image.fromarray(repeated[None])
        palette = line.quantize(most, Image.Quantize.MEDIANCUT).getpalette() or []
        colours = np.array(palette[: 3 * most], dtype=np.uint8).reshape(-1, 3)
    return [(int(red), int(green), int(blue)) for red, green, blue in colours]
