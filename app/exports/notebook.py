"""A notebook: the program with prose between its parts, and figures that open where there is no internet."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from app.exports.cells import Cell
from app.exports.code import CodeOptions, heading, program
from app.exports.figure import drawn
from app.exports.options import Seen, Theme
from app.exports.results import RunResult, TrainingResult

PLOTLY = "application/vnd.plotly.v1+json"
NEEDS = "Kudari's figure. Run, this cell draws another like it, for which it needs plotly: `pip install plotly`."
LOSS = """
import plotly.graph_objects as go

figure = go.Figure(layout={"template": TEMPLATE, "xaxis_title": "step", "yaxis_title": "loss"})
figure.add_scatter(y=LOSSES, mode="lines")
figure
"""
CURVE = """
import plotly.graph_objects as go

places = torch.linspace(LOW_X, HIGH_X, 601)[:, None]
heights = CALL
shown = heights[heights.isfinite()]
low, high = shown.min().item(), shown.max().item()
figure = go.Figure(layout={"template": TEMPLATE, "xaxis_title": "x", "yaxis_title": "f(x)"})
figure.update_xaxes(range=[LOW_X, HIGH_X])
figure.update_yaxes(range=[low - 0.1 * (high - low), high + 0.1 * (high - low)])
figure.add_scatter(x=places[:, 0].tolist(), y=heights.tolist(), mode="lines", name="the hill")
figure.add_scatter(
    x=[each["point"][0] for each in records], y=[each["loss"] for each in records], mode="markers", name="the run"
)
figure
"""
CONTOUR = """
import plotly.graph_objects as go

across, up = torch.linspace(LOW_X, HIGH_X, 121), torch.linspace(LOW_Y, HIGH_Y, 121)
heights = CALL
# The logarithm shows the floor of a valley too.
bands = (heights - heights[heights.isfinite()].min()).log1p()
figure = go.Figure(layout={"template": TEMPLATE, "xaxis_title": "x", "yaxis_title": "y"})
figure.update_xaxes(range=[LOW_X, HIGH_X])
figure.update_yaxes(range=[LOW_Y, HIGH_Y])
figure.add_contour(x=across.tolist(), y=up.tolist(), z=bands.tolist(), colorscale=SCALE, showscale=False)
figure.add_scatter(x=[each["point"][0] for each in records], y=[each["point"][1] for each in records], name="the run")
figure
"""
PLANE = 'torch.stack(torch.meshgrid(across, up, indexing="xy"), -1)'
DRAWN = {"light": ("plotly_white", "Blues_r"), "dark": ("plotly_dark", "Blues")}


class NotebookOptions(CodeOptions, Seen):
    """Whose optimizer it is, and the figures' colours."""


def write(result: RunResult | TrainingResult, options: NotebookOptions) -> bytes:
    """The notebook. Raises BadField where torch has no such optimizer."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    cells: list[Any] = []
    still = {"image/png": b64encode(_still(result, options)).decode()}
    for cell in program(result, options, *_figures(result, options.look)):
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


def _figures(result: RunResult | TrainingResult, look: Theme) -> Iterator[Cell]:
    """What draws the like of each figure from the numbers that the notebook has computed."""
    template, scale = DRAWN[look]
    said = {"TEMPLATE": f'"{template}"', "SCALE": f'"{scale}"'}
    if isinstance(result, RunResult):
        from app.exports.descent import called

        domain = result.spec.objective.load().domain
        flat = len(domain) == 1
        for axis, ends in zip("XY", domain, strict=False):
            said |= {f"{name}_{axis}": str(end) for name, end in zip(("LOW", "HIGH"), ends, strict=True)}
        said |= {
            "CALL": called(result.spec, "places" if flat else PLANE),
            "LOSSES": '[each["loss"] for each in records]',
        }
        yield Cell(NEEDS, _filled(CURVE if flat else CONTOUR, said), "hill")
        yield Cell("Its loss.", _filled(LOSS, said), "loss")
    else:
        yield Cell(NEEDS, _filled(LOSS, said | {"LOSSES": "losses"}), "loss")


def _filled(code: str, said: Mapping[str, str]) -> str:
    for name, text in said.items():
        code = code.replace(name, text)
    return code.strip()


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
