"""The hill: an objective's curve, its known minima, and the path of a run on it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import torch

from app.core.entries import Objective
from app.core.steps import Steps
from app.figures.theme import Theme, colours, template

SAMPLES = 1_201
BEYOND = 2.0
"""How far the curve is drawn past the domain on each side, in widths of the domain, for zooming out."""


def hill_figure(
    objective: Objective,
    theme: Theme,
    steps: Steps | None = None,
    span: tuple[float, float] | None = None,
) -> go.Figure:
    """The curve of a one-dimensional objective, and the path of `steps` where given.

    span: what the axis shows, the domain where not given. The traces have the uids `curve`, `minima` and `path`;
    losses are torch's, in float32.
    """
    low, high = span or objective.domain[0]
    width = high - low
    inside = np.linspace(low, high, SAMPLES)
    before = np.linspace(low - BEYOND * width, low, SAMPLES // 4, endpoint=False)
    after = np.linspace(high, high + BEYOND * width, SAMPLES // 4 + 1)[1:]
    x = np.concatenate([before, inside, after]).astype(np.float32)
    y = objective.call(torch.from_numpy(x)[:, None]).numpy()
    shown = y[(x >= low) & (x <= high)]
    margin = 0.08 * float(shown.max() - shown.min())
    figure = go.Figure(layout=go.Layout(template=template(theme), hovermode="closest", dragmode="pan"))
    figure.update_xaxes(title_text="x", range=[low, high], zeroline=False)
    figure.update_yaxes(title_text="f(x)", range=[float(shown.min()) - 1.5 * margin, float(shown.max()) + margin])
    colour = colours(theme)
    figure.add_scatter(
        uid="curve",
        x=x,
        y=y,
        mode="lines",
        line={"color": colour["curve"], "width": 2, "simplify": False},
        hovertemplate="x %{x:.6g}<br>f(x) %{y:.6g}<extra></extra>",
    )
    figure.add_scatter(
        uid="minima",
        x=np.array([minimum.point[0] for minimum in objective.minima], dtype=np.float32),
        y=np.array([minimum.loss for minimum in objective.minima], dtype=np.float32),
        text=["lowest" if minimum.lowest else "local minimum" for minimum in objective.minima],
        mode="markers",
        marker={
            "symbol": ["diamond" if minimum.lowest else "diamond-open" for minimum in objective.minima],
            "size": 9,
            "color": colour["minimum"],
        },
        hovertemplate="%{text}<br>x %{x:.6g}<br>f(x) %{y:.6g}<extra></extra>",
    )
    figure.add_scatter(
        uid="path",
        x=[] if steps is None else steps.point[:, 0],
        y=[] if steps is None else steps.loss,
        customdata=[] if steps is None else np.column_stack([steps.step, steps.grad[:, 0]]),
        mode="markers",
        marker={"size": 6, "color": colour["hue-1"], "opacity": 0.45},
        hovertemplate=(
            "step %{customdata[0]}<br>x %{x:.9g}<br>f(x) %{y:.9g}<br>f′(x) %{customdata[1]:.9g}<extra></extra>"
        ),
    )
    return figure
