"""JSON, as the doors of the API answer it: what Kudari opens again as the same run."""

from __future__ import annotations

from app.exports.encoding import encoded
from app.exports.options import Options
from app.exports.results import Result


def write(result: Result, options: Options) -> bytes:
    """All of it."""
    return encoded(result.content())
