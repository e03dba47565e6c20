"""JSON: records in columns, every number the one that torch has."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import orjson

from app.core.arrays import typed
from app.core.lab.plane import Plane
from app.core.steps import Numbers, Steps


def encoded(content: Any) -> bytes:
    """Content as JSON, its records in columns and other dataclasses as their fields."""
    return orjson.dumps(content, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_SERIALIZE_NUMPY)


def _plain(value: Any) -> Any:
    if isinstance(value, Steps):
        return {
            "step": np.ascontiguousarray(value.step),
            **{name: _double(getattr(value, name)) for name in ("point", "loss", "grad")},
            "state": {name: _double(column) for name, column in value.state.items()},
        }
    if isinstance(value, Plane):
        return {"said": typed(value.said), "share": typed(value.share)}
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _double(column: Numbers) -> Numbers:
    """A column of single precision as the very numbers that it holds: written shorter they would be others to JSON."""
    return np.ascontiguousarray(column, dtype=np.float64)
