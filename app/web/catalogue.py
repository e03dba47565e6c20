"""`/api/objectives`, `/api/optimizers`, `/api/schedules`: what there is, as the page's forms are drawn from it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Query, Request

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.catalogue.templates import TEMPLATES
from app.core.entries import START_LIMIT, Objective, Optimizer, find
from app.core.grammar import FormulaError
from app.core.notation import Symbol, lines, mathml
from app.core.spec import ObjectiveSpec
from app.core.standalone import standalone as alone
from app.core.trees import parsed
from app.engine import Engine
from app.web.encoding import Json
from app.web.errors import Refused
from app.web.examples import DESCRIBED
from app.web.replies import (
    FailedAnswer,
    ObjectiveAnswer,
    OptimizerAnswer,
    ScheduleAnswer,
    SourceAnswer,
    TemplateAnswer,
)

router = APIRouter(prefix="/api", tags=["catalogue"])

UNKNOWN_OPTIMIZER: dict[int | str, dict[str, Any]] = {
    404: {"model": FailedAnswer, "description": "No optimizer has this name."}
}

STANDALONE = "With all that it rests on, so that it runs where Kudari is not."

POINT = {"x": Symbol("x", indexed=True), "g": Symbol("f′", indexed=True, of="x"), "t": Symbol("t")}


@router.get("/objectives", summary="What can be descended", response_model=list[ObjectiveAnswer])
async def objectives() -> Json:
    """Every objective: formula, domain, a good start, known minima."""
    return Json([_objective(entry) for entry in OBJECTIVES])


@router.post("/objectives", summary="What is known of an objective", response_model=ObjectiveAnswer)
async def objective(spec: Annotated[ObjectiveSpec, Body(openapi_examples=DESCRIBED)], request: Request) -> Json:
    """All that can be told of an objective of a run, a typed one too: gradient, minima, a good start."""
    engine: Engine = request.app.state.engine
    try:
        return Json(_objective(await engine.call(spec.describe)))
    except FormulaError as error:
        raise Refused([{"field": "formula", "msg": str(error), "column": error.column}]) from error


@router.get("/optimizers", summary="The update rules", response_model=list[OptimizerAnswer])
async def optimizers() -> Json:
    """Every update rule: its formula, line by line, and each hyperparameter's default, range and help."""
    return Json([_optimizer(entry) for entry in OPTIMIZERS])


@router.get("/optimizers/templates", summary="What to begin an own rule with", response_model=list[TemplateAnswer])
async def templates() -> Json:
    """Short optimizers, each a Python module of its own."""
    return Json([{"name": each.name, "title": each.title, "source": each.source()} for each in TEMPLATES])


@router.get(
    "/optimizers/{name}/source", summary="A rule's source", response_model=SourceAnswer, responses=UNKNOWN_OPTIMIZER
)
async def source(name: str, standalone: Annotated[bool, Query(description=STANDALONE)] = False) -> Json:
    """The file of the update rule, as it runs."""
    try:
        entry = find(OPTIMIZERS, name)
    except KeyError:
        raise HTTPException(404, "no optimizer has this name") from None
    file = f"{entry.target.partition(':')[0].replace('.', '/')}.py"
    text = alone(entry.target) if standalone else entry.source()
    return Json({"file": file, "reference": entry.reference, "source": text})


@router.get("/schedules", summary="The schedules of the learning rate", response_model=list[ScheduleAnswer])
async def schedules() -> Json:
    """Every schedule: torch's call, and each parameter's default, range and help."""
    told = ("name", "title", "about", "reference", "parameters")
    return Json([{name: getattr(entry, name) for name in told} for entry in SCHEDULES])


def _objective(entry: Objective) -> dict[str, Any]:
    symbols = {"x": Symbol("x"), "y": Symbol("y")}
    symbols |= {parameter.name: Symbol(parameter.symbols[0]) for parameter in entry.parameters}
    return {
        "name": entry.name,
        "title": entry.title,
        "about": entry.about,
        "formula": entry.formula,
        "gradient": entry.gradient,
        "mathml": {
            "formula": mathml(entry.formula, symbols),
            "gradient": [mathml(line, symbols) for line in entry.gradient],
        },
        "dimension": entry.dimension,
        "domain": entry.domain,
        "start": {"default": entry.start, "minimum": -START_LIMIT, "maximum": START_LIMIT},
        "minima": entry.minima,
        "parameters": entry.parameters,
        "source": entry.source,
    }


def _optimizer(entry: Optimizer) -> dict[str, Any]:
    symbols = dict(POINT)
    for parameter in entry.parameters:
        names = [parameter.name]
        if len(parameter.symbols) > 1:
            names = [f"{parameter.name.removesuffix('s')}{place + 1}" for place in range(len(parameter.symbols))]
        symbols |= {name: Symbol(text) for name, text in zip(names, parameter.symbols, strict=True)}
    symbols |= {each.name: Symbol(each.symbol) for each in entry.intermediates}
    symbols |= {state.name: Symbol(state.symbol, indexed=True) for state in entry.state}
    return {
        "name": entry.name,
        "title": entry.title,
        "about": entry.about,
        "reference": entry.reference,
        "formula": list(entry.update),
        "mathml": lines(entry.update, symbols),
        "edge": parsed(entry.edge) if entry.edge else None,
        "parameters": entry.parameters,
        "state": entry.state,
        "intermediates": entry.intermediates,
        "hue": entry.hue,
    }
