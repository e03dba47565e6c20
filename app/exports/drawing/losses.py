"""What the loss axes show: the ranges of static/js/plots/loss.js."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.core.steps import Numbers
from app.exports.drawing.axes import Span

HEADROOM = 4
"""How far above the first loss a linear axis goes: what diverges leaves over the top."""
MARGIN = 0.06
LEAST = 1e-30


def steps_range(last: int, width: float, edge: float) -> Span:
    """Both ends of the steps: on an axis so wide the first and the last lie so far from its ends, in pixels."""
    last = last or 1
    beyond = last * edge / max(width - 2 * edge, 1)
    return -beyond, last + beyond


def linear_range(losses: Sequence[Numbers], headroom: float = HEADROOM) -> Span:
    """Both ends of the losses of some curves."""
    finite = [curve[np.isfinite(curve)].astype(np.float64) for curve in losses]
    finite = [curve for curve in finite if curve.size]
    if not finite:
        return 0.0, 1.0
    first = max(*(float(curve[0]) for curve in finite), 1e-6)
    low = min(*(float(curve.min()) for curve in finite), 0.0)
    high = min(max(float(curve.max()) for curve in finite), headroom * first)
    return _wider(low, high)


def log_range(losses: Sequence[Numbers]) -> Span:
    """Both ends of their powers of ten."""
    positive = np.concatenate([curve[np.isfinite(curve) & (curve > 0)] for curve in losses]).astype(np.float64)
    if not positive.size:
        return -6.0, 0.0
    return _wider(float(np.log10(max(positive.min(), LEAST))), float(np.log10(positive.max())))


def _wider(low: float, high: float) -> Span:
    margin = MARGIN * (high - low or 1.0)
    return low - margin, high + margin
