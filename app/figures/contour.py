"""A two-dimensional hill from above: lines of equal height, known minima, and the path of a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.core.entries import Minimum, Objective
from app.core.steps import Numbers, Steps
from app.figures.relief import LEVELS, Relief, Window
from app.figures.theme import Theme, colours, template

INSIDE = 129
BEYOND = 20
REACH = 1.5
"""How far the hill is drawn past the window on each side, in widths of the window."""


def contour_figure(
    objective: Objective,
    theme: Theme,
    steps: Steps | None = None,
    window: Window | None = None,
) -> go.Figure:
    """The hill of a two-dimensional objective from above, and the path of `steps` where given.

    window: what the axes show, the domain where not given. The traces have the uids `field`, `minima` and `path`. The
    field is coloured by height on the relief's scale; what it tells of a place is torch's loss there, in float32.
    """
    window = window or (objective.domain[0], objective.domain[1])
    relief = Relief.of(objective, window, INSIDE, BEYOND, REACH)
    low, top = relief.scale.ends
    colour = colours(theme)
    figure = go.Figure(layout=go.Layout(template=template(theme), hovermode="closest", dragmode="pan"))
    figure.update_xaxes(title_text="x", range=list(window[0]), zeroline=False, showgrid=False)
    figure.update_yaxes(title_text="y", range=list(window[1]), zeroline=False, showgrid=False)
    figure.add_contour(
        uid="field",
        x=relief.x,
        y=relief.y,
        z=relief.height,
        customdata=relief.loss,
        zmin=low,
        zmax=top,
        contours={"start": low, "end": top, "size": (top - low) / LEVELS},
        colorscale=[[0, colour["low"]], [1, colour["high"]]],
        line={"color": colour["level"], "width": 0.75, "smoothing": 0},
        showscale=False,
        connectgaps=False,
        hoverongaps=False,
        hovertemplate="x %{x:.6g}<br>y %{y:.6g}<br>f(x, y) %{customdata:.6g}<extra></extra>",
    )
    figure.add_scatter(
        uid="minima",
        **coordinates(objective.minima),
        customdata=[minimum.loss for minimum in objective.minima],
        text=["lowest" if minimum.lowest else "local minimum" for minimum in objective.minima],
        mode="markers",
        marker={
            "symbol": ["diamond" if minimum.lowest else "diamond-open" for minimum in objective.minima],
            "size": 9,
            "color": colour["minimum"],
        },
        hovertemplate="%{text}<br>x %{x:.6g}<br>y %{y:.6g}<br>f(x, y) %{customdata:.6g}<extra></extra>",
    )
    figure.add_scatter(
        uid="path",
        x=[] if steps is None else steps.point[:, 0],
        y=[] if steps is None else steps.point[:, 1],
        customdata=[] if steps is None else np.column_stack([steps.step, steps.loss, steps.grad]),
        mode="lines+markers",
        line={"color": colour["hue-1"], "width": 1, "simplify": False},
        marker={"size": 4, "color": colour["hue-1"]},
        opacity=0.45,
        hovertemplate=(
            "step %{customdata[0]}<br>x %{x:.9g}<br>y %{y:.9g}<br>f(x, y) %{customdata[1]:.9g}"
            "<br>∇f %{customdata[2]:.6g}, %{customdata[3]:.6g}<extra></extra>"
        ),
    )
    return figure


def coordinates(minima: Sequence[Minimum]) -> dict[str, Numbers]:
    """The x and y of minima, in float32."""
    points = np.array([minimum.point for minimum in minima], dtype=np.float32).reshape(-1, 2)
    return {"x": points[:, 0], "y": points[:, 1]}
