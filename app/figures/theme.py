"""The page's own look as Plotly templates, light and dark, from the colours in static/css/tokens.css."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import plotly.graph_objects as go

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\(\s*(#\w+),\s*(#\w+)\s*\)")
FONT = "Inter, system-ui, sans-serif"

Theme = Literal["light", "dark"]


@cache
def colours(theme: Theme) -> dict[str, str]:
    """Each colour token's value in the theme: `{"ink": "#1f2430", ...}`."""
    place = 2 if theme == "light" else 3
    return {pair[1]: pair[place] for pair in PAIR.finditer(TOKENS.read_text())}


@cache
def template(theme: Theme) -> go.layout.Template:
    """Kudari's Plotly template: transparent paper, thin grid, no box, our type."""
    colour = colours(theme)
    axis = {
        "gridcolor": colour["line"],
        "linecolor": colour["line"],
        "zerolinecolor": colour["line-strong"],
        "zerolinewidth": 1,
        "ticks": "",
        "tickfont": {"size": 12, "color": colour["ink-soft"]},
        "title": {"font": {"size": 13, "color": colour["ink-soft"]}, "standoff": 8},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 13, "color": colour["ink"]},
            "hoverlabel": {
                "bgcolor": colour["raised"],
                "bordercolor": colour["line-strong"],
                "font": {"family": FONT, "size": 13, "color": colour["ink"]},
            },
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": colour["ink-soft"],
                "activecolor": colour["ink"],
            },
            "xaxis": axis,
            "yaxis": axis,
            "margin": {"l": 48, "r": 12, "t": 12, "b": 40},
            "showlegend": False,
        }
    )
