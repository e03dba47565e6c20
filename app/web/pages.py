"""The pages. None of them waits for torch."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import Response

from app.exports.formats import FORMATS
from app.exports.table import TABLES
from app.web.assets import version
from app.web.headers import policy

router = APIRouter(include_in_schema=False)

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "static" / "vendor"
CONTENT = ("presets", "challenges")


def _static(request: Request) -> dict[str, str]:
    """Where a page has its scripts and styles from: the address changes when one of them does."""
    return {"static": f"/static/{version(ROOT / 'static')}"}


templates = Jinja2Templates(ROOT / "templates", context_processors=[_static])


def vendored() -> dict[str, str]:
    """The address of each vendored file by its name without the version, such as `plotly/plotly.css`."""
    entries = json.loads((VENDOR / "manifest.json").read_text())
    return {entry["file"].replace(f"-{entry['version']}", ""): f"/static/vendor/{entry['file']}" for entry in entries}


templates.env.globals["vendor"] = vendored()
templates.env.globals["exports"] = FORMATS
templates.env.globals["tables"] = {noun: [*tables] for noun, tables in TABLES.items()}


@router.get("/")
async def hill(request: Request) -> Response:
    """A ball rolls down a curve."""
    return templates.TemplateResponse(request, "hill.html", {**_shown(), "frame_ancestors": _ancestors(request)})


@router.get("/embed")
async def embed(request: Request) -> Response:
    """The hill alone, for a frame of another page."""
    headers = {"Content-Security-Policy": policy(_ancestors(request))}
    return templates.TemplateResponse(request, "embed.html", _shown(), headers=headers)


@router.get("/classifier")
async def classifier(request: Request) -> Response:
    """A small network learns two patterns."""
    return templates.TemplateResponse(request, "classifier.html")


@router.get("/rating")
async def rating(request: Request) -> Response:
    """A rating that isn't learning, and the descent that is."""
    return templates.TemplateResponse(request, "rating.html")


@router.get("/optimizer")
async def optimizer(request: Request) -> Response:
    """Somebody's own update rule, beside those of torch."""
    return templates.TemplateResponse(request, "optimizer.html")


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The API, to read and to try."""
    return templates.TemplateResponse(request, "docs.html")


def _shown() -> dict[str, object]:
    return {name: json.loads((ROOT / "static" / f"{name}.json").read_text()) for name in CONTENT}


def _ancestors(request: Request) -> str:
    return str(request.app.state.settings.frame_ancestors)
