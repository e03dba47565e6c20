"""The figures of maps: how the runs from two axes ended, and which share of the seeds learns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.axis import Axis
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import Objective, find
from app.core.spec import ObjectiveBase, Ruled
from app.core.steps import Numbers
from app.exports.options import Theme
from app.exports.results import SeedMapResult, SweepResult

if TYPE_CHECKING:
    from app.core.sweeps import Ends
    from app.figures.axes import MapAxis

SHADES = 0.99
"""How much of a band of the map its places take."""


def whole(objective: ObjectiveBase) -> Objective:
    """The function, and its minima, which may have to be searched for."""
    return replace(objective.load(), minima=objective.minima())


def map_of(result: SweepResult, theme: Theme) -> Any:
    """The page's map, of any two axes, and what a page tells beside it: a legend, and the place under a pointer."""
    from app.figures.map import WELLS, bands_of, map_figure

    spec, ends = result.spec, result.ends
    objective = whole(spec.run.objective)
    minima = len(objective.minima)
    across, up = (axis_of(axis, spec.run, objective) for axis in (spec.x, spec.y))
    figure = map_figure(minima, across, up, theme)
    places = codes(ends, minima, int(spec.run.steps))
    became = places.astype(np.int64)
    rests = [f"at rest at {', '.join(f'{each:.2f}' for each in minimum.point)}" for minimum in objective.minima]
    names = [*rests, "at rest elsewhere", "still rolling", "diverged"]
    figure.update_traces(
        x=spec.x.values(),
        y=spec.y.values(),
        z=places,
        text=np.array(names)[became].tolist(),
        customdata=np.stack([ends.step, ends.loss], -1),
        hoverinfo=None,
        hovertemplate=f"{across.title} %{{x:.4g}}<br>{up.title} %{{y:.4g}}<br>"
        "%{text}, step %{customdata[0]}, loss %{customdata[1]:.4g}<extra></extra>",
        selector={"uid": "map"},
    )
    seen = np.unique(became).tolist()
    if sum(place < minima for place in seen) > WELLS:
        # Several have the same colour: the one under the pointer is named.
        seen = [place for place in seen if place >= minima]
    bands = bands_of(minima, theme)
    for place in seen:
        marker = {"symbol": "square", "size": 11, "color": bands[place]}
        figure.add_scatter(x=[None], y=[None], mode="markers", name=names[place], marker=marker)
    if (edge := spec.edge()) is not None:
        figure.update_traces(x=edge, y=spec.y.values(), name="theory’s edge", selector={"uid": "edge"})
    figure.update_traces(showlegend=edge is not None, selector={"uid": "edge"})
    # Below Plotly's own buttons.
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1, "yanchor": "bottom"}, margin_t=60)
    return figure


def seeds_of(result: SeedMapResult, theme: Theme) -> Any:
    """The page's map of seeds, each place a square of its own, and the scale of the colour."""
    from app.figures.seeds import seeds_figure
    from app.figures.theme import colours

    spec, colour = result.spec, colours(theme)
    across, up = (axis_of(axis, spec.training) for axis in (spec.x, spec.y))
    figure = seeds_figure(across, up, theme)
    figure.add_heatmap(
        uid="seeds",
        x=spec.x.values(),
        y=spec.y.values(),
        z=result.learned,
        zmin=0,
        zmax=spec.count,
        customdata=result.diverged,
        colorscale=[colour["sunken"], colour["good"]],
        xgap=1,
        ygap=1,
        colorbar={
            "title": {"text": "seeds that learn", "side": "right"},
            "tickvals": [0, spec.count],
            "thickness": 14,
        },
        hovertemplate=f"{across.title} %{{x:.4g}}<br>{up.title} %{{y:.4g}}<br>"
        f"%{{z}} of {spec.count} learn, %{{customdata}} diverge<extra></extra>",
    )
    return figure


def axis_of(axis: Axis, ruled: Ruled, objective: Objective | None = None) -> MapAxis:
    """An axis by what its number is called, over all its values."""
    from app.figures.axes import of_parameter, of_start

    of, name, *place = axis.field.split(".")
    if of == "start":
        assert objective is not None, "only a run has a start"
        named = of_start(objective, int(name))
    else:
        named = of_parameter(find(find(OPTIMIZERS, ruled.optimizer.name).parameters, name), *map(int, place))
    return replace(named, low=axis.low, high=axis.high, scale=axis.scale)


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
