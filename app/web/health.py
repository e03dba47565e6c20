"""`GET /healthz`: whether this server answers."""

from __future__ import annotations

from fastapi import APIRouter, Request

from app.web.encoding import Json

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def health(request: Request) -> Json:
    """It answers as soon as pages are served; a run asked for while torch is loading waits for it."""
    return Json({"status": "ok", "torch": "ready" if request.app.state.engine.warm else "loading"})
