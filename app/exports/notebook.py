"""A notebook: the program with prose between its parts, and figures that open where there is no internet."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from app.core.fields import BadField
from app.core.own import OwnSpec
from app.exports.cells import Cell
from app.exports.code import CodeOptions, heading, parts
from app.exports.figure import drawn
from app.exports.options import Seen
from app.exports.results import RunResult, TrainingResult

PLOTLY = "application/vnd.plotly.v1+json"
NEEDS = "Kudari's figure. Drawn anew, it needs plotly: `pip install plotly`."
LOSS = """
import plotly.graph_objects as go

figure = go.Figure(layout={"xaxis_title": "step", "yaxis_title": "loss"})
figure.add_scatter(y=LOSSES, mode="lines")
figure
"""
CURVE = """
import plotly.graph_objects as go

places = torch.linspace(LOW, HIGH, 601)[:, None]
figure = go.Figure(layout={"xaxis_title": "x", "yaxis_title": "f(x)"})
figure.add_scatter(x=places[:, 0].tolist(), y=CALL.tolist(), mode="lines", name="the hill")
figure.add_scatter(x=[each["point"][0] for each in records], y=[each["loss"] for each in records], name="the run")
figure
"""
CONTOUR = """
import plotly.graph_objects as go

across, up = torch.linspace(LOW_X, HIGH_X, 121), torch.linspace(LOW_Y, HIGH_Y, 121)
places = torch.stack(torch.meshgrid(across, up, indexing="xy"), -1)
figure = go.Figure(layout={"xaxis_title": "x", "yaxis_title": "y"})
figure.add_contour(x=across.tolist(), y=up.tolist(), z=CALL.tolist(), name="the hill")
figure.add_scatter(x=[each["point"][0] for each in records], y=[each["point"][1] for each in records], name="the run")
figure
"""


class NotebookOptions(CodeOptions, Seen):
    """Whose optimizer it is, and the figures' colours."""


def write(result: RunResult | TrainingResult, options: NotebookOptions) -> bytes:
    """The notebook. Raises BadField where torch has no such optimizer, and of an own one."""
    if isinstance(result.spec.optimizer, OwnSpec):
        raise BadField(f"{result.noun}.optimizer", "must be one of Kudari's for a notebook")
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    first, *others = parts(result, options)
    cells = [new_markdown_cell(f"# {heading(result)}\n\n{first.prose}"), new_code_cell(first.code)]
    for cell in others:
        cells += [new_markdown_cell(cell.prose), *([new_code_cell(cell.code)] if cell.code else [])]
    still = {"image/png": b64encode(_still(result, options)).decode()}
    for view, cell in _figures(result):
        figure = json.loads(str(drawn(result, options.look, view).to_json(remove_uids=False)))
        output = new_output("display_data", {PLOTLY: figure, "text/plain": "A figure of plotly", **still})
        cells += [new_markdown_cell(cell.prose), new_code_cell(cell.code, outputs=[output])]
        still = {}
    for number, cell in enumerate(cells):
        # The same run is the same file.
        cell["id"] = f"cell-{number}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return str(nbformat.writes(new_notebook(cells=cells, metadata=kernel))).encode()


def _figures(result: RunResult | TrainingResult) -> Iterator[tuple[str, Cell]]:
    """Each figure, and what draws the like of it from the numbers that the notebook has computed."""
    if not isinstance(result, RunResult):
        yield "loss", Cell(NEEDS, LOSS.replace("LOSSES", "losses").strip())
        return
    from app.exports.descent import called

    domain = result.spec.objective.load().domain
    code = CURVE if len(domain) == 1 else CONTOUR
    names = ("LOW", "HIGH") if len(domain) == 1 else ("LOW_X", "HIGH_X", "LOW_Y", "HIGH_Y")
    for name, end in zip(names, (end for ends in domain for end in ends), strict=True):
        code = code.replace(name, str(end))
    yield "hill", Cell(NEEDS, code.replace("CALL", called(result.spec, "places")).strip())
    yield "loss", Cell("Its loss.", LOSS.replace("LOSSES", '[each["loss"] for each in records]').strip())


def _still(result: RunResult | TrainingResult, options: NotebookOptions) -> bytes:
    """A picture for where no figure can be drawn, as on a page that shows notebooks and runs no scripts."""
    from app.exports.pictures import PngSpec
    from app.exports.png import png

    told: Any = [result] if isinstance(result, RunResult) else result
    drawing = png(PngSpec.model_validate({result.noun: result.spec, "look": options.look}), told)
    while True:
        try:
            next(drawing)
        except StopIteration as end:
            file: bytes = end.value
            return file
