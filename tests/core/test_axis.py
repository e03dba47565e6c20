"""The values of an axis, and what is refused of one."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from app.core.axis import MAX_COUNT, MAX_KEPT, Axis, FanSpec, SweepSpec, numbers
from app.core.spec import RunSpec
from app.core.sweeps import sweep

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 50}
RATE = {"field": "optimizer.lr", "low": 0.001, "high": 2.0, "count": 5}
START = {"field": "start.0", "low": -1.0, "high": 1.0, "count": 5}


def refusal(model, **fields):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in caught.value.errors())


@pytest.mark.parametrize(("scale", "spaced"), [("linear", np.linspace), ("log", np.geomspace)])
def test_values_are_evenly_spread(scale, spaced):
    """From low to high in equal differences, or in equal factors, with both ends to the last digit."""
    values = Axis(field="optimizer.lr", low=0.001, high=2.0, count=7, scale=scale).values()
    np.testing.assert_allclose(values, spaced(0.001, 2.0, 7), rtol=1e-12)
    assert (values[0], values[-1]) == (0.001, 2.0)


def test_every_number_of_a_run_is_a_field():
    """The start and each hyperparameter, those of several numbers one by one."""
    assert numbers(RunSpec.model_validate(RUN)) == {
        "start.0": 1.0,
        "optimizer.lr": 0.1,
        "optimizer.betas.0": 0.9,
        "optimizer.betas.1": 0.999,
        "optimizer.eps": 1e-8,
    }


@pytest.mark.parametrize(
    ("axis", "said"),
    [
        (RATE | {"field": "optimizer.momentum"}, "x.field: must be one of start.0, optimizer.lr, optimizer.betas.0"),
        (RATE | {"field": "steps"}, "x.field: must be one of"),
        (RATE | {"low": -1.0}, "x.low: must be a number between 0 and 100, got -1.0"),
        (RATE | {"high": 101.0}, "x.high: must be a number between 0 and 100, got 101.0"),
        (RATE | {"field": "optimizer.betas.1", "high": 1.0}, "x.high: must be a number at least 0 and below 1"),
        (RATE | {"low": 2.0}, "x.low: must be below high, which is 2, got 2"),
        (RATE | {"low": 0.0, "scale": "log"}, "x.low: must be above 0 where the scale is log"),
        (RATE | {"high": math.nan}, "x.high: Input should be a finite number"),
        (RATE | {"count": MAX_COUNT + 1}, "x.count: must be a whole number between 2 and 512, got 513"),
        (RATE | {"count": 1}, "x.count: must be a whole number between 2 and 512, got 1"),
        (RATE | {"scale": "cubic"}, "x.scale: Input should be 'linear' or 'log'"),
        (RATE | {"more": 1}, "x.more: Extra inputs are not permitted"),
    ],
)
def test_what_is_no_axis_of_the_run_is_refused(axis, said):
    """The field and both ends must be the run's, and each refusal names what would be taken."""
    assert said in refusal(SweepSpec, run=RUN, x=axis, y=START)


def test_a_map_has_two_fields():
    """x and y may not be the same number of the run."""
    assert refusal(SweepSpec, run=RUN, x=RATE, y=RATE) == "y.field: is the field of x too: a map has two"


def test_a_run_that_changes_is_not_swept():
    """A change on the way would be another value of the very number that is swept."""
    run = RUN | {"changes": [{"step": 3, "optimizer": {"lr": 0.2}}]}
    assert "run.changes: must be empty" in refusal(SweepSpec, run=run, x=RATE, y=START)


FAN = {"run": RUN, "field": "optimizer.lr", "values": [0.01, 0.1], "kept": [0, 50]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"field": "optimizer.momentum"}, "field: Value error, must be one of start, start.0, optimizer.lr"),
        ({"values": [0.1, 101.0]}, "values.1: must be a number between 0 and 100, got 101.0"),
        ({"values": [0.1]}, "values: List should have at least 2 items"),
        ({"values": [0.1, math.inf]}, "values.1: must be a number, or a point where the field is start, got inf"),
        ({"values": [0.1, "0.2"]}, "values.1: must be a number, or a point where the field is start, got '0.2'"),
        ({"values": [0.1, [0.2]]}, "values.1: must be a number, got [0.2]"),
        ({"field": "start", "values": [[0.1], 0.2]}, "values.1: must be a point of 1 coordinate, got 0.2"),
        (
            {"field": "start", "values": [[0.1], [0.2, 1.0]]},
            "values.1: must be a point of 1 coordinate, got [0.2, 1.0]",
        ),
        ({"field": "start", "values": [[0.1], [2e3]]}, "values.1: must be a number between -1000 and 1000, got 2000"),
        ({"kept": [0, 51]}, "kept: Value error, must be steps of the run, which has 50, got 51"),
        ({"kept": [1, 2]}, "kept: Value error, must begin with 0 and rise"),
        ({"kept": [0, 2, 2]}, "kept: Value error, must begin with 0 and rise"),
        ({"kept": []}, "kept: List should have at least 1 item"),
        ({"kept": [*range(MAX_KEPT + 1)]}, f"kept: List should have at most {MAX_KEPT} items"),
        ({"run": RUN | {"changes": [{"step": 3, "optimizer": {"lr": 0.2}}]}}, "run.changes: must be empty"),
    ],
)
def test_what_is_no_fan_of_the_run_is_refused(wrong, said):
    """The field and every value must be the run's, and the kept records are some of its steps."""
    assert said in refusal(FanSpec, **FAN | wrong)


@pytest.mark.parametrize(
    ("rule", "momentum", "edge"),
    [
        ("momentum", 0.0, 1.0),
        ("momentum", 0.5, 1.5),
        ("momentum", 0.9, 1.9),
        ("nesterov", 0.01, 1.01 / 1.02),
        ("nesterov", 0.5, 0.75),
        ("nesterov", 0.9, 1.9 / 2.8),
    ],
)
def test_theory_and_measurement_meet(rule, momentum, edge):
    """On the parabola a heavy ball comes down at a rate just below the edge of theory, and goes up just above."""
    run = RUN | {"optimizer": {"name": rule, "momentum": momentum}, "steps": 2_000}
    x = {"field": "optimizer.lr", "low": 0.99 * edge, "high": 1.01 * edge, "count": 2}
    spec = SweepSpec.model_validate({"run": run, "x": x, "y": START})
    assert spec.edge() == pytest.approx([edge] * START["count"])
    *_, last = sweep(spec)
    started = np.square(spec.y.values())
    assert (last.ends.loss[started > 0, 0] < started[started > 0]).all()
    assert (last.ends.loss[started > 0, 1] > started[started > 0]).all()


def test_the_edge_follows_a_swept_momentum():
    """With momentum up the map the edge is a line across it; theory knows nothing of Adam, nor of bumps."""
    y = {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 4}
    momentum = RUN | {"optimizer": {"name": "momentum"}}
    assert SweepSpec.model_validate({"run": momentum, "x": RATE, "y": y}).edge() == pytest.approx([1, 1.3, 1.6, 1.9])
    assert SweepSpec.model_validate({"run": RUN, "x": RATE, "y": START}).edge() is None
    bumpy = momentum | {"objective": {"name": "bumpy"}}
    assert SweepSpec.model_validate({"run": bumpy, "x": RATE, "y": START}).edge() is None
