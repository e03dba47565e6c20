"""The figure: the page's own, with the run in it."""

from base64 import b64decode

import numpy as np
import plotly.io
import pytest

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.figure import FigureOptions, write
from app.exports.mapfigure import codes

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 30}
AXES = (("x", "lr"), ("y", "momentum"))
VALLEY = RUN | {"objective": {"name": "himmelblau"}, "start": [0.5, 0.5]}


def numbers(written):
    """An array as Plotly writes it."""
    array = np.frombuffer(b64decode(written["bdata"]), written["dtype"])
    return array.reshape([int(side) for side in written["shape"].split(", ")]) if "shape" in written else array


def read(result, **options):
    """The figure as plotly reads it, its traces by uid."""
    figure = plotly.io.from_json(write(result, FigureOptions(**options)).decode())
    return {trace.uid: trace for trace in figure.data}


def test_the_path_is_the_run(computed):
    """Of one coordinate on its curve, of two from above and in space."""
    result = computed(RunSpec, RUN)
    assert np.array_equal(numbers(read(result)["path"].x), result.steps.point[:, 0])
    valley = computed(RunSpec, VALLEY)
    assert read(valley)["field"].type == "contour" and read(valley, view="surface")["field"].type == "surface"
    assert np.array_equal(numbers(read(valley, view="surface")["path"].y), valley.steps.point[:, 1])


def test_the_losses(computed):
    """Of a run and of a training, in the rule's own colour, which is another in the dark."""
    result, training = computed(RunSpec, RUN), computed(TrainingSpec, {"epochs": 1})
    assert np.array_equal(numbers(read(result, view="loss")["path"].y), result.steps.loss)
    assert numbers(read(training)["path"].y).tolist() == training.steps.loss
    light, dark = (read(training, look=look)["path"].line.color for look in ("light", "dark"))
    assert light != dark


def test_a_map(computed):
    """Its places in the numbers that the figure colours: the minimum come to, how soon, or where it diverged."""
    axes = {"x": {"field": "optimizer.lr", "low": 0.01, "high": 1.5, "count": 9, "scale": "log"}}
    axes["y"] = {"field": "start.0", "low": -2.0, "high": 2.0, "count": 4}
    content = {"run": RUN | {"optimizer": {"name": "simple_gd"}, "steps": 100}, **axes}
    result = computed(SweepSpec, content)
    places = codes(result.ends, 1, 100)
    assert np.array_equal(numbers(read(result)["map"].z), places)
    assert (places[:, -1] == 3.5).all() and (places[result.ends.status == 1] < 1).all()
    assert [*read(result)["edge"].x] == result.spec.edge()


@pytest.mark.parametrize(
    ("x", "y", "titles"),
    [
        (("start.0", -4, 4, "linear"), ("start.1", -4, 4, "linear"), ["start, x₀", "start, y₀"]),
        (
            ("optimizer.betas.1", 0.9, 0.99, "log"),
            ("optimizer.lr", 0.01, 1, "log"),
            ["decay of the averages, β₂", "learning rate"],
        ),
    ],
)
def test_a_map_of_any_two_numbers(computed, x, y, titles):
    """Its axes are called as the catalogue calls them, over their own ranges, and each colour that is seen is named."""
    names = ("field", "low", "high", "scale")
    axes = {name: dict(zip(names, axis, strict=True)) | {"count": 3} for name, axis in (("x", x), ("y", y))}
    figure = plotly.io.from_json(write(computed(SweepSpec, {"run": VALLEY, **axes}), FigureOptions()).decode())
    assert [figure.layout.xaxis.title.text, figure.layout.yaxis.title.text] == titles
    ends = [10**end for end in figure.layout.yaxis.range] if y[3] == "log" else figure.layout.yaxis.range
    assert [*ends] == pytest.approx([*y[1:3]])
    assert {trace.name for trace in figure.data if trace.showlegend is not False and trace.uid != "map"}


def test_many_networks_and_their_map(computed):
    """The band that the page draws, number for number; the counts of each place of a map."""
    many = computed(EnsembleSpec, {"training": {}, "count": 3})
    traces = read(many)
    assert [*traces["p90"].y] == many.band.p90 and [*traces["median"].x] == many.band.step
    axes = {name: {"field": f"optimizer.{of}", "low": 0.1, "high": 0.9, "count": 2} for name, of in AXES}
    seeds = computed(EnsembleMapSpec, {"training": {"epochs": 1}, "count": 2, **axes})
    assert np.array_equal(numbers(read(seeds)["seeds"].z), seeds.learned) and read(seeds)["seeds"].zmax == 2


def test_no_surface_of_one_coordinate(computed):
    """That is an error that names the choice."""
    with pytest.raises(BadField, match="of one coordinate"):
        read(computed(RunSpec, RUN), view="surface")
