"""The band of losses of many networks: loss against update."""

from __future__ import annotations

import plotly.graph_objects as go

from app.figures.theme import Theme, colours, template

EDGES = (("min", "max", 0.1), ("p10", "p90", 0.22))
"""The lower and the upper edge of each band, and how strong its colour is."""


def band_figure(theme: Theme) -> go.Figure:
    """An empty band, which a page fills.

    The traces have the uids `min`, `max`, `p10`, `p90`, `median`, and `own`: the curve of one network.
    """
    colour = colours(theme)
    figure = go.Figure(layout=go.Layout(template=template(theme), hovermode="x unified", dragmode="pan"))
    figure.update_xaxes(title_text="update", range=[0, 80], zeroline=False, unifiedhovertitle_text="update %{x}")
    figure.update_yaxes(title_text="loss", range=[0, 1], exponentformat="e")
    for low, high, strength in EDGES:
        for uid, name in ((low, _NAMES[low]), (high, _NAMES[high])):
            figure.add_scatter(
                uid=uid,
                x=[],
                y=[],
                name=name,
                mode="lines",
                line={"width": 0, "color": colour["curve"]},
                fill="tonexty" if uid == high else None,
                fillcolor=_faint(colour["curve"], strength),
                hovertemplate="%{y:.4g}",
            )
    for uid, name, token, width in (("median", "median", "curve", 2), ("own", "this network", "hue-1", 1.5)):
        figure.add_scatter(
            uid=uid,
            x=[],
            y=[],
            name=name,
            mode="lines",
            line={"color": colour[token], "width": width},
            hovertemplate="%{y:.4g}",
        )
    return figure


_NAMES = {"min": "least", "max": "greatest", "p10": "10 %", "p90": "90 %"}


def _faint(colour: str, strength: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"
