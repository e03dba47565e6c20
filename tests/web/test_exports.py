"""`POST /api/exports/...`, and tables where `Accept` asks for them."""

import csv
import io

import pytest

from app.web.examples import ENSEMBLE_MAPS, ENSEMBLES, RUNS, SWEEPS

RUN = RUNS["a rate that anneals"]["value"]
TRAINING = {"epochs": 1}
SWEEP = SWEEPS["rate and start"]["value"]
MANY = ENSEMBLES["shuffled"]["value"]
SEEDS = ENSEMBLE_MAPS["rate and momentum"]["value"]
DOORS = [
    ("runs", "run", RUN),
    ("trainings", "training", TRAINING),
    ("sweeps", "sweep", SWEEP),
    ("trainings/ensembles", "ensemble", MANY),
    ("trainings/maps", "ensemble_map", SEEDS),
]
ALONE = "must be given alone: run, training, sweep, ensemble or ensemble_map"


@pytest.mark.parametrize(
    ("kind", "media", "file"),
    [
        ("csv", "text/csv; charset=utf-8", "kudari-bumpy-adam.csv"),
        ("json", "application/json", "kudari-bumpy-adam.json"),
        ("python", "text/x-python; charset=utf-8", "kudari-bumpy-adam.py"),
        ("notebook", "application/x-ipynb+json", "kudari-bumpy-adam.ipynb"),
        ("figure", "application/json", "kudari-bumpy-adam.plotly.json"),
    ],
)
def test_a_file_says_what_it_is(client, kind, media, file):
    """Its media type, and its name for whoever keeps it; asked for again it needn't be sent."""
    answer = client.post(f"/api/exports/{kind}", json={"run": RUN})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["content-disposition"] == f'attachment; filename="{file}"'
    known = {"If-None-Match": answer.headers["etag"]}
    assert client.post(f"/api/exports/{kind}", json={"run": RUN}, headers=known).status_code == 304


@pytest.mark.parametrize(("door", "noun", "spec"), DOORS)
def test_json_is_what_the_door_answers(client, door, noun, spec):
    """Byte for byte."""
    assert client.post("/api/exports/json", json={noun: spec}).content == client.post(f"/api/{door}", json=spec).content


@pytest.mark.parametrize(("door", "noun", "spec"), DOORS)
def test_a_table_where_it_is_asked_for(client, door, noun, spec):
    """`Accept: text/csv` is answered by the export's table, anything else by JSON; caches are told that it matters."""
    table = client.post(f"/api/{door}", json=spec, headers={"Accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.content == client.post("/api/exports/csv", json={noun: spec}).content
    assert "content-disposition" not in table.headers
    for accepted in ("*/*", "application/json", "text/csv;q=0.5, application/json", "text/html"):
        answer = client.post(f"/api/{door}", json=spec, headers={"Accept": accepted})
        assert answer.headers["content-type"] == "application/json" and answer.headers["vary"] == "Accept"


def test_a_table_has_the_answers_numbers(client):
    """What is read from the table is what the JSON has, number for number."""
    steps = client.post("/api/runs", json=RUN).json()["steps"]
    table = client.post("/api/runs", json=RUN, headers={"Accept": "text/csv"}).text
    rows = [*csv.DictReader(io.StringIO(table, newline=""))]
    assert [float(row["loss"]) for row in rows] == steps["loss"]
    assert [[float(row["exp_avg_x"])] for row in rows] == steps["state"]["exp_avg"]


def test_choices_stand_beside_what_is_exported(client):
    """torch's own optimizer, another table, the dark look, the loss."""
    program = client.post("/api/exports/python", json={"run": RUN, "optimizer": "torch"}).text
    assert "torch.optim.Adam([point], lr=0.3" in program and "class Adam" not in program
    table = client.post("/api/exports/csv", json={"training": TRAINING, "table": "weights"}).text
    assert table.startswith("step,of,parameter,place,value\r\n0,weight,conv.weight,0.0.0.0,")
    figure = client.post("/api/exports/figure", json={"run": RUN, "look": "dark", "view": "loss"}).json()
    assert figure["layout"]["yaxis"]["title"]["text"] == "loss"


@pytest.mark.parametrize(
    ("kind", "body", "field", "reason"),
    [
        ("csv", {}, "run", f"{ALONE}, got 0 of them"),
        (
            "csv",
            {"run": RUN, "training": {}},
            "run",
            f"{ALONE}, got 2 of them",
        ),
        ("python", {"sweep": SWEEP}, "sweep", "can't be had in this format: run or training can"),
        ("csv", {"run": {**RUN, "steps": 0}}, "run.steps", "must be a whole number between 1 and 10000, got 0"),
        (
            "csv",
            {"run": RUN, "table": "weights"},
            "table",
            "must be 'updates' here, got 'weights'",
        ),
        ("csv", {"run": RUN, "look": "dark"}, "look", "is not a field here"),
        ("figure", {"run": RUN, "look": "pink"}, "look", "must be 'light' or 'dark', got 'pink'"),
        (
            "python",
            {"run": {**RUN, "optimizer": {"name": "lion"}}, "optimizer": "torch"},
            "optimizer",
            "must be 'kudari' here: torch has no Lion",
        ),
    ],
)
def test_what_is_wrong_is_named(client, kind, body, field, reason):
    """The field, and what is allowed."""
    answer = client.post(f"/api/exports/{kind}", json=body)
    assert (answer.status_code, answer.json()) == (422, {"detail": [{"field": field, "msg": reason}]})


def test_a_start_from_nowhere(client):
    """It is refused where it stands."""
    run = {**RUN, "objective": {"name": "typed", "formula": "log(x)"}, "start": [-1.0]}
    (problem,) = client.post("/api/exports/csv", json={"run": run}).json()["detail"]
    assert problem["field"] == "run.start"


def test_a_body_has_bounds(client):
    """As that of every door."""
    answer = client.post("/api/exports/csv", content=b" " * 300_000, headers={"Content-Type": "application/json"})
    assert answer.json() == {"detail": [{"field": "body", "msg": "must be at most 262144 bytes"}]}
