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
SHADES = 2
"""For each flat colour so many in all, where that is less than a file can have: fewer make it smaller."""


class Palette:
    """32 to 256 colours: the flat ones exactly, and of those on smooth edges the most telling. One is CLEAR."""

    def __init__(self, flat: Sequence[RGB], samples: Sequence[Image.Image], moving: Sequence[Image.Image]) -> None:
        """flat: colours that are kept as they are. samples: pictures whose colours it should come near.

        moving: parts of them that change in each picture: their colours have low numbers.
        """
        self.bits = min(max((SHADES * len(flat)).bit_length(), 5), 8)
        size = 1 << self.bits
        kept = list(dict.fromkeys(flat))[: size - 1]
        keys = _key(np.array(kept, dtype=np.uint8))
        seen = [_colours(sample) for sample in samples]
        found = np.unique(np.concatenate([own for own, _ in seen]))
        weights = np.zeros(len(found), dtype=np.int64)
        for own, often in seen:
            np.add.at(weights, np.searchsorted(found, own), often)
        others = ~np.isin(_key(_rgb(found)), keys)
        self.colours = [(0, 0, 0), *kept, *_reduced(_rgb(found[others]), weights[others], size - 1 - len(kept))]
        self._number(kept)
        often = np.zeros(len(self.colours), dtype=np.int64)
        for part in moving:
            np.add.at(often, self.numbers(part).ravel(), 1)
        # The first few stay: what is written anew in each picture needs no others.
        order = [*range(FIRST), *(FIRST + np.argsort(-often[FIRST:], kind="stable")).tolist()]
        self.colours = [self.colours[number] for number in order]
        self._number(kept)

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


def _rgb(numbers: Numbers) -> Numbers:
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], -1).astype(np.uint8)


def _reduced(colours: Numbers, often: Numbers, most: int) -> list[RGB]:
    """At most so many colours that are near to these."""
    if len(colours) > most:
        repeated = np.repeat(colours, np.clip(np.sqrt(often), 1, 24).astype(int), axis=0)
        line = Image.fromarray(repeated[None])
        palette = line.quantize(most, Image.Quantize.MEDIANCUT).getpalette() or []
        colours = np.array(palette[: 3 * most], dtype=np.uint8).reshape(-1, 3)
    return [(int(red), int(green), int(blue)) for red, green, blue in colours]
