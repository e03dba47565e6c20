"""The loss curves: loss against step."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from app.core.steps import Numbers
from app.figures.theme import Theme, colours, template

LANES = 6
"""As many curves a race has at most."""


def loss_figure(theme: Theme, curves: Sequence[tuple[str, Numbers, Numbers]] = ()) -> go.Figure:
    """Loss by step, a curve for each lane: its name, steps and losses.

    The traces have the uids `path`, `path-2`, ... `path-6`; those without a curve are empty. A figure of none
    is filled by a page, which tells itself what is under a pointer.
    """
    hovermode = "x unified" if curves else False
    figure = go.Figure(layout=go.Layout(template=template(theme), hovermode=hovermode, dragmode="pan"))
    figure.update_xaxes(title_text="step", range=[0, 50], zeroline=False, unifiedhovertitle_text="step %{x}")
    figure.update_yaxes(title_text="loss", range=[0, 1], exponentformat="e")
    for lane in range(LANES):
        name, step, loss = curves[lane] if lane < len(curves) else ("", [], [])
        figure.add_scatter(
            uid="path" if lane == 0 else f"path-{lane + 1}",
            x=step,
            y=loss,
            name=name,
            mode="lines",
            line={"color": colours(theme)["hue-1"], "width": 1.5},
            opacity=0.45,
            hovertemplate="loss %{y:.9g}",
        )
    return figure
