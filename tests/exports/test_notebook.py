"""The notebook: valid, its code gives Kudari's numbers, its figures are there without the internet."""

import json

import nbformat
import pytest

from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.figure import FigureOptions
from app.exports.figure import write as figure
from app.exports.notebook import PLOTLY, NotebookOptions, write
from tests.exports.cases import OWN_RUNS, OWN_TRAININGS, RUNS, TRAININGS
from tests.exports.sources import OWN

NOTEBOOKS = {
    **{name: (RunSpec, RUNS[name]) for name in ("bumpy at 0.003", "square at 5.0", "himmelblau at 0.003", "cosine")},
    "typed": (RunSpec, RUNS["sign(x)*x + tan(y/3) + e*y**2 - (-x)**3"]),
    "moons": (TrainingSpec, TRAININGS["perceptron with moons"]),
    "too far": (TrainingSpec, TRAININGS["diverging"]),
    **{f"a run by {name}": (OwnRunSpec, OWN_RUNS[name]) for name in (*OWN, "diverging")},
    **{
        f"a training by {name}": (OwnTrainingSpec, OWN_TRAININGS[name])
        for name in ("one that takes all names", "moons")
    },
}


def code(written):
    """The cells with code of a notebook that is valid."""
    notebook = nbformat.reads(written.decode(), as_version=4)
    nbformat.validate(notebook)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("case", NOTEBOOKS)
def test_it_runs_from_the_top(computed, clean, case):
    """Its cells, one after the other, come to Kudari's last record, and draw what it holds."""
    result = computed(*NOTEBOOKS[case])
    cells = code(write(result, NotebookOptions()))
    done = clean(*(cell.source for cell in cells))
    (drawn,) = (value for key, value in done.items() if key.rstrip("_") == "figure" and value != "mine")
    assert "to the last bit" in done["said"]
    assert drawn[-1]["y"] == list(result.steps.loss)


def test_an_own_source_has_a_cell(computed, clean):
    """As it is, before all that is made of it; what it names is after all cells what it was."""
    content = OWN_RUNS["one that takes all names"]
    _, source, *others = cells = [cell.source for cell in code(write(computed(OwnRunSpec, content), NotebookOptions()))]
    assert source == content["optimizer"]["source"].strip("\n")
    alone, done = clean(source), clean(*cells)
    assert len(alone) > 30 and len(others) > 3
    kept = alone.keys() - {"said", "steps"}
    assert {name: done[name] for name in kept} == {name: alone[name] for name in kept}


def test_its_figures_are_in_it(computed):
    """Kudari's own figure, for whatever draws Plotly's, and a picture for what draws none; nothing is fetched."""
    result = computed(RunSpec, RUNS["cosine"])
    written = write(result, NotebookOptions(look="dark"))
    hill, loss = (cell.outputs[0].data for cell in code(written) if cell.outputs)
    assert hill[PLOTLY] == json.loads(figure(result, FigureOptions(look="dark")))
    assert loss[PLOTLY] == json.loads(figure(result, FigureOptions(look="dark", view="loss")))
    assert hill["image/png"].startswith("iVBOR")
    assert b"http" not in written


def test_the_same_run_is_the_same_file(computed):
    """Byte for byte."""
    first, second = (write(computed(RunSpec, RUNS["cosine"]), NotebookOptions()) for _ in range(2))
    assert first == second
