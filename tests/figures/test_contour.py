"""The pictures of two-dimensional hills hold torch's numbers, and every hill can be read in them."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.lanes import Lanes, records
from app.core.spec import RunSpec
from app.figures.contour import contour_figure
from app.figures.relief import Relief
from app.figures.surface import surface_figure
from app.figures.theme import colours

HILLS = [entry.bound(**{each.name: each.default for each in entry.parameters}) for entry in OBJECTIVES]
each_hill = pytest.mark.parametrize("hill", [hill for hill in HILLS if hill.dimension == 2], ids=lambda hill: hill.name)
each_picture = pytest.mark.parametrize("draw", [contour_figure, surface_figure])
ROSENBROCK = find(OBJECTIVES, "rosenbrock")


def trace(figure, uid):
    """The trace of that uid."""
    return next(each for each in figure.data if each.uid == uid)


@each_hill
@each_picture
def test_what_is_told_of_a_place_is_torchs_loss_there(hill, draw):
    """The field tells the loss at each of its points as torch computes it, in float32."""
    field = trace(draw(hill, "light"), "field")
    grid = np.stack(np.meshgrid(field.x, field.y), axis=-1)
    assert field.customdata.dtype == np.float32
    assert np.array_equal(field.customdata, hill.call(torch.from_numpy(grid)).numpy(), equal_nan=True)


@each_hill
def test_heights_rise_as_losses_do(hill):
    """The scale of a picture never turns the order of two losses around, and uses all its colours."""
    relief = Relief.of(hill, (hill.domain[0], hill.domain[1]), 65)
    order = np.argsort(relief.loss, axis=None)
    heights = relief.height.ravel()[order].astype(np.float64)
    low, top = relief.scale.ends
    assert (np.diff(heights) >= 0).all() and heights[-1] == pytest.approx(top)
    assert np.mean(heights < low + (top - low) / 3) > 0.02
    assert np.mean(heights > low + (top - low) / 3) > 0.02


def test_a_steep_hill_has_a_logarithmic_scale_and_says_so():
    """Of Rosenbrock's 2,500 the valley's floor is below 4: its axis says log, and its ticks stand at true losses."""
    scene = surface_figure(ROSENBROCK, "light").layout.scene
    field = trace(surface_figure(ROSENBROCK, "light"), "field")
    height = dict(zip(scene.zaxis.ticktext, scene.zaxis.tickvals, strict=True))
    assert scene.zaxis.title.text == "f(x, y), log scale"
    assert height["100"] == pytest.approx(np.log10(1 + 100 / field.meta["unit"]), rel=1e-6)


def test_a_ravine_is_shown_as_high_as_it_is():
    """A bowl needs no such scale: its heights are its losses."""
    ravine = next(hill for hill in HILLS if hill.name == "ravine")
    figure = surface_figure(ravine, "light")
    field = trace(figure, "field")
    assert figure.layout.scene.zaxis.title.text == "f(x, y)" and field.meta["unit"] is None
    assert np.array_equal(field.z, field.customdata)


@each_picture
def test_where_a_hill_is_undefined_it_is_left_blank(draw):
    """No colour and no height where the loss is no number, and what is a number has its own."""
    typed = replace(ROSENBROCK, call=lambda point: point[..., 0].log(), minima=())
    field = trace(draw(typed, "light"), "field")
    assert np.isnan(field.z[:, field.x <= 0]).all() and np.isfinite(field.z[:, field.x > 0]).all()


@each_picture
def test_a_hill_that_is_nowhere_defined_or_flat_has_a_picture(draw):
    """Nothing is divided by its height."""
    for value in (0.0, float("nan")):
        flat = replace(ROSENBROCK, call=lambda point, value=value: 0 * point[..., 0] + value, minima=())
        assert json.loads(draw(flat, "light").to_json())["data"]


@each_picture
def test_the_path_is_the_run(draw):
    """Each record of a run is a point of the path, and what is told of it is what torch gave."""
    start = {"name": "rosenbrock"}, {"name": "momentum", "lr": 0.001}, [-1.2, 1.0]
    spec = RunSpec.model_validate(dict(zip(("objective", "optimizer", "start"), start, strict=True)) | {"steps": 20})
    ((steps,),) = records([Lanes.of([spec])], 21)
    path = trace(draw(ROSENBROCK, "light", steps), "path")
    assert np.array_equal(path.x, steps.point[:, 0]) and np.array_equal(path.y, steps.point[:, 1])
    assert np.array_equal(np.float32(path.customdata[:, 1]), steps.loss)


@each_picture
def test_minima_are_marked_where_they_are(draw):
    """The lowest is a full diamond, a local one an open one."""
    (lowest,) = ROSENBROCK.minima
    hill = replace(ROSENBROCK, minima=(lowest, replace(lowest, point=(-1.0, 1.0), loss=4.0, lowest=False)))
    minima = trace(draw(hill, "dark"), "minima")
    assert list(zip(minima.x, minima.y, minima.customdata, strict=True)) == [(1, 1, 0), (-1, 1, 4)]
    assert list(minima.marker.symbol) == ["diamond", "diamond-open"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ball_stands_out_from_every_height(theme):
    """Each optimizer's hue has three times the contrast to valley and peak, as graphics should (WCAG 1.4.11)."""
    colour = colours(theme)
    for hue in (name for name in colour if name.startswith("hue-")):
        for ground in ("low", "high"):
            assert contrast(colour[hue], colour[ground]) >= 3, (hue, ground)


def contrast(one, other):
    """The contrast ratio of two colours, as WCAG defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    """The relative luminance of `#rrggbb`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
