"""The moving picture of what was told."""

from __future__ import annotations

from app.exports.descent import DescentStage
from app.exports.pictures import MovingSpec, PictureSpec, Told, Trained
from app.exports.reel import Reel
from app.exports.stage import Stage


def stage_of(spec: PictureSpec, told: Told) -> tuple[Stage, int]:
    """The picture, and the last step there is."""
    if isinstance(told, Trained):
        raise NotImplementedError
    stage = DescentStage(spec, told)
    return stage, stage.last


def reel_of(spec: MovingSpec, told: Told) -> Reel:
    """The moving picture."""
    return Reel(spec, *stage_of(spec, told))
