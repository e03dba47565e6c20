"""A picture at one step as a PNG."""

from __future__ import annotations

from io import BytesIO

from app.exports.drawing.reels import stage_of
from app.exports.pictures import StillSpec, Told


def png(spec: StillSpec, told: Told) -> bytes:
    """The file."""
    stage, last = stage_of(spec, told)
    stage.show(last if spec.step is None else min(int(spec.step), last))
    file = BytesIO()
    stage.whole().save(file, "PNG", optimize=True)
    return file.getvalue()
