"""Own optimizers are taken home as Kudari's own are: their numbers, their pictures and their programs."""

import csv
import io

import pytest
from PIL import Image

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find
from tests.exports.clean import process
from tests.exports.sources import NOISY

ADAM = {"source": find(TEMPLATES, "adam").source(), "class": "Adam", "lr": 0.1}
RUN = {"objective": {"name": "himmelblau"}, "optimizer": ADAM, "start": [1.0, 1.0], "steps": 20}
CHANCE = {"source": NOISY, "class": "Noisy", "lr": 0.01}
TRAINING = {"optimizer": CHANCE, "schedule": {"name": "exponential"}, "epochs": 1}


@pytest.fixture
def host(own_host):
    """The server whose sandbox is on."""
    return own_host


@pytest.fixture(scope="module")
def clean():
    """A process that has torch alone."""
    with process() as run:
        yield run


def export(client, kind, **what):
    answer = client.post(f"/api/exports/{kind}", json=what)
    assert answer.status_code == 200, answer.text
    return answer


def test_a_table_has_all_that_it_keeps(client):
    """A column for each number under the names of its own, empty before there is one; the numbers are the run's."""
    steps = client.post("/api/runs", json=RUN).json()["steps"]
    head, *rows = csv.reader(io.StringIO(export(client, "csv", run=RUN).text))
    assert head == ["step", "x", "y", "loss", "grad_x", "grad_y", "t", "m_x", "m_y", "v_x", "v_y"]
    assert rows[0][6:] == [""] * 5
    assert [float(cell) for cell in rows[-1][1:3]] == steps["point"][-1]
    assert [float(cell) for cell in rows[-1][7:9]] == steps["state"]["m"][-1]


def test_what_is_no_number_is_text_that_no_spreadsheet_works_out(client):
    """Also what a source calls its state."""
    source = ADAM["source"].replace('state["t"] += 1', 'state["t"] += 1; state["=1+1"] = {"a": [1]}')
    table = export(client, "csv", run={**RUN, "optimizer": {**ADAM, "source": source}}).text
    head, _, row, *_ = csv.reader(io.StringIO(table))
    assert head[-1] == "'=1+1" and row[-1] == '{"a": [1]}'


def test_no_two_columns_have_one_name(client):
    """What is kept under the name of another column is told apart, and a list of nothing is there too."""
    kept = 'state["t"] += 1; state["loss"] = 7.0; state["m_x"] = 8.0; state["rate"] = 9.0; state["none"] = []'
    source = ADAM["source"].replace('state["t"] += 1', kept)
    table = export(client, "csv", run={**RUN, "optimizer": {**ADAM, "source": source}}).text
    head, _, row, *_ = csv.reader(io.StringIO(table))
    cells = dict(zip(head, row, strict=True))
    assert len(cells) == len(head)
    assert [cells[name] for name in ("state_loss", "state_rate", "none")] == ["7.0", "9.0", "[]"]
    assert "8.0" in (cells["m_x"], cells["state_m_x"])


def test_the_door_of_runs_answers_a_table_too(client):
    """Where a client asks for text/csv."""
    answer = client.post("/api/runs", json=RUN, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == export(client, "csv", run=RUN).text


def test_a_race_with_it_is_drawn(client):
    """A picture for each step, of the built-in rule beside it too."""
    beside = {**RUN, "optimizer": {"name": "adam", "lr": 0.1}}
    with Image.open(io.BytesIO(export(client, "gif", race=[RUN, beside], speed=10).content)) as gif:
        assert gif.n_frames == RUN["steps"] + 1


@pytest.mark.parametrize("kind", ["python", "notebook"])
@pytest.mark.parametrize("what", [{"run": RUN}, {"training": TRAINING}], ids=["run", "training"])
def test_its_program_gives_the_same_numbers(client, clean, kind, what):
    """As a script and as a notebook, to the last bit, by chance too; each has the class's name."""
    ((noun, spec),) = what.items()
    answer = export(client, kind, **what)
    assert f"-{spec['optimizer']['class']}." in answer.headers["content-disposition"]
    code = [answer.text] if kind == "python" else code_cells(answer)
    numbers = client.post(f"/api/{noun}s", json=spec).json()
    done = clean(*code)
    assert "to the last bit" in done["said"]
    losses = done["losses"] if noun == "training" else [each["loss"] for each in done["records"]]
    assert losses == numbers["steps"]["loss"]


def code_cells(answer):
    return ["".join(cell["source"]) for cell in answer.json()["cells"] if cell["cell_type"] == "code"]


def test_what_it_cannot_be_is_said(client):
    """By torch's own it isn't; a source that goes wrong is told as ever."""
    answer = client.post("/api/exports/notebook", json={"run": RUN, "optimizer": "torch"})
    assert answer.json()["detail"] == [
        {"field": "optimizer", "msg": "must be 'kudari' here: torch has no optimizer of yours"}
    ]
    wrong = {**RUN, "optimizer": {**ADAM, "source": "1 / 0"}}
    (problem,) = client.post("/api/exports/csv", json={"run": wrong}).json()["detail"]
    assert problem["field"] == "run.optimizer.source" and problem["fault"]["line"] == 1
