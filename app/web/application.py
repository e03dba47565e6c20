"""`create_app`: the doors, the pages and what they share, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.busy import Busy
from app.core.fields import BadField
from app.engine import Budgets, Engine
from app.kinds import DESCENTS, TRAININGS
from app.sandbox.pool import Limits, Off, Sandbox
from app.sessions import Ended, Sessions, Unknown
from app.settings import LOOPBACK, Settings
from app.web import (
    catalogue,
    datasets,
    ensembles,
    exports,
    figures,
    health,
    pages,
    papers,
    pictures,
    ratings,
    runs,
    sandbox,
    sessions,
    stream,
    sweeps,
    trainings,
)
from app.web.answers import Answers
from app.web.assets import Assets
from app.web.bodies import BoundedBodies
from app.web.encoding import Json
from app.web.errors import Problem, Refused, problems
from app.web.headers import HEADERS, Headers
from app.web.own import Faulty
from app.web.replies import RefusedAnswer

STATIC = Path(__file__).parents[2] / "static"
DOORS = (
    catalogue,
    datasets,
    runs,
    sandbox,
    sessions,
    sweeps,
    trainings,
    ensembles,
    ratings,
    figures,
    exports,
    pictures,
    stream,
    health,
    pages,
    papers,
)

ABOUT = """
Every door of the pages is open to programs too. Numbers are PyTorch's own, in float32 unless float64 is asked for.

Bad input is answered with 422 and `{"detail": [{"field", "msg"}, ...]}`: which field, and what is allowed. All else
that can't be done is answered with its status and `{"detail": "why"}`.
"""


def create_app(settings: Settings) -> FastAPI:
    """A server's application. torch is imported in the background, once it serves."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        budgets = Budgets(
            runs=settings.runs_at_once,
            steps=settings.steps_per_run,
            lanes=settings.lanes_per_batch,
            backlog=settings.backlog_bytes,
            maps=settings.maps_at_once,
            pictures=settings.pictures_at_once,
        )
        engine = app.state.engine = Engine(settings.threads, budgets)
        stores = app.state.sessions = {
            kind.noun: Sessions(settings.database, settings.descent_days, kind) for kind in (DESCENTS, TRAININGS)
        }
        own = app.state.sandbox = Sandbox(_limits(settings), local=settings.allow_local_code)
        own.start()
        app.state.answers = Answers(settings.cache_bytes)
        app.state.settings = settings
        warming = asyncio.create_task(engine.start())
        yield
        warming.cancel()
        await own.close()
        await engine.close()
        for store in stores.values():
            store.close()

    app = FastAPI(
        title="Kudari",
        summary="Gradient descent, step by step, computed by PyTorch.",
        description=ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
        responses={422: {"model": RefusedAnswer, "description": "Bad input: which field, and what is allowed."}},
    )
    for door in DOORS:
        app.include_router(door.router)
    app.mount("/static", Assets(directory=STATIC), name="static")
    app.add_middleware(BoundedBodies, most=settings.message_bytes)
    app.add_middleware(Headers)
    if settings.allow_local_code:
        # A page from elsewhere may have a name that leads here: it isn't asked under that name.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Json:
        return _refusal(problems(error.errors()))

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Json:
        return _refusal(error.problems)

    @app.exception_handler(400)
    async def unreadable(request: Request, error: Exception) -> Json:
        return _refusal([{"field": "body", "msg": "is not JSON: cannot be read"}])

    @app.exception_handler(Faulty)
    async def faulty(request: Request, error: Faulty) -> Json:
        problem = {"field": error.field, "msg": str(error), "fault": error.fault}
        return Json({"detail": [problem], "printed": error.printed}, status_code=422)

    @app.exception_handler(Off)
    async def off(request: Request, error: Off) -> Json:
        return Json({"detail": str(error)}, status_code=503)

    @app.exception_handler(BadField)
    async def bad_field(request: Request, error: BadField) -> Json:
        return _refusal([{"field": error.field, "msg": str(error)}])

    @app.exception_handler(Busy)
    async def busy(request: Request, error: Busy) -> Json:
        return Json({"detail": str(error)}, status_code=429, headers={"Retry-After": str(error.seconds)})

    @app.exception_handler(Unknown)
    async def unknown(request: Request, error: Unknown) -> Json:
        return Json({"detail": str(error)}, status_code=404)

    @app.exception_handler(Ended)
    async def ended(request: Request, error: Ended) -> Json:
        return Json({"detail": str(error)}, status_code=409)

    # Starlette logs the fault itself, and answers it outside all that is added above.
    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Json:
        return Json({"detail": "a fault of the server, which has logged it"}, status_code=500, headers=HEADERS)

    return app


def _refusal(problems: Sequence[Problem]) -> Json:
    return Json({"detail": problems}, status_code=422)


def _limits(settings: Settings) -> Limits:
    return Limits(
        runs=settings.own_runs_at_once,
        each=settings.own_runs_per_client,
        queue=settings.own_queue,
        seconds=settings.own_seconds,
        memory=settings.own_memory_bytes,
        output=settings.own_output_bytes,
    )
