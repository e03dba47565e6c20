"""A moving picture as a GIF: one palette, and of each picture only what differs from the one before."""

from __future__ import annotations

from collections.abc import Generator
from struct import pack

from PIL import Image

from app.exports.drawing.palette import CLEAR
from app.exports.drawing.reel import Frame
from app.exports.drawing.reels import reel_of
from app.exports.pictures import MovingSpec, Told

FOR_EVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
LEFT_IN_PLACE = 1 << 2
HAS_CLEAR = 1


def gif(spec: MovingSpec, told: Told) -> Generator[float, None, bytes]:
    """The file. Yields how much of it is done, after each picture."""
    reel = reel_of(spec, told)
    yield from reel.choose()
    bits = reel.palette.bits
    head = pack("<6sHHBBB", b"GIF89a", int(spec.width), int(spec.height), 0b1111_0000 | bits - 1, 0, 0)
    parts = [head, reel.palette.bytes()]
    if spec.loop:
        parts.append(FOR_EVER)
    for frame in reel.frames():
        parts += _image(frame, bits)
        yield frame.done
    return b"".join([*parts, b";"])


def _image(frame: Frame, bits: int) -> list[bytes]:
    """One picture: how long it stands, where it lies, and its pixels: fewer bits of each where the numbers are low."""
    rows, columns = frame.pixels.shape
    fewer = min(max(int(frame.pixels.max()).bit_length(), 2), bits)
    control = pack("<BBBBHBB", 0x21, 0xF9, 4, LEFT_IN_PLACE | HAS_CLEAR, frame.hundredths, CLEAR, 0)
    place = pack("<BHHHHBB", 0x2C, frame.left, frame.top, columns, rows, 0, fewer)
    return [control, place, Image.fromarray(frame.pixels).tobytes("gif", "L", fewer, 0), b"\0"]
