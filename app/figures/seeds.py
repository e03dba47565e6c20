"""The map of the seeds that learn: the share of them, by two hyperparameters."""

from __future__ import annotations

from math import log10

import plotly.graph_objects as go

from app.core.entries import Parameter
from app.figures.theme import Theme, colours, template


def seeds_figure(across: Parameter, up: Parameter, theme: Theme) -> go.Figure:
    """An empty map over the sliders' ranges of two hyperparameters. The trace has the uid `map`."""
    colour = colours(theme)
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_layout(modebar_remove=["zoom", "pan", "zoomin", "zoomout", "resetscale"])
    figure.update_xaxes(**_axis(across))
    figure.update_yaxes(**_axis(up))
    figure.add_heatmap(
        uid="map",
        z=[[]],
        zmin=0,
        zmax=1,
        colorscale=[[0, colour["sunken"]], [1, colour["good"]]],
        colorbar={"thickness": 10, "outlinewidth": 0, "tickformat": ".0%", "nticks": 3, "x": 1.01},
        hoverinfo="none",
        xgap=1,
        ygap=1,
    )
    return figure


def _axis(parameter: Parameter) -> dict[str, object]:
    low, high = parameter.slider
    ends = [log10(low), log10(high)] if parameter.scale == "log" else [low, high]
    return {
        "title_text": parameter.title.lower(),
        "type": parameter.scale,
        "range": ends,
        "zeroline": False,
        "showgrid": False,
        "exponentformat": "none",
        **({"dtick": 1} if parameter.scale == "log" else {}),
    }
