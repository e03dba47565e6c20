"""The map: how the runs from many starts at many rates ended."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go

from app.figures.axes import MapAxis
from app.figures.theme import Theme, colours, template

WELLS = 5
"""As many minima have a colour of their own; the next one has the first colour again."""
PALEST = 0.28
"""How much of its colour the run that did worst has."""


def map_figure(minima: int, across: MapAxis, up: MapAxis, theme: Theme) -> go.Figure:
    """An empty map of two numbers, over a hill of so many minima. The traces have the uids `map` and `edge`.

    A place of the map is a number. Its whole part says what became of the run: the number of the minimum that it
    came to, then follow: it came to rest elsewhere, it is still rolling, it diverged. The fraction says how well,
    from 0 to below 1: how soon it came to rest, how low it has rolled.
    """
    colour = colours(theme)
    *strong, wild = bands_of(minima, theme)
    bands = [*((_mixed(band, colour["raised"]), band) for band in strong), (wild, wild)]
    ends = [place / len(bands) for place in range(len(bands) + 1)]
    scale = [
        pair
        for (low, high), band in zip(pairwise(ends), bands, strict=True)
        for pair in zip((low, high), band, strict=True)
    ]
    figure = go.Figure(layout=go.Layout(template=template(theme), dragmode=False))
    figure.update_layout(modebar_remove=["zoom", "pan", "zoomin", "zoomout", "resetscale"])
    figure.update_xaxes(**across.layout(), ticklabelstandoff=4)
    figure.update_yaxes(**up.layout())
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


def bands_of(minima: int, theme: Theme) -> list[str]:
    """The colour of each whole part: of the minima, of rest elsewhere, of what still rolls, of what diverged."""
    names = [*(f"well-{number % WELLS + 1}" for number in range(minima)), "rest", "rolling", "diverged"]
    return [colours(theme)[name] for name in names]


def _mixed(strong: str, paper: str) -> str:
    """The colour of what did worst: little of its own, most of the paper's."""
    pairs = ((int(strong[place : place + 2], 16), int(paper[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(PALEST * own + (1 - PALEST) * other):02x}" for own, other in pairs)
