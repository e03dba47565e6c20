"""A notebook: the program with prose between its parts, and figures that open where there is no internet."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from app.exports.cells import Cell
from app.exports.code import CodeOptions, heading, program
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
    """The notebook. Raises BadField where torch has no such optimizer."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    cells: list[Any] = []
    still = {"image/png": b64encode(_still(result, options)).decode()}
    for cell in program(result, options, *_figures(result)):
        prose = cell.prose if cells else f"# {heading(result)}\n\n{cell.prose}"
        outputs = []
        if cell.view:
            figure = json.loads(str(drawn(result, options.look, cell.view).to_json(remove_uids=False)))
            outputs.append(new_output("display_data", {PLOTLY: figure, "text/plain": "A figure of plotly", **still}))
            still = {}
        cells += [new_markdown_cell(prose), *([new_code_cell(cell.code, outputs=outputs)] if cell.code else [])]
    for number, cell in enumerate(cells):
        # The same run is the same file.
        cell["id"] = f"cell-{number}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return str(nbformat.writes(new_notebook(cells=cells, metadata=kernel))).encode()


def _figures(result: RunResult | TrainingResult) -> Iterator[Cell]:
    """What draws the like of each figure from the numbers that the notebook has computed."""
    if not isinstance(result, RunResult):
        yield Cell(NEEDS, LOSS.replace("LOSSES", "losses").strip(), "loss")
        return
    from app.exports.descent import called

    domain = result.spec.objective.load().domain
    code = CURVE if len(domain) == 1 else CONTOUR
    names = ("LOW", "HIGH") if len(domain) == 1 else ("LOW_X", "HIGH_X", "LOW_Y", "HIGH_Y")
    for name, end in zip(names, (end for ends in domain for end in ends), strict=True):
        code = code.replace(name, str(end))
    yield Cell(NEEDS, code.replace("CALL", called(result.spec, "places")).strip(), "hill")
    yield Cell("Its loss.", LOSS.replace("LOSSES", '[each["loss"] for each in records]').strip(), "loss")


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
