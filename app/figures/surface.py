"""A two-dimensional hill as a surface, to be turned: known minima, and the path of a run."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from app.core.entries import Objective
from app.core.steps import Steps
from app.figures.contour import coordinates
from app.figures.relief import LEVELS, Relief, Window
from app.figures.theme import FONT, Theme, colours, template

SIDE = 121
CAMERA = {"eye": {"x": -1.15, "y": -1.15, "z": 0.95}, "center": {"x": 0, "y": 0, "z": -0.12}}


def surface_figure(
    objective: Objective,
    theme: Theme,
    steps: Steps | None = None,
    window: Window | None = None,
) -> go.Figure:
    """The hill of a two-dimensional objective as a surface, and the path of `steps` where given.

    window: what the axes show, the domain where not given. The traces have the uids `field`, `minima` and `path`. Steep
    hills have a logarithmic scale: the field's `meta` has its `low` and its `unit`, `log10(1 + (loss - low) / unit)`.
    """
    window = window or (objective.domain[0], objective.domain[1])
    relief = Relief.of(objective, window, SIDE)
    scale = relief.scale
    low, top = scale.ends
    colour = colours(theme)
    axis = {
        "showbackground": False,
        "gridcolor": colour["line"],
        "linecolor": colour["line-strong"],
        "tickfont": {"family": FONT, "size": 11, "color": colour["ink-soft"]},
        "showspikes": False,
        "zeroline": False,
        "nticks": 6,
    }
    figure = go.Figure(layout=go.Layout(template=template(theme), margin={"l": 0, "r": 0, "t": 0, "b": 0}))
    ticks = scale.ticks()
    written = {} if ticks is None else {"tickvals": ticks[0], "ticktext": ticks[1]}
    title = "f(x, y)" if ticks is None else "f(x, y), log scale"
    figure.update_layout(
        hovermode="closest",
        scene={
            "xaxis": {**axis, "title": _title("x", colour), "range": list(window[0])},
            "yaxis": {**axis, "title": _title("y", colour), "range": list(window[1])},
            "zaxis": {**axis, "title": _title(title, colour), "range": [low - 0.02 * (top - low), top], **written},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.62},
            "camera": CAMERA,
            "dragmode": "turntable",
        },
    )
    figure.add_surface(
        uid="field",
        x=relief.x,
        y=relief.y,
        z=relief.height,
        customdata=relief.loss,
        meta={"low": scale.low, "unit": scale.unit},
        cmin=low,
        cmax=top,
        colorscale=[[0, colour["low"]], [1, colour["high"]]],
        contours_z={
            "show": True,
            "start": low,
            "end": top,
            "size": (top - low) / LEVELS,
            "color": colour["level"],
            "width": 1,
            "highlight": False,
        },
        contours_x_highlight=False,
        contours_y_highlight=False,
        lighting={"ambient": 0.85, "diffuse": 0.35, "specular": 0.02, "roughness": 0.9, "fresnel": 0},
        showscale=False,
        hovertemplate="x %{x:.6g}<br>y %{y:.6g}<br>f(x, y) %{customdata:.6g}<extra></extra>",
    )
    losses = np.array([minimum.loss for minimum in objective.minima], dtype=np.float32)
    figure.add_scatter3d(
        uid="minima",
        **coordinates(objective.minima),
        z=scale.height(losses),
        customdata=losses,
        text=["lowest" if minimum.lowest else "local minimum" for minimum in objective.minima],
        mode="markers",
        marker={
            "symbol": ["diamond" if minimum.lowest else "diamond-open" for minimum in objective.minima],
            "size": 4,
            "color": colour["minimum"],
        },
        hovertemplate="%{text}<br>x %{x:.6g}<br>y %{y:.6g}<br>f(x, y) %{customdata:.6g}<extra></extra>",
    )
    figure.add_scatter3d(
        uid="path",
        x=[] if steps is None else steps.point[:, 0],
        y=[] if steps is None else steps.point[:, 1],
        z=[] if steps is None else scale.height(steps.loss),
        customdata=[] if steps is None else np.column_stack([steps.step, steps.loss]),
        mode="lines+markers",
        line={"color": colour["hue-1"], "width": 2},
        marker={"size": 2, "color": colour["hue-1"]},
        hovertemplate=(
            "step %{customdata[0]}<br>x %{x:.9g}<br>y %{y:.9g}<br>f(x, y) %{customdata[1]:.9g}<extra></extra>"
        ),
    )
    return figure


def _title(text: str, colour: dict[str, str]) -> dict[str, object]:
    return {"text": text, "font": {"family": FONT, "size": 13, "color": colour["ink-soft"]}}
