"""An answer in JSON."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from app.exports.encoding import encoded


class Json(Response):
    """An answer in JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return encoded(content)
