"""An own optimizer to take home, and what one can begin with."""

import os
import subprocess
import sys

import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.templates import TEMPLATES
from app.web.examples import SCRIPTS

SPEC = SCRIPTS["the article's"]["value"]


def test_a_file_that_runs_by_itself(client, tmp_path):
    """What is downloaded needs nothing of Kudari, and prints the numbers of the same run here."""
    answer = client.post("/api/optimizers/download", json=SPEC)
    assert answer.headers["Content-Type"].startswith("text/x-python")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="SimpleGD.py"'
    tmp_path.joinpath("simple_gd.py").write_text(answer.text)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "simple_gd.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    run = {**SPEC, "optimizer": {"name": "simple_gd", "lr": 0.1}, "steps": 45}
    last = client.post("/api/runs", json=run).json()["steps"]
    assert f"45 {last['point'][-1]} {last['loss'][-1]} {last['grad'][-1]}" in done.stdout.splitlines()


def test_a_name_that_no_header_holds(client):
    """A class may be called as its author speaks; the file has a plain name then."""
    own = {**SPEC["optimizer"], "class": "Größe"}
    answer = client.post("/api/optimizers/download", json={**SPEC, "optimizer": own})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="optimizer.py"'


def test_no_class_is_told(client):
    """What is wrong with the optimizer is told as it is of a run."""
    own = {"source": SPEC["optimizer"]["source"]}
    answer = client.post("/api/optimizers/download", json={**SPEC, "optimizer": own})
    assert answer.json()["detail"] == [{"field": "optimizer.class", "msg": "is missing"}]


def test_templates(client):
    """Every template is answered as it is written, each with another title."""
    answer = client.get("/api/optimizers/templates").json()
    assert [each["source"] for each in answer] == [each.source() for each in TEMPLATES]
    assert len({each["title"] for each in answer}) == len(TEMPLATES)


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
def test_a_rule_that_stands_alone(client, entry):
    """The source of each built-in rule can be had with all that it rests on: it imports nothing of ours."""
    answer = client.get(f"/api/optimizers/{entry.name}/source", params={"standalone": True}).json()
    assert "class Rule(torch.optim.Optimizer)" in answer["source"] and "app." not in answer["source"]
    assert answer["source"] != client.get(f"/api/optimizers/{entry.name}/source").json()["source"]
