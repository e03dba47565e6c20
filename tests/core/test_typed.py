"""Typed functions as objectives: they run as any other, and say of themselves what the catalogue says of its own."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter, ValidationError

import app
from app.core import typed
from app.core.axis import FanSpec, SweepSpec
from app.core.batch import Batch, descend
from app.core.grammar import FormulaError
from app.core.spec import ObjectiveSpec, RunSpec
from app.core.steps import NOWHERE
from app.core.sweeps import STATUSES, fan, sweep

RAVINE = "(1 - x)**2 + 100*(y - x**2)**2"


def objective(formula, **fields):
    return TypeAdapter(ObjectiveSpec).validate_python({"name": "typed", "formula": formula, **fields})


def run(formula, start, rule="momentum", lr=0.001, steps=60, dtype="float32"):
    optimizer = {"name": rule, "lr": lr}
    content = {"optimizer": optimizer, "start": start, "steps": steps, "dtype": dtype}
    return RunSpec.model_validate({"objective": {"name": "typed", "formula": formula}, **content})


def alone(spec):
    ((part,),) = descend([spec])
    return part


def by_hand(f, start, dtype, lr=0.001, steps=60):
    """The points of torch.optim.SGD on a function of tensors, as a notebook has them."""
    p = torch.tensor([start], dtype=dtype, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=lr, momentum=0.9)
    points = [p[0].tolist()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(*p.unbind(-1)).sum().backward()
        optimizer.step()
        points.append(p[0].tolist())
    return points


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    ("formula", "f", "start"),
    [
        ("x² + 0.3sin(12x)", lambda x: x**2 + 0.3 * (12 * x).sin(), [1.6]),
        (RAVINE, lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, [-0.5, 0.5]),
        ("y**2", lambda x, y: y**2, [0.5, 0.5]),
    ],
)
def test_a_run_is_that_of_a_notebook(formula, f, start, dtype):
    """Every point is to the bit that of torch's own optimizer on the formula written by hand, in both precisions."""
    steps = alone(run(formula, start, dtype=dtype)).steps
    assert steps.point.tolist() == by_hand(f, start, getattr(torch, dtype))


def test_each_of_a_batch_is_the_run_alone():
    """Runs on a typed function of two coordinates step together, and each has the bits that it has alone."""
    specs = [run(RAVINE, [0.1 * lane - 1, 0.3], lr=1e-4 * (lane + 1)) for lane in range(21)]
    parts = Batch(specs).turn(61)
    for spec, part in zip(specs, parts, strict=True):
        np.testing.assert_array_equal(part.steps.point, alone(spec).steps.point)
        np.testing.assert_array_equal(part.steps.grad, alone(spec).steps.grad)


def test_a_map_says_which_of_the_minima():
    """Lanes that start left and right of the hill between two valleys come to the one and to the other."""
    x = {"field": "start.0", "low": -1.5, "high": 1.5, "count": 4}
    y = {"field": "optimizer.lr", "low": 0.05, "high": 0.06, "count": 2}
    spec = run("(x**2 - 1)**2", [1.0], rule="simple_gd", steps=200)
    *_, last = sweep(SweepSpec(run=spec, x=x, y=y))
    assert last.ends.minimum.tolist() == [[0, 0, 1, 1]] * 2


def test_a_map_of_what_has_no_minimum():
    """A function without minima has maps too: nobody comes to any."""
    x = {"field": "start.0", "low": -1.0, "high": 1.0, "count": 3}
    y = {"field": "optimizer.lr", "low": 0.05, "high": 0.06, "count": 2}
    *_, last = sweep(SweepSpec(run=run("tanh(x)", [1.0]), x=x, y=y))
    assert (last.ends.minimum == -1).all()


BAD_STARTS = {"log(x)": -1.0, "sqrt(x)": 0.0, "1/x": 0.0, "sqrt(x**2)": 0.0, "exp(x)**2": 100.0}


@pytest.mark.parametrize(("formula", "x"), BAD_STARTS.items())
def test_a_start_without_value_or_slope_is_no_run(formula, x):
    """Where loss or gradient isn't finite at record 0 there is no record, beside a run that goes on as alone."""
    good = run(formula, [0.5])
    bad, other = Batch([run(formula, [x]), good]).turn(61)
    assert (bad.outcome, len(bad.steps)) == (NOWHERE, 0)
    np.testing.assert_array_equal(other.steps.point, alone(good).steps.point)


