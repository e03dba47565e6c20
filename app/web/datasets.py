"""`/api/datasets`, `/api/networks`: what a network can be trained with, and which there are."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.fields import Spec
from app.core.training import DatasetBase, DatasetSpec, PointsSpec
from app.engine import Engine
from app.web.encoding import Json
from app.web.errors import TOLD, Problem, Refused
from app.web.examples import DATA, TABLE
from app.web.lab_replies import DataAnswer, DatasetAnswer, NetworkAnswer

router = APIRouter(prefix="/api", tags=["trainings"])


class Wanted(Spec):
    """Which data."""

    data: DatasetSpec


@router.get("/datasets", summary="The data sets", response_model=list[DatasetAnswer])
async def datasets() -> Json:
    """Every data set: the shape of an input, its classes, and each parameter's default, range and help."""
    told = ("name", "title", "about", "shape", "classes", "parameters", "training")
    return Json([{name: getattr(entry, name) for name in told} for entry in DATASETS])


@router.post("/datasets", summary="The samples of a data set", response_model=DataAnswer)
async def samples(wanted: Annotated[Wanted, Body(openapi_examples=DATA)], request: Request) -> Json:
    """The samples for training and for testing, in the order in which they are given."""
    engine: Engine = request.app.state.engine
    return Json(await engine.call(_samples, wanted.data))


@router.post(
    "/datasets/csv",
    summary="Points from a table",
    response_model=PointsSpec,
    openapi_extra={"requestBody": {"required": True, "content": {"text/csv": {"example": TABLE}}}},
)
async def table(request: Request) -> Json:
    """A CSV file's points as the data of a training. Its columns are x, y and label, by a header or in this order."""
    from app.core.lab.data.table import BadTable, points

    engine: Engine = request.app.state.engine
    text = _text(request.headers.get("Content-Type", ""), await request.body())
    try:
        read = await engine.call(points, text)
    except BadTable as bad:
        raise Refused([{"field": field, "msg": msg} for field, msg in bad.problems[:TOLD]]) from bad
    return Json(PointsSpec(name="points", **read).model_dump())


@router.get("/networks", summary="The networks", response_model=list[NetworkAnswer])
async def networks() -> Json:
    """Every network: which inputs it takes, and each parameter's default, range and help."""
    told = ("name", "title", "about", "parameters", "shapes")
    return Json([{name: getattr(entry, name) for name in told} for entry in NETWORKS])


def _text(kind: str, body: bytes) -> str:
    """A table as it was sent, which pages from elsewhere can't do without asking."""
    problem: Problem = {"field": "body", "msg": "must be sent as Content-Type: text/csv"}
    if kind.partition(";")[0].strip().lower() != "text/csv":
        raise Refused([problem])
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem["msg"] = f"must be UTF-8: byte {error.start + 1} is not"
        raise Refused([problem]) from error


def _samples(spec: DatasetBase) -> dict[str, Any]:
    data = spec.load()
    return {
        "data": spec.model_dump(),
        "shape": data.shape,
        "classes": data.classes,
        "domain": data.domain,
        "training": _lists(data.training),
        "test": data.test and _lists(data.test),
    }


def _lists(samples: Any) -> dict[str, Any]:
    return {"inputs": samples.inputs.tolist(), "labels": samples.labels.tolist()}
