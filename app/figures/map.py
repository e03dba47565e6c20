"""The map: how the runs from many starts at many rates ended."""

from __future__ import annotations

from itertools import pairwise
from math import log10

import plotly.graph_objects as go

from app.core.entries import Objective, Parameter
from app.figures.theme import Theme, colours, template

WELLS = 5
"""As many minima have a colour of their own; the next one has the first colour again."""
PALEST = 0.28
"""How much of its colour the run that did worst has."""


def map_figure(objective: Objective, rate: Parameter, theme: Theme, coordinate: int = 0) -> go.Figure:
    """An empty map of learning rate and start, of one of its coordinates. The traces have the uids `map` and `edge`.

    A place of the map is a number. Its whole part says what became of the run: the number of the minimum that it
    came to, then follow: it came to rest elsewhere, it is still rolling, it diverged. The fraction says how well,
    from 0 to below 1: how soon it came to rest, how low it has rolled.
    """
    colour = colours(theme)
    wells = [f"well-{number % WELLS + 1}" for number in range(len(objective.minima))]
    bands = [
        *((_mixed(colour[well], colour["raised"]), colour[well]) for well in wells),
        (_mixed(colour["rest"], colour["raised"]), colour["rest"]),
        (_mixed(colour["rolling"], colour["raised"]), colour["rolling"]),
        (colour["diverged"], colour["diverged"]),
    ]
    ends = [place / len(bands) for place in range(len(bands) + 1)]
    scale = [
        pair
        for (low, high), band in zip(pairwise(ends), bands, strict=True)
        for pair in zip((low, high), band, strict=True)
    ]
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_layout(modebar_remove=["zoom", "pan", "zoomin", "zoomout", "resetscale"])
    figure.update_xaxes(
        title_text="learning rate",
        type="log",
        range=[log10(end) for end in rate.slider],
        zeroline=False,
        exponentformat="none",
        dtick=1,
        ticklabelstandoff=4,
    )
    title = "start" if objective.dimension == 1 else f"start, {'xy'[coordinate]}₀"
    figure.update_yaxes(title_text=title, range=[*objective.domain[coordinate]], zeroline=False)
    figure.add_heatmap(
        uid="map",
        z=[[]],
        zmin=0,
        zmax=len(bands),
        colorscale=scale,
        showscale=False,
        hoverinfo="none",
    )
    figure.add_scatter(
        uid="edge",
        x=[],
        y=[],
        mode="lines",
        line={"color": colour["ink"], "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    return figure


def _mixed(strong: str, paper: str) -> str:
    """The colour of what did worst: little of its own, most of the paper's."""
    pairs = ((int(strong[place : place + 2], 16), int(paper[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(PALEST * own + (1 - PALEST) * other):02x}" for own, other in pairs)
