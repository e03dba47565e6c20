"""The map of the seeds that learn: the share of them, by two hyperparameters."""

from __future__ import annotations

import plotly.graph_objects as go

from app.figures.axes import MapAxis
from app.figures.theme import Theme, template


def seeds_figure(across: MapAxis, up: MapAxis, theme: Theme) -> go.Figure:
    """The axes of a map of two hyperparameters. A page draws the places itself."""
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_layout(modebar_remove=["zoom", "pan", "zoomin", "zoomout", "resetscale"])
    figure.update_xaxes(**across.layout(), showgrid=False)
    figure.update_yaxes(**up.layout(), showgrid=False)
    figure.add_scatter(x=[], y=[], hoverinfo="skip")
    return figure
