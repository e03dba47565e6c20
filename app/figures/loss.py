"""The loss curve: loss against step."""

from __future__ import annotations

import plotly.graph_objects as go

from app.core.steps import Numbers
from app.figures.theme import Theme, colours, template


def loss_figure(theme: Theme, step: Numbers | None = None, loss: Numbers | None = None) -> go.Figure:
    """Loss by step. The trace has the uid `path`."""
    figure = go.Figure(layout=go.Layout(template=template(theme), hovermode="x", dragmode="pan"))
    figure.update_xaxes(title_text="step", range=[0, 50], zeroline=False)
    figure.update_yaxes(title_text="loss", range=[0, 1], exponentformat="e")
    figure.add_scatter(
        uid="path",
        x=[] if step is None else step,
        y=[] if loss is None else loss,
        mode="lines",
        line={"color": colours(theme)["hue-1"], "width": 1.5},
        opacity=0.45,
        hovertemplate="step %{x}<br>loss %{y:.9g}<extra></extra>",
    )
    return figure
