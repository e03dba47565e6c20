"""The notebook: valid, its code gives Kudari's numbers, its figures are there without the internet."""

import json

import nbformat
import pytest

from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.figure import FigureOptions
from app.exports.figure import write as figure
from app.exports.notebook import PLOTLY, NotebookOptions, write

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6], "steps": 30}
RUNS = (
    RUN,
    RUN | {"objective": {"name": "himmelblau"}, "start": [0.5, 0.5], "schedule": {"name": "cosine"}},
    RUN | {"objective": {"name": "typed", "formula": "x**4 - x*y + y**2"}, "start": [0.5, 0.5]},
)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("content", RUNS, ids=lambda content: content["objective"]["name"])
def test_it_runs_from_the_top(computed, capsys, content):
    """It is a valid notebook, and its cells, one after the other, come to Kudari's last record and draw it."""
    result = computed(RunSpec, content)
    notebook = nbformat.reads(write(result, NotebookOptions()).decode(), as_version=4)
    nbformat.validate(notebook)
    namespace = {}
    for cell in code(notebook):
        exec(cell.source, namespace)
    assert namespace["records"][-1] == result.steps.record(-1)
    assert [*namespace["figure"].data[-1].y] == result.steps.loss.tolist()
    assert "to the last bit" in capsys.readouterr().out


def test_a_training_runs_from_the_top(computed, capsys):
    """As a program does; and torch's own optimizer may stand in it."""
    result = computed(TrainingSpec, {"epochs": 1})
    notebook = nbformat.reads(write(result, NotebookOptions(optimizer="torch")).decode(), as_version=4)
    nbformat.validate(notebook)
    namespace = {}
    for cell in code(notebook):
        exec(cell.source, namespace)
    assert namespace["losses"] == result.steps.loss
    assert "The end is Kudari's" in capsys.readouterr().out


def test_its_figures_are_in_it(computed):
    """Kudari's own figure, for whatever draws Plotly's, and a picture for what draws none; nothing is fetched."""
    result = computed(RunSpec, RUN)
    written = write(result, NotebookOptions(look="dark"))
    hill, loss = (cell.outputs[0].data for cell in code(nbformat.reads(written.decode(), as_version=4)) if cell.outputs)
    assert hill[PLOTLY] == json.loads(figure(result, FigureOptions(look="dark")))
    assert loss[PLOTLY] == json.loads(figure(result, FigureOptions(look="dark", view="loss")))
    assert hill["image/png"].startswith("iVBOR")
    assert b"http" not in written


def test_the_same_run_is_the_same_file(computed):
    """Byte for byte."""
    assert write(computed(RunSpec, RUN), NotebookOptions()) == write(computed(RunSpec, RUN), NotebookOptions())
