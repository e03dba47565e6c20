"""The very figure of the page, with the run in it, as Plotly JSON."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from pydantic import Field

from app.core.fields import BadField
from app.exports.drawing.rules import hue_of, title_of
from app.exports.mapfigure import map_of, seeds_of, whole
from app.exports.options import Seen, Theme
from app.exports.results import EnsembleResult, Result, RunResult, SeedMapResult, SweepResult, TrainingResult


class FigureOptions(Seen):
    """Which of the page's figures, in which colours."""

    view: Literal["hill", "surface", "loss"] = Field(
        "hill", description="Of a run: the hill with its path, as a surface where it has two coordinates; or its loss."
    )

    @property
    def part(self) -> str:
        return "" if self.view == "hill" else self.view


def write(result: Result, options: FigureOptions) -> bytes:
    """What `plotly.io.from_json` reads."""
    return str(drawn(result, options.look, options.view).to_json(remove_uids=False)).encode()


def drawn(result: Result, theme: Theme, view: str) -> Any:
    """The figure itself. Raises BadField where there is none of that kind."""
    from app.figures.theme import colours

    match result:
        case SweepResult():
            figure = map_of(result, theme)
        case EnsembleResult():
            figure = _band(result, theme)
        case SeedMapResult():
            figure = seeds_of(result, theme)
        case _:
            figure = _path(result, theme, view)
    # On a page the panel shows through.
    figure.update_layout(paper_bgcolor=colours(theme)["raised"])
    return figure


def _path(result: RunResult | TrainingResult, theme: Theme, view: str) -> Any:
    if view == "loss" or not isinstance(result, RunResult):
        return _losses(result, theme)
    figure = _hill(result, theme, view)
    hue = _hue(result, theme)
    figure.update_traces({"marker.color": hue}, selector={"uid": "path"})
    if len(result.spec.start) > 1:
        figure.update_traces({"line.color": hue}, selector={"uid": "path"})
    return figure


def _hill(result: RunResult, theme: Theme, view: str) -> Any:
    from app.figures.contour import contour_figure
    from app.figures.hill import hill_figure
    from app.figures.surface import surface_figure

    objective = whole(result.spec.objective)
    if objective.dimension == 2:
        return (surface_figure if view == "surface" else contour_figure)(objective, theme, result.steps)
    if view == "surface":
        raise BadField("view", "must be 'hill' or 'loss' of one coordinate, got 'surface'")
    return hill_figure(objective, theme, result.steps)


def _losses(result: Any, theme: Theme) -> Any:
    from app.figures.loss import loss_figure

    steps, name = result.steps, title_of(result.spec.optimizer)
    losses = np.array(steps.loss, dtype=np.float64)
    figure = loss_figure(theme, [(name, np.array(steps.step), losses)])
    figure.update_traces({"line.color": _hue(result, theme)}, selector={"uid": "path"})
    figure.update_xaxes(range=None)
    figure.update_yaxes(range=None)
    return figure


def _hue(result: Any, theme: Theme) -> str:
    from app.figures.theme import colours

    return colours(theme)[hue_of(result.spec.optimizer)]


def _band(result: EnsembleResult, theme: Theme) -> Any:
    from app.figures.band import EDGES, band_figure

    figure, band = band_figure(theme), result.band
    for uid in (*(each for low, high, _ in EDGES for each in (low, high)), "median"):
        figure.update_traces({"x": band.step, "y": getattr(band, uid)}, selector={"uid": uid})
    figure.update_xaxes(range=[0, result.spec.training.updates])
    tallest = max((each for each in band.p90 if each is not None), default=1.0) or 1.0
    # As the page has it: the greatest may leave over the top.
    figure.update_yaxes(range=[-0.03 * tallest, 1.06 * tallest])
    title = f"{result.spec.count} networks: median, 10 to 90 %, least to greatest"
    figure.update_layout(title={"text": title, "font": {"size": 14}, "x": 0, "xref": "paper"}, margin_t=52)
    return figure
