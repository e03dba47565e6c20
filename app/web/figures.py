"""`GET /api/figures/...`: the figures of the pages, as Plotly JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import from_json
from starlette.responses import Response

from app.core.catalogue.hyperparameters import RATE
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import START_LIMIT, Entry, Objective, Parameter, find
from app.core.fields import Spec
from app.core.spec import ObjectiveSpec
from app.engine import Engine

if TYPE_CHECKING:
    from app.figures.relief import Window
    from app.figures.theme import Theme

router = APIRouter(prefix="/api/figures", tags=["figures"])

Edge = Annotated[float | None, Query(ge=-2 * START_LIMIT, le=2 * START_LIMIT, allow_inf_nan=False)]
Look = Literal["light", "dark"]


class Shown(Spec):
    """What a figure shows."""

    objective: ObjectiveSpec


def _shown(
    objective: Annotated[
        str,
        Query(description="A name, or an objective as a run has it, as JSON.", examples=['{"name": "square"}']),
    ],
) -> ObjectiveSpec:
    """The objective that an address names."""
    try:
        content = from_json(objective) if objective.startswith("{") else {"name": objective}
    except ValueError as error:
        raise _refusal("objective", f"is not JSON: {error}") from error
    try:
        return Shown.model_validate_json(json.dumps({"objective": content})).objective
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


Asked = Annotated[ObjectiveSpec, Depends(_shown)]


@router.get("/hill")
async def hill(
    objective: Asked,
    request: Request,
    theme: Look = "light",
    view: Literal["curve", "contour", "surface"] | None = None,
    low: Edge = None,
    high: Edge = None,
    x0: Edge = None,
    x1: Edge = None,
    y0: Edge = None,
    y1: Edge = None,
) -> Response:
    """An objective's hill, its minima, and an empty path, over its domain or what is named of it.

    Of one coordinate: its curve from `low` to `high`. Of two: its contour or its surface from `x0` to `x1` and from
    `y0` to `y1`.
    """
    engine: Engine = request.app.state.engine
    entry = await engine.call(_whole, objective)
    edges = {"low": low, "high": high} if entry.dimension == 1 else {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
    given = {"low": low, "high": high, "x0": x0, "x1": x1, "y0": y0, "y1": y1}
    for name, value in given.items():
        if value is not None and name not in edges:
            raise _refusal(name, f"is not an edge of this hill: {', '.join(edges)} are")
    views = ("curve",) if entry.dimension == 1 else ("contour", "surface")
    if view is not None and view not in views:
        raise _refusal("view", f"must be {' or '.join(map(repr, views))} here, got {view!r}")
    window = _window(entry, edges)
    if entry.dimension == 1:
        return _plotly(await engine.call(_curve, entry, theme, window[0]))
    draw = _surface if view == "surface" else _contour
    return _plotly(await engine.call(draw, entry, theme, (window[0], window[1])))


@router.get("/loss")
async def loss(request: Request, theme: Look = "light") -> Response:
    """An empty loss curve."""
    engine: Engine = request.app.state.engine
    return _plotly(await engine.call(_loss, theme))


@router.get("/band")
async def band(request: Request, theme: Look = "light") -> Response:
    """An empty band of the losses of many networks."""
    engine: Engine = request.app.state.engine
    return _plotly(await engine.call(_band, theme))


@router.get("/seeds")
async def seeds(
    request: Request,
    optimizer: Annotated[str, Query(examples=["momentum"])],
    x: Annotated[str, Query(description="A hyperparameter.", examples=["lr"])],
    y: Annotated[str, Query(examples=["momentum"])],
    theme: Look = "light",
) -> Response:
    """An empty map of the seeds that learn, by two hyperparameters of a rule."""
    engine: Engine = request.app.state.engine
    rule = _among(OPTIMIZERS, "optimizer", optimizer)
    across, up = (_among(rule.parameters, name, asked) for name, asked in (("x", x), ("y", y)))
    return _plotly(await engine.call(_seeds, across, up, theme))


@router.get("/map")
async def map_(
    objective: Asked,
    request: Request,
    theme: Look = "light",
    coordinate: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """An empty map of learning rate and one coordinate of the start, over the objective's domain."""
    engine: Engine = request.app.state.engine
    entry = await engine.call(_whole, objective)
    if coordinate >= entry.dimension:
        raise _refusal("coordinate", f"must be below {entry.dimension} here, got {coordinate}")
    return _plotly(await engine.call(_map, entry, theme, coordinate))


def _among(entries: Sequence[Entry], field: str, name: str) -> Entry:
    try:
        return find(entries, name)
    except KeyError:
        raise _refusal(field, f"must be one of {', '.join(each.name for each in entries)}, got {name!r}") from None


def _whole(spec: ObjectiveSpec) -> Objective:
    """The function and its minima, which may have to be searched for."""
    return replace(spec.load(), minima=spec.minima())


def _window(objective: Objective, edges: dict[str, float | None]) -> list[tuple[float, float]]:
    """Both ends of each coordinate: what was asked for, else the domain's."""
    asked = list(edges.items())
    window = []
    for (begin, low), (end, high), domain in zip(asked[::2], asked[1::2], objective.domain, strict=True):
        span = (domain[0] if low is None else low, domain[1] if high is None else high)
        if span[0] >= span[1]:
            raise _refusal(begin, f"must be below {end}, {span[1]:g}, got {span[0]:g}")
        window.append(span)
    return window


def _refusal(field: str, reason: str) -> RequestValidationError:
    return RequestValidationError([{"loc": ("query", field), "msg": reason, "type": "value_error"}])


def _plotly(figure: str) -> Response:
    return Response(figure, media_type="application/json")


def _curve(objective: Objective, theme: Theme, span: tuple[float, float]) -> str:
    from app.figures.hill import hill_figure

    return str(hill_figure(objective, theme, span=span).to_json(remove_uids=False))


def _contour(objective: Objective, theme: Theme, window: Window) -> str:
    from app.figures.contour import contour_figure

    return str(contour_figure(objective, theme, window=window).to_json(remove_uids=False))


def _surface(objective: Objective, theme: Theme, window: Window) -> str:
    from app.figures.surface import surface_figure

    return str(surface_figure(objective, theme, window=window).to_json(remove_uids=False))


def _loss(theme: Theme) -> str:
    from app.figures.loss import loss_figure

    return str(loss_figure(theme).to_json(remove_uids=False))


def _band(theme: Theme) -> str:
    from app.figures.band import band_figure

    return str(band_figure(theme).to_json(remove_uids=False))


def _seeds(across: Parameter, up: Parameter, theme: Theme) -> str:
    from app.figures.axes import of_parameter
    from app.figures.seeds import seeds_figure

    return str(seeds_figure(of_parameter(across), of_parameter(up), theme).to_json(remove_uids=False))


def _map(objective: Objective, theme: Theme, coordinate: int) -> str:
    from app.figures.axes import of_parameter, of_start
    from app.figures.map import map_figure

    figure = map_figure(len(objective.minima), of_parameter(RATE), of_start(objective, coordinate), theme)
    return str(figure.to_json(remove_uids=False))
