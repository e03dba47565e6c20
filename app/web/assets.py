"""`/static`: scripts, styles and fonts, compressed once each and kept."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

COMPRESSED = {".js", ".css", ".json", ".svg", ".html"}
FOR_EVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Static files. What a name with a version holds never changes; all else is asked for again each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_EVER if path.startswith("vendor/") else "no-cache"
        headers = Headers(scope=scope)
        full, stat = self.lookup_path(path)
        if stat is None:
            raise HTTPException(404)
        accepts = "gzip" in headers.get("accept-encoding", "")
        if response.status_code != 200 or Path(full).suffix not in COMPRESSED or not accepts:
            return response
        kept = {name: response.headers[name] for name in ("cache-control", "etag", "last-modified")}
        return Response(
            _compressed(full, stat.st_mtime_ns) if scope["method"] == "GET" else b"",
            headers={**kept, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"},
            media_type=response.media_type,
        )


@lru_cache(maxsize=256)
def _compressed(path: str, changed: int) -> bytes:
    """The file as gzip. `changed` is part of the key: a file that was edited is compressed again."""
    return gzip.compress(Path(path).read_bytes(), compresslevel=9, mtime=0)
