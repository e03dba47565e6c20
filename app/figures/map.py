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
"""How much of its colour the slowest run has."""


def map_figure(objective: Objective, rate: Parameter, theme: Theme) -> go.Figure:
    """An empty map of learning rate and start. The traces have the uids `map` and `edge`.

    A place of the map is a number: the whole part says what became of the run, the fraction how fast. The
    whole part is the number of the minimum that it came to, then follow: it came to rest elsewhere, it is still
    rolling, it diverged. The fraction goes from 0 for slow to below 1 for fast.
    """
    colour = colours(theme)
    wells = [f"well-{number % WELLS + 1}" for number in range(len(objective.minima))]
    bands = [
        *((_mixed(colour[well], colour["raised"]), colour[well]) for well in wells),
        (colour["rest"], colour["rest"]),
        (colour["rolling"], colour["rolling"]),
        (colour["diverged"], colour["diverged"]),
    ]
    ends = [place / len(bands) for place in range(len(bands) + 1)]
    scale = [
        pair
        for (low, high), band in zip(pairwise(ends), bands, strict=True)
        for pair in zip((low, high), band, strict=True)
    ]
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_xaxes(
        title_text="learning rate", type="log", range=[log10(end) for end in rate.slider], zeroline=False
    )
    figure.update_yaxes(title_text="start", range=[*objective.domain[0]], zeroline=False)
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
    """The colour of what was slow: little of its own, most of the paper's."""
    pairs = ((int(strong[place : place + 2], 16), int(paper[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(PALEST * own + (1 - PALEST) * other):02x}" for own, other in pairs)
