"""A moving picture as a WebP: the same pictures as the GIF's, each with only what differs from the one before."""

from __future__ import annotations

from collections.abc import Generator
from io import BytesIO
from struct import pack

import numpy as np
from PIL import Image

from app.core.steps import Numbers
from app.exports.drawing.palette import CLEAR, Palette
from app.exports.drawing.reel import Frame
from app.exports.drawing.reels import reel_of
from app.exports.pictures import MovingSpec, Told

ANIMATED, TRANSPARENT = 1 << 1, 1 << 4
HEAD = 12
"""Bytes of a file before its first chunk."""


def webp(spec: MovingSpec, told: Told) -> Generator[float, None, bytes]:
    """The file. Yields how much of it is done, after each picture."""
    reel = reel_of(spec, told)
    yield from reel.choose()
    size = pack("<B3x", ANIMATED | TRANSPARENT) + _three(int(spec.width) - 1) + _three(int(spec.height) - 1)
    chunks = [_chunk(b"VP8X", size), _chunk(b"ANIM", pack("<IH", 0, 0 if spec.loop else 1))]
    for frame in reel.frames():
        chunks.append(_image(frame, reel.palette))
        yield frame.done
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + pack("<I", len(body)) + body


def _image(frame: Frame, palette: Palette) -> bytes:
    """One picture: where it lies, how long it stands, and its pixels as a file of their own has them."""
    pixels, left, top = _even(frame)
    rows, columns = pixels.shape
    colours = np.array([(*colour, 255) for colour in palette.colours], dtype=np.uint8)
    colours[CLEAR] = 0
    file = BytesIO()
    Image.fromarray(colours[pixels]).save(file, "WEBP", lossless=True, quality=20, method=2, exact=True)
    place = b"".join(map(_three, (left // 2, top // 2, columns - 1, rows - 1, 10 * frame.hundredths)))
    return _chunk(b"ANMF", place + b"\0" + _still(file.getvalue()))


def _even(frame: Frame) -> tuple[Numbers, int, int]:
    """The same from an even place on, as the format asks for."""
    left, top = frame.left % 2, frame.top % 2
    pixels: Numbers = np.pad(frame.pixels, ((top, 0), (left, 0)), constant_values=CLEAR)
    return pixels, frame.left - left, frame.top - top


def _still(file: bytes) -> bytes:
    """The chunk of pixels in a file of one picture."""
    at = file.index(b"VP8L", HEAD)
    size = int.from_bytes(file[at + 4 : at + 8], "little")
    return file[at : at + 8 + size + size % 2]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