def test_such_a_lane_of_a_fan_has_diverged_at_once():
    """It stays where it starts, zeros stand for what isn't finite, and the lane beside it is the run alone."""
    spec = FanSpec(run=run("log(x)", [1.0], steps=20), field="start.0", values=[-1.0, 0.0, 2.0], kept=[0, 10])
    work = fan(spec)
    with pytest.raises(StopIteration) as end:
        next(work)
    found = end.value.value
    assert [STATUSES[status] for status in found.ends.status] == ["diverged", "diverged", "finished"]
    assert found.ends.step.tolist() == [0, 0, 20] and found.ends.loss[:2].tolist() == [0.0, 0.0]
    assert found.point[:2, :, 0].tolist() == [[-1.0, -1.0], [0.0, 0.0]]
    assert all(np.isfinite(column).all() for column in (found.loss, found.grad, *found.state.values()))
    assert found.loss[2].tolist() == alone(run("log(x)", [2.0], steps=20)).steps.loss[[0, 10]].tolist()


def test_it_says_what_the_catalogue_says():
    """Formula and gradient in the notation, minima, and a start in the domain, off the minima."""
    known = objective("(x - 1)^2 + y²", domain=[[-1, 3], [-2, 2]]).describe()
    assert (known.formula, known.gradient) == ("(x - 1)**2 + y**2", ("2*x - 2", "2*y"))
    assert [minimum.point for minimum in known.minima] == [(1.0, 0.0)]
    assert (known.domain, known.start) == (((-1.0, 3.0), (-2.0, 2.0)), (2.6, 1.6))


@pytest.mark.parametrize("formula", ["log(-x)", "sqrt(0.01 - (x - 1)**2)", "relu(x - 1)", "(x - 1.6)**2"])
def test_its_start_is_a_place_to_start_from(formula):
    """Loss and gradient are finite there and not zero, though they be so in a small part of the domain only."""
    spec = objective(formula)
    start = torch.tensor(spec.describe().start, requires_grad=True)
    loss = spec.load().call(start)
    loss.backward()
    assert loss.isfinite() and start.grad.isfinite() and start.grad != 0


@pytest.mark.parametrize("formula", ["log(0*x)", "sqrt(-1 - x**2)", "x/(x - x)"])
def test_what_has_no_value_anywhere_is_refused(formula):
    """A formula that can be read and is nowhere defined is told so when more is asked of it."""
    with pytest.raises(FormulaError, match="nowhere in the domain"):
        objective(formula).describe()


def test_the_domain_is_filled_in():
    """Left out it is from -2 to 2, and one pair stands for every coordinate."""
    assert objective("x").domain == [[-2, 2]]
    assert objective(RAVINE).domain == [[-2, 2], [-2, 2]]
    assert objective(RAVINE, domain=[[0, 1]]).domain == [[0, 1], [0, 1]]


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ([[1, 1]], "must be below the other end by at least 1e-06, got 1 and 1"),
        ([[2, -2]], "must be below the other end by at least 1e-06, got 2 and -2"),
        ([[0, 1001]], "must be a number between -1000 and 1000, got 1001"),
        ([[0, float("nan")]], "must be a number between -1000 and 1000, got nan"),
        ([[0, 1], [0, 1]], "takes 1 pair of ends, got 2"),
        ([], "takes 1 pair of ends, got 0"),
        ([[0]], "at least 2 items"),
    ],
)
def test_a_domain_has_two_ends_for_each_coordinate(domain, said):
    """What isn't so is refused, with what is allowed."""
    with pytest.raises(ValidationError, match=said):
        objective("x**2", domain=domain)


def test_a_run_waits_for_neither_search_nor_symbols(monkeypatch):
    """What takes long to find is found when somebody asks for it, and a run doesn't."""
    monkeypatch.setattr(typed, "minima", None)
    monkeypatch.setattr(typed, "describe", None)
    assert len(alone(run("x**2 + 1", [1.0])).steps) == 61


def test_a_spec_is_read_without_torch():
    """Also a typed one: the page is served while torch still loads."""
    code = """
import sys
from app.core.spec import RunSpec
run = {"objective": {"name": "typed", "formula": "x**2"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 5}
RunSpec.model_validate(run)
sys.exit("torch" in sys.modules or "sympy" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(app.__file__).parent.parent)
