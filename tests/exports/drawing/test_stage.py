"""Whole pictures: every hill, every rule and every size has one."""

import numpy as np
import pytest

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.drawing.canvas import Paints
from app.exports.drawing.reels import stage_of
from app.exports.pictures import PngSpec

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 5}
RACE = [{**RUN, "optimizer": {"name": entry.name}} for entry in OPTIMIZERS[:6]]
POINTS = {
    "data": {"name": "blobs", "count": 60},
    "network": {"name": "perceptron"},
    "optimizer": {"name": "adam", "lr": 0.05},
    "batch": 20,
    "epochs": 2,
}


@pytest.fixture
def staged(computed):
    """A picture at its last step: `staged(run=..., width=...)`."""

    def stage(**asked):
        spec = PngSpec.model_validate(asked)
        if spec.training:
            told = computed(TrainingSpec, asked["training"])
        else:
            told = [computed(RunSpec, run) for run in asked.get("race", [asked.get("run")])]
        staged, last = stage_of(spec, told)
        staged.show(last)
        return staged

    return stage


@pytest.mark.parametrize("entry", OBJECTIVES, ids=lambda entry: entry.name)
def test_every_hill_has_a_picture(staged, entry):
    """Its ball stands on it in the rule's colour."""
    run = {**RUN, "objective": {"name": entry.name}, "start": list(entry.start)}
    assert coloured(staged(run=run, width=400, height=300, losses=False).panels[0], "hue-1") > 40


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
def test_every_rule_has_its_colour(staged, entry):
    """On the hill, and on the loss curve."""
    stage = staged(run={**RUN, "optimizer": {"name": entry.name}}, look="dark")
    assert all(coloured(panel, f"hue-{entry.hue}", "dark") > 20 for panel in stage.panels)


@pytest.mark.parametrize("size", [(240, 180), (240, 1080), (1920, 180), (1920, 1080)])
@pytest.mark.parametrize("what", [{"run": RUN}, {"race": RACE}, {"training": POINTS}, {"training": {"epochs": 1}}])
def test_every_size_has_room(staged, what, size):
    """However small or long a picture is, its panels are in it, and can be seen."""
    stage = staged(**what, width=size[0], height=size[1])
    for panel in stage.panels:
        width, height = panel.canvas.rect.size
        assert width >= 20 and height >= 15
        assert panel.left >= 0 and panel.left + width <= size[0] and panel.top + height <= size[1]
    assert stage.whole().size == size


def test_a_long_formula_gives_way_to_a_title(staged):
    """What is typed is the picture's name where there is room."""
    heads = [
        staged(run={**RUN, "objective": {"name": "typed", "formula": "x**2" + end}}, width=600)
        .ground.crop((0, 0, 600, 30))
        .tobytes()
        for end in ("", " + 1", 20 * " + 0", 21 * " + 0")
    ]
    assert heads[0] != heads[1] != heads[2] == heads[3]


def coloured(panel, token, look="light"):
    """How many pixels of a panel have a colour of the page."""
    pixels = np.asarray(panel.look(panel.canvas.rect))
    return (pixels == Paints(look).rgb(token)).all(-1).sum()
