"""A picture at one step as a PNG."""

from __future__ import annotations

from collections.abc import Generator
from io import BytesIO

from app.exports.drawing.reels import stage_of
from app.exports.pictures import PngSpec, Told


def png(spec: PngSpec, told: Told) -> Generator[float, None, bytes]:
    """The file. Yields how much of it is done, once."""
    stage, last = stage_of(spec, told)
    yield 0.5
    stage.show(last if spec.step is None else min(int(spec.step), last))
    file = BytesIO()
    stage.whole().save(file, "PNG", optimize=True)
    return file.getvalue()
