"""`/docs/protocol.md` and its like, `/examples/stream.py`: what a programmer reads, where there is no internet too."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from starlette.responses import PlainTextResponse, Response

from app.web.pages import ROOT, templates

router = APIRouter(include_in_schema=False)

PAPERS = {str(path.relative_to(ROOT)): path for path in sorted(ROOT.glob("docs/**/*.md"))}
PROGRAMS = {str(path.relative_to(ROOT)): path for path in sorted(ROOT.glob("examples/*.py"))}


@router.get("/docs/{name:path}")
async def paper(name: str, request: Request) -> Response:
    """A paper under its own name, so that its links to others lead there."""
    path = PAPERS.get(f"docs/{name}")
    if path is None:
        raise HTTPException(404)
    title, text = read(path)
    return templates.TemplateResponse(request, "paper.html", {"title": title, "text": text})


@router.get("/examples/{name}")
async def program(name: str) -> Response:
    """An example to take along."""
    path = PROGRAMS.get(f"examples/{name}")
    if path is None:
        raise HTTPException(404)
    return PlainTextResponse(path.read_text())


@cache
def read(path: Path) -> tuple[str, str]:
    """A paper's title, and the whole of it as HTML, its headings under the names that its links have."""
    text = path.read_text()
    html: str = MarkdownIt().enable("table").use(anchors_plugin, max_level=4).render(text)
    return text.partition("\n")[0].removeprefix("# "), html
