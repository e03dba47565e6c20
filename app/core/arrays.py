"""Large arrays in JSON, in the form that Plotly reads: little-endian bytes in base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

import numpy as np

from app.core.steps import Numbers


def typed(array: Numbers) -> dict[str, Any]:
    """`{"dtype": "f4", "bdata": "...", "shape": "256, 128"}`; shape is left out of a plain row, as Plotly does."""
    kind = array.dtype.newbyteorder("<")
    content = {"dtype": kind.str[1:], "bdata": b64encode(array.astype(kind, order="C").tobytes()).decode()}
    return content if array.ndim == 1 else {**content, "shape": ", ".join(map(str, array.shape))}


def untyped(content: dict[str, Any]) -> Numbers:
    """The array again."""
    flat: Numbers = np.frombuffer(b64decode(content["bdata"]), dtype=f"<{content['dtype']}")
    return flat.reshape([int(side) for side in content["shape"].split(",")]) if "shape" in content else flat
