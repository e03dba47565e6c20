"""`/static`: scripts, styles and fonts, compressed once each, and kept by browsers under the version of them all."""

from __future__ import annotations

import gzip
import re
import time
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

COMPRESSED = {".js", ".css", ".json", ".svg", ".html"}
FOR_EVER = "public, max-age=31536000, immutable"
VERSIONED = re.compile(r"v-[0-9a-f]{12}/")


def version(folder: Path) -> str:
    """What the files of a folder are now, in a word: it is another when one of them has changed."""
    return _version(folder, int(time.monotonic()))


@lru_cache(maxsize=2)
def _version(folder: Path, second: int) -> str:
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    told = "\n".join(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
    return f"v-{sha256(told.encode()).hexdigest()[:12]}"


class Assets(StaticFiles):
    """Static files, under the version of them all where a page names it.

    What the present version holds never changes, nor what a name with its own version holds; all else is asked for
    again each time. A page that was opened before a change names an older version: it gets what there is now.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._folder = directory

    async def get_response(self, path: str, scope: Scope) -> Response:
        named = VERSIONED.match(path)
        path = path[named.end() :] if named else path
        lasting = path.startswith("vendor/") or (named and named[0] == f"{version(self._folder)}/")
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_EVER if lasting else "no-cache"
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
