"""The very figure of the page, with the run in it, as Plotly JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import Field

from app.core.catalogue.hyperparameters import RATE
from app.core.entries import Objective
from app.core.fields import BadField
from app.core.spec import ObjectiveBase
from app.core.steps import Numbers
from app.exports.drawing.rules import hue_of, title_of
from app.exports.options import Seen, Theme
from app.exports.results import Result, RunResult, SweepResult

if TYPE_CHECKING:
    from app.core.sweeps import Ends

SHADES = 0.99
"""How much of a band of the map its places take."""


class FigureOptions(Seen):
    """Which of the page's figures, in which colours."""

    view: Literal["hill", "surface", "loss"] = Field(
        "hill", description="Of a run: the hill with its path, as a surface where it has two coordinates; or its loss."
    )


def write(result: Result, options: FigureOptions) -> bytes:
    """What `plotly.io.from_json` reads."""
    return str(drawn(result, options.look, options.view).to_json(remove_uids=False)).encode()


def drawn(result: Result, theme: Theme, view: str) -> Any:
    """The figure itself. Raises BadField where there is none of that kind."""
    if isinstance(result, SweepResult):
        return _map(result, theme)
    if view == "loss" or not isinstance(result, RunResult):
        return _losses(result, theme)
    figure = _hill(result, theme, view)
    hue = _hue(result, theme)
    figure.update_traces({"marker.color": hue}, selector={"uid": "path"})
    if len(result.spec.start) > 1:
        figure.update_traces({"line.color": hue}, selector={"uid": "path"})
    return figure


def whole(objective: ObjectiveBase) -> Objective:
    """The function, and its minima, which may have to be searched for."""
    return replace(objective.load(), minima=objective.minima())


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


def _map(result: SweepResult, theme: Theme) -> Any:
    from app.figures.map import map_figure

    spec = result.spec
    if spec.x.field != "optimizer.lr" or not spec.y.field.startswith("start."):
        raise BadField("sweep.x.field", "must be optimizer.lr, and y.field a start: the page has no other map")
    objective = whole(spec.run.objective)
    figure = map_figure(objective, RATE, theme, int(spec.y.field.removeprefix("start.")))
    ends = codes(result.ends, len(objective.minima), int(spec.run.steps))
    figure.update_traces({"x": spec.x.values(), "y": spec.y.values(), "z": ends}, selector={"uid": "map"})
    if (edge := spec.edge()) is not None:
        figure.update_traces({"x": edge, "y": spec.y.values()}, selector={"uid": "edge"})
    figure.update_xaxes(type=spec.x.scale, range=None, dtick=None)
    figure.update_yaxes(range=[spec.y.low, spec.y.high])
    return figure


def codes(ends: Ends, minima: int, steps: int) -> Numbers:
    """Each run of a map as the number that `app.figures.map` gives a colour to, as the page's `Chart.rows` does."""
    from app.core.sweeps import STATUSES

    converged, finished, diverged = (
        ends.status == STATUSES.index(name) for name in ("converged", "finished", "diverged")
    )
    rolling = np.sort(ends.loss[finished].astype(np.float64))
    usual = (rolling[len(rolling) // 2] if len(rolling) else 0.0) or 1.0
    band = np.where(ends.minimum < 0, minima, ends.minimum)
    soon = band + SHADES * (1 - np.log(1.0 + ends.step) / np.log(1.0 + steps))
    low = minima + 1 + SHADES * usual / (usual + np.maximum(ends.loss, 0.0))
    found: Numbers = np.select([diverged, finished, converged], [minima + 2.5, low, soon]).astype(np.float32)
    return found
