"""The axes of maps: which number differs along each, and over which range."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Any

from app.core.entries import Objective, Parameter

DECADES = 2.0
"""A logarithmic axis this long has its ticks at powers of ten alone."""


@dataclass(frozen=True)
class MapAxis:
    """What differs along an axis, from where to where, and by which scale."""

    title: str
    low: float
    high: float
    scale: str = "linear"

    def layout(self) -> dict[str, Any]:
        """As Plotly has it."""
        log = self.scale == "log"
        ends = [log10(self.low), log10(self.high)] if log else [self.low, self.high]
        return {
            "title_text": self.title,
            "type": self.scale,
            "range": ends,
            "zeroline": False,
            "exponentformat": "none",
            **({"dtick": 1} if log and ends[1] - ends[0] >= DECADES else {}),
        }


def of_parameter(parameter: Parameter, place: int = 0) -> MapAxis:
    """The slider's range of a hyperparameter, or of one of those that it has several of."""
    several = f", {parameter.symbols[place]}" if isinstance(parameter.default, tuple) else ""
    return MapAxis(f"{parameter.title.lower()}{several}", *parameter.slider, parameter.scale)


def of_start(objective: Objective, coordinate: int) -> MapAxis:
    """The domain of one coordinate of the start."""
    title = "start" if objective.dimension == 1 else f"start, {'xy'[coordinate]}₀"
    return MapAxis(title, *objective.domain[coordinate])
