"""`/api/datasets`, `/api/networks`: what a network can be trained with, and which there are."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.fields import Spec
from app.core.training import DatasetBase, DatasetSpec
from app.engine import Engine
from app.web.encoding import Json
from app.web.examples import DATA
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


@router.get("/networks", summary="The networks", response_model=list[NetworkAnswer])
async def networks() -> Json:
    """Every network: which inputs it takes, and each parameter's default, range and help."""
    told = ("name", "title", "about", "parameters", "shapes")
    return Json([{name: getattr(entry, name) for name in told} for entry in NETWORKS])


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
