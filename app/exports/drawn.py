"""The list of pictures. One is a module here, and a line in this list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.exports.gif import gif
from app.exports.pictures import Drawing
from app.exports.png import png
from app.exports.webp import webp

DRAWN: dict[str, Callable[[Any, Any], Drawing]] = {"gif": gif, "webp": webp, "png": png}
"""What draws each, of its spec, and what is told of what it shows."""
