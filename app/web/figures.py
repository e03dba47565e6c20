"""`GET /api/figures/...`: the figures of the pages, as Plotly JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import RATE
from app.core.entries import START_LIMIT, Objective, find
from app.engine import Engine

if TYPE_CHECKING:
    from app.figures.theme import Theme

router = APIRouter(prefix="/api/figures", tags=["figures"])

Edge = Annotated[float | None, Query(ge=-2 * START_LIMIT, le=2 * START_LIMIT, allow_inf_nan=False)]


@router.get("/hill")
async def hill(
    objective: Literal[tuple(entry.name for entry in OBJECTIVES)],  # type: ignore[valid-type]
    request: Request,
    theme: Literal["light", "dark"] = "light",
    low: Edge = None,
    high: Edge = None,
) -> Response:
    """The curve of an objective from `low` to `high`, or over its domain, its minima, and an empty path."""
    engine: Engine = request.app.state.engine
    entry = find(OBJECTIVES, objective)
    domain = entry.domain[0]
    span = (domain[0] if low is None else low, domain[1] if high is None else high)
    if span[0] >= span[1]:
        raise RequestValidationError([{"loc": ("query", "low"), "msg": "must be below high", "type": "value_error"}])
    return _plotly(await engine.call(_hill, entry, theme, span))


@router.get("/loss")
async def loss(request: Request, theme: Literal["light", "dark"] = "light") -> Response:
    """An empty loss curve."""
    engine: Engine = request.app.state.engine
    return _plotly(await engine.call(_loss, theme))


@router.get("/map")
async def map_(
    objective: Literal[tuple(entry.name for entry in OBJECTIVES)],  # type: ignore[valid-type]
    request: Request,
    theme: Literal["light", "dark"] = "light",
) -> Response:
    """An empty map of learning rate and start over the objective's domain."""
    engine: Engine = request.app.state.engine
    return _plotly(await engine.call(_map, find(OBJECTIVES, objective), theme))


def _plotly(figure: str) -> Response:
    return Response(figure, media_type="application/json")


def _hill(objective: Objective, theme: Theme, span: tuple[float, float]) -> str:
    from app.figures.hill import hill_figure

    return str(hill_figure(objective, theme, span=span).to_json(remove_uids=False))


def _loss(theme: Theme) -> str:
    from app.figures.loss import loss_figure

    return str(loss_figure(theme).to_json(remove_uids=False))


def _map(objective: Objective, theme: Theme) -> str:
    from app.figures.map import map_figure

    return str(map_figure(objective, RATE, theme).to_json(remove_uids=False))
