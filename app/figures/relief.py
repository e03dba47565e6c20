"""The relief: heights of a two-dimensional hill on a grid, as a picture can show them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
import torch

from app.core.entries import Objective
from app.core.steps import Numbers

Window = tuple[tuple[float, float], tuple[float, float]]
"""Both ends of x, and of y."""

STEEP = 0.2
"""Where half of a hill lies below this share of its height, it is shown on a logarithmic scale."""
FLOOR = 0.02
"""The share of a hill that the lowest unit of that scale takes in."""
LEVELS = 16


@dataclass(frozen=True)
class Scale:
    """How a loss becomes a height: as it is, or log10(1 + (loss - low) / unit).

    low and top: the losses at the lowest and the highest place of the window. unit: None where the scale is linear.
    """

    low: float
    top: float
    unit: float | None

    @classmethod
    def of(cls, losses: Numbers, low: float) -> Scale:
        """The scale on which a hill of these losses, the lowest known of which is `low`, has a readable shape."""
        above = losses[np.isfinite(losses)].astype(np.float64) - low
        height = float(above.max()) if above.size else 0.0
        if not height or np.median(above) >= STEEP * height:
            return cls(low, low + (height or 1.0), None)
        return cls(low, low + height, max(float(np.quantile(above, FLOOR)), 1e-7 * height))

    def height(self, losses: Numbers) -> Numbers:
        """The heights of losses, in float32. NaN where the hill is undefined, or too high for a number."""
        finite = np.where(np.isfinite(losses), losses, np.nan).astype(np.float64)
        if self.unit is not None:
            finite = np.log10(1 + np.maximum(finite - self.low, 0) / self.unit)
        heights: Numbers = finite.astype(np.float32)
        return heights

    @property
    def ends(self) -> tuple[float, float]:
        """The heights of the lowest and the highest place."""
        low, top = self.height(np.array([self.low, self.top])).tolist()
        return low, top

    def ticks(self) -> tuple[list[float], list[str]] | None:
        """Heights to write losses at, and the losses; None where the scale is linear and the heights are losses."""
        if self.unit is None:
            return None
        first, last = ceil(log10(self.unit)), floor(log10(self.top - self.low))
        powers = range(first, last + 1, max(1, (last - first) // 4 + 1))
        losses = [float(f"{self.low + 10.0**power:.2g}") for power in powers]
        return self.height(np.array(losses)).tolist(), [f"{loss:,.6g}" for loss in losses]


@dataclass(frozen=True)
class Relief:
    """A grid of losses and heights: x [columns], y [rows], loss and height [rows, columns], all float32."""

    x: Numbers
    y: Numbers
    loss: Numbers
    height: Numbers
    scale: Scale

    @classmethod
    def of(cls, objective: Objective, window: Window, inside: int, beyond: int = 0, reach: float = 0.0) -> Relief:
        """The relief of an objective over a window.

        inside: points of the window's side. beyond, reach: as many more on each side of it, so many of its widths far.
        The losses are torch's.
        """
        x, y = (_places(low, high, inside, beyond, reach) for low, high in window)
        grid = np.stack(np.meshgrid(x, y), axis=-1)
        loss: Numbers = objective.call(torch.from_numpy(grid)).numpy()
        within = loss[beyond : len(y) - beyond, beyond : len(x) - beyond]
        known = [minimum.loss for minimum in objective.minima]
        low = min([*known, *within[np.isfinite(within)].tolist()], default=0.0)
        scale = Scale.of(within, low)
        return cls(x, y, loss, scale.height(loss), scale)


def _places(low: float, high: float, inside: int, beyond: int, reach: float) -> Numbers:
    width = high - low
    before = np.linspace(low - reach * width, low, beyond, endpoint=False)
    after = np.linspace(high, high + reach * width, beyond + 1)[1:]
    return np.concatenate([before, np.linspace(low, high, inside), after]).astype(np.float32)
