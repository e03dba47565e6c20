"""The figure: the page's own, with the run in it."""

from base64 import b64decode

import numpy as np
import plotly.io
import pytest

from app.core.axis import SweepSpec
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.figure import FigureOptions, codes, write

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 30}
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


def test_no_surface_of_one_coordinate(computed):
    """That is an error that names the choice."""
    with pytest.raises(BadField, match="of one coordinate"):
        read(computed(RunSpec, RUN), view="surface")
