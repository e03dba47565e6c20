"""`GET /api/objectives`, `/api/optimizers` and `/api/schedules`: what the page's forms are drawn from."""

from pathlib import Path

import pytest

import app
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import find

ROOT = Path(app.__file__).parents[1]


@pytest.fixture
def objectives(client):
    return client.get("/api/objectives").json()


@pytest.fixture
def optimizers(client):
    return client.get("/api/optimizers").json()


def test_every_objective_is_told(objectives):
    """Each entry of the catalogue, in its order, with its domain, a good start and its known minima."""
    assert [entry["name"] for entry in objectives] == [entry.name for entry in OBJECTIVES]
    square = objectives[0]
    assert (square["title"], square["formula"], square["gradient"]) == ("Parabola", "x**2", ["2*x"])
    assert (square["dimension"], square["domain"]) == (1, [[-1.5, 1.5]])
    assert square["start"] == {"default": [1.0], "minimum": -1000, "maximum": 1000}
    assert square["minima"] == [{"point": [0.0], "loss": 0.0, "lowest": True}]
    assert square["mathml"]["formula"].startswith("<mrow>")


def test_a_typed_function_is_told(client, objectives):
    """All that is said of an entry is said of a typed function, with its gradient in symbols and its minima."""
    told = client.post("/api/objectives", json={"name": "typed", "formula": "x^2 + 2x"}).json()
    assert told.keys() == objectives[0].keys()
    assert (told["formula"], told["gradient"]) == ("x**2 + 2*x", ["2*x + 2"])
    assert told["minima"] == [{"point": [-1.0], "loss": -1.0, "lowest": True}]
    assert told["mathml"]["gradient"][0].startswith("<mrow>")
    run = {"objective": {"name": "typed", "formula": told["formula"]}, "optimizer": {"name": "adam"}, "steps": 1}
    assert client.post("/api/runs", json={**run, "start": told["start"]["default"]}).status_code == 200


def test_any_objective_can_be_asked_for(client, objectives):
    """By its name alone an objective of the catalogue is told as it is in the list."""
    for entry in objectives:
        assert client.post("/api/objectives", json={"name": entry["name"]}).json() == entry


def test_every_optimizer_is_told(optimizers):
    """Each rule with its formula line by line, the class of torch that it equals, and its state."""
    assert [entry["name"] for entry in optimizers] == [entry.name for entry in OPTIMIZERS]
    momentum = optimizers[1]
    assert momentum["reference"] == "torch.optim.SGD(lr, momentum)"
    assert momentum["formula"] == [
        "momentum_buffer = momentum * momentum_buffer + g",
        "x = x - lr * momentum_buffer",
    ]
    assert len(momentum["mathml"]) == 2
    assert momentum["state"] == [
        {"name": "momentum_buffer", "title": "Velocity", "symbol": "b", "role": "velocity", "start": 0.0}
    ]
    assert momentum["intermediates"] == []


def test_every_parameter_has_its_range(optimizers):
    """A form needs no more: default, range, scale, what a slider covers, and help."""
    (rate, betas, _) = next(entry for entry in optimizers if entry["name"] == "adam")["parameters"]
    assert rate == {
        "name": "lr",
        "title": "Learning rate",
        "symbols": ["η"],
        "default": 0.1,
        "minimum": 0.0,
        "maximum": 100.0,
        "open": False,
        "initial": False,
        "whole": False,
        "scale": "log",
        "slider": [0.0001, 2.0],
        "help": find(OPTIMIZERS, "adam").parameters[0].help,
    }
    assert (betas["default"], betas["symbols"], betas["open"]) == ([0.9, 0.999], ["β₁", "β₂"], True)


def test_every_schedule_is_told(client):
    """Each schedule with torch's own call, and what a form needs of its parameters."""
    told = client.get("/api/schedules").json()
    assert [entry["name"] for entry in told] == [entry.name for entry in SCHEDULES]
    cosine = told[3]
    assert cosine["reference"] == "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min)"
    assert [(each["name"], each["whole"]) for each in cosine["parameters"]] == [("T_max", True), ("eta_min", False)]
    assert cosine.keys() == {"name", "title", "about", "reference", "parameters"}


def test_what_is_told_can_be_run(client, objectives, optimizers):
    """Every objective from its own start, by every rule with its own defaults, is a run."""
    for objective in objectives:
        for optimizer in optimizers:
            given = {each["name"]: each["default"] for each in optimizer["parameters"]}
            body = {
                "objective": {"name": objective["name"]},
                "optimizer": {"name": optimizer["name"], **given},
                "start": objective["start"]["default"],
                "steps": 1,
            }
            answer = client.post("/api/runs", json=body)
            assert answer.status_code == 200
            assert list(answer.json()["steps"]["state"]) == [each["name"] for each in optimizer["state"]]


def test_every_rules_source_is_told(client):
    """The text of the file in which its class is, as it is on the disk; another name is not known."""
    for entry in OPTIMIZERS:
        told = client.get(f"/api/optimizers/{entry.name}/source").json()
        assert told["reference"] == entry.reference
        assert told["source"] == (ROOT / told["file"]).read_text()
        assert f"class {entry.target.split(':')[1]}(" in told["source"]
    assert client.get("/api/optimizers/typo/source").json() == {"detail": "no optimizer has this name"}
