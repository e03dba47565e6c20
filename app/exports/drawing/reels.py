"""The moving picture of what was told."""

from __future__ import annotations

from app.exports.drawing.descent import DescentStage
from app.exports.drawing.lab import LabStage
from app.exports.drawing.reel import Reel
from app.exports.drawing.stage import Stage
from app.exports.pictures import MovingSpec, PictureSpec, Told
from app.exports.results import TrainingResult


def stage_of(spec: PictureSpec, told: Told) -> tuple[Stage, int]:
    """The picture, and the last step there is."""
    stage = LabStage(spec, told) if isinstance(told, TrainingResult) else DescentStage(spec, told)
    return stage, stage.last


def reel_of(spec: MovingSpec, told: Told) -> Reel:
    """The moving picture."""
    return Reel(spec, *stage_of(spec, told))
