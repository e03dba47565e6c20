"""`create_app`: the doors, the pages and what they share, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError

from app.descents import Descents
from app.engine import Engine
from app.settings import Settings
from app.web import catalogue, descents, figures, pages, runs, stream, trainings
from app.web.assets import Assets
from app.web.bodies import BoundedBodies
from app.web.errors import problems
from app.web.headers import Headers
from app.web.replies import Json

STATIC = Path(__file__).parents[2] / "static"


def create_app(settings: Settings) -> FastAPI:
    """A server's application. torch is imported in the background, once it serves."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = Engine(settings.threads)
        app.state.engine = engine
        app.state.settings = settings
        app.state.descents = Descents(settings.database, settings.descent_days)
        warming = asyncio.create_task(engine.start())
        yield
        warming.cancel()
        engine.close()

    app = FastAPI(
        title="Kudari",
        summary="Gradient descent, step by step, computed by PyTorch.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    for door in (catalogue, runs, descents, trainings, figures, stream, pages):
        app.include_router(door.router)
    app.mount("/static", Assets(directory=STATIC), name="static")
    app.add_middleware(BoundedBodies, most=settings.message_bytes)
    app.add_middleware(Headers)

    @app.exception_handler(RequestValidationError)
    async def refuse(request: Request, error: RequestValidationError) -> Json:
        return Json({"detail": problems(error.errors())}, status_code=422)

    @app.get("/healthz", include_in_schema=False)
    async def health(request: Request) -> dict[str, Any]:
        return {"status": "ok", "torch": "ready" if request.app.state.engine.warm else "loading"}

    return app
