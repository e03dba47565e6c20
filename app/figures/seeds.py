"""The map of the seeds that learn: the share of them, by two hyperparameters."""

from __future__ import annotations

from math import log10

import plotly.graph_objects as go

from app.core.entries import Parameter
from app.figures.theme import Theme, template


def seeds_figure(across: Parameter, up: Parameter, theme: Theme) -> go.Figure:
    """The axes of a map over the sliders' ranges of two hyperparameters. A page draws the places itself."""
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_layout(modebar_remove=["zoom", "pan", "zoomin", "zoomout", "resetscale"])
    figure.update_xaxes(**_axis(across))
    figure.update_yaxes(**_axis(up))
    figure.add_scatter(x=[], y=[], hoverinfo="skip")
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
