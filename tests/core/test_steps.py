"""Records and outcomes: how a run ends, and that nothing but numbers leaves it."""

import json
import math
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import START_LIMIT
from app.core.spec import RunSpec
from app.core.steps import CONVERGED_BELOW, DIVERGED_BEYOND, Course, Steps, norm


def run(objective="square", rule="simple_gd", start=(1.0,), steps=50, dtype="float32", sizes=(10_001,), **values):
    """The whole records of a run, and its outcome."""
    spec = {
        "objective": {"name": objective},
        "optimizer": {"name": rule, **values},
        "start": list(start),
        "steps": steps,
        "dtype": dtype,
    }
    return whole(RunSpec.model_validate(spec), sizes)


def whole(spec, sizes=(10_001,)):
    parts = [part for (part,) in descend([spec], sizes)]
    return Steps.join([part.steps for part in parts]), parts[-1].outcome


@st.composite
def specs(draw):
    """Any run that the catalogue allows, wild ones included, of at most 40 steps."""
    objective, rule = draw(st.sampled_from(OBJECTIVES)), draw(st.sampled_from(OPTIMIZERS))
    optimizer = {"name": rule.name}
    for parameter in rule.parameters:
        number = st.floats(parameter.minimum, parameter.maximum, exclude_max=parameter.open)
        count = np.size(parameter.default)
        several = st.lists(number, min_size=count, max_size=count)
        optimizer[parameter.name] = draw(several if isinstance(parameter.default, tuple) else number)
    coordinate = st.floats(-START_LIMIT, START_LIMIT)
    change = st.fixed_dictionaries(
        {"step": st.integers(0, 40), "optimizer": st.fixed_dictionaries({"lr": st.floats(0, 100)})}
    )
    spec = {
        "objective": {"name": objective.name},
        "optimizer": optimizer,
        "start": draw(st.lists(coordinate, min_size=objective.dimension, max_size=objective.dimension)),
        "steps": draw(st.integers(1, 40)),
        "dtype": draw(st.sampled_from(["float32", "float64"])),
        "changes": draw(st.lists(change, max_size=2)),
    }
    return RunSpec.model_validate(spec)


def test_finished():
    """All steps done and still on the slope: the outcome is the last record's step, point and loss."""
    steps, outcome = run(steps=10, lr=0.1)
    assert (outcome.status, outcome.step) == ("finished", 10)
    assert outcome.point == steps.point[-1].tolist()
    assert outcome.loss == steps.loss[-1]


def test_converged_tells_when_and_does_every_step():
    """The gradient 2·0.8ᵏ is first below 1e-4 at the 45th step; the run does all hundred, as a notebook would."""
    steps, outcome = run(steps=100, lr=0.1)
    first = math.ceil(math.log(CONVERGED_BELOW / 2) / math.log(0.8))
    assert (outcome.status, outcome.step) == ("converged", first) == ("converged", 45)
    assert steps.step.tolist() == list(range(101))
    assert outcome.point == steps.point[100].tolist()


@pytest.mark.parametrize(("steps", "status"), [(44, "finished"), (45, "converged")])
def test_converged_from_the_very_step(steps, status):
    """A run that stops one step earlier has not converged."""
    assert run(steps=steps, lr=0.1)[1].status == status


@pytest.mark.parametrize("sizes", [(1,), (44,), (45,), (46,), (8, 64)], ids=str)
def test_converged_whatever_the_chunks(sizes):
    """The first flat record is found wherever the chunks are cut."""
    assert run(steps=100, lr=0.1, sizes=sizes)[1].step == 45


def test_a_start_on_the_flat_top_stays_there():
    """Between two valleys the slope is zero: every record is the start, and the run converged at step 0."""
    steps, outcome = run("double_well", start=[0.0], steps=5)
    assert (outcome.status, outcome.step, outcome.point, outcome.loss) == ("converged", 0, [0.0], 1.0)
    assert not steps.point.any() and len(steps) == 6


def test_flat_on_the_way_is_not_converged():
    """A start beside the top is almost flat and then rolls away: what counts is the slope at the end."""
    steps, outcome = run("double_well", start=[1e-5], steps=30, lr=0.1)
    assert norm(steps.grad)[0] < CONVERGED_BELOW < norm(steps.grad)[-1]
    assert (outcome.status, outcome.step) == ("finished", 30)


@pytest.mark.parametrize(("rate", "start"), [(1.3, 1.0), (1.3, -0.25), (1.01, 1.0), (5.0, 1000.0), (100.0, 1e-9)])
def test_diverged_at_the_right_step(rate, start):
    """On x² a step multiplies x by 1 - 2·rate, so the step that goes beyond a million can be foretold."""
    step, x = 0, start
    while abs(x) <= DIVERGED_BEYOND:
        step, x = step + 1, x * (1 - 2 * rate)
    steps, outcome = run(start=[start], steps=2000, lr=rate)
    assert (outcome.status, outcome.step) == ("diverged", step)
    assert steps.step.tolist() == list(range(step))
    assert outcome.point == steps.point[-1].tolist()
    assert run(start=[start], steps=step - 1 or 1, lr=rate)[1].status == ("finished" if step > 1 else "diverged")


@pytest.mark.parametrize("sizes", [(1,), (29,), (30,), (31,), (8, 64)], ids=str)
def test_diverged_whatever_the_chunks(sizes):
    """The records end the step before, wherever the chunks are cut, though that leave a chunk empty."""
    steps, outcome = run(steps=100, lr=1.3, sizes=sizes)
    assert (outcome.status, outcome.step, len(steps)) == ("diverged", 30, 30)
    assert outcome.loss == steps.loss[29]


def test_diverged_though_it_passed_a_flat_place():
    """A run that leaves every bound is no converged one, however flat it was at its start."""
    steps, outcome = run(start=[1e-5], steps=100, lr=1.3)
    assert norm(steps.grad)[0] < CONVERGED_BELOW
    assert outcome.status == "diverged"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_diverged_at_the_first_step(dtype):
    """From far up the double well one step leaves: record 0 alone remains, and it is the start."""
    steps, outcome = run("double_well", start=[1000.0], steps=10, lr=1.0, dtype=dtype)
    assert (outcome.status, outcome.step, outcome.point) == ("diverged", 1, [1000.0])
    assert steps.step.tolist() == [0]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("column", ["point", "loss", "grad", "momentum_buffer"])
def test_any_value_that_is_not_finite_is_divergence(column, value):
    """Be it point, loss, gradient or state: the record where it appears is cut off, and those after it."""
    steps, _ = run(rule="momentum", steps=9)
    (steps.state | vars(steps))[column][6] = value
    course = Course()
    assert course.take(steps).step.tolist() == [0, 1, 2, 3, 4, 5]
    assert (course.outcome().status, course.outcome().step) == ("diverged", 6)


def test_record_and_columns_agree():
    """A record is a row of the columns, counted from either end; both are plain Python numbers."""
    steps, _ = run("bumpy", "adam", steps=20)
    columns = steps.columns()
    for row in (0, 1, 20, -1, -21):
        record = steps.record(row)
        assert record.pop("state") == {name: column[row] for name, column in columns["state"].items()}
        assert record == {name: columns[name][row] for name in ("step", "point", "loss", "grad")}
    assert type(columns["step"][0]) is int and type(columns["loss"][0]) is type(columns["point"][0][0]) is float


def test_columns_have_the_shapes_stated():
    """[records] for step and loss, [records, dimension] for point, gradient and each state."""
    steps, _ = run(rule="momentum", steps=7)
    assert len(steps) == 8
    assert steps.step.shape == steps.loss.shape == (8,)
    assert steps.point.shape == steps.grad.shape == steps.state["momentum_buffer"].shape == (8, 1)


def test_slices_joined_are_the_whole():
    """Records cut anywhere and joined are the records, and a slice keeps its steps' numbers."""
    steps, _ = run("bumpy", "adam", steps=20)
    assert Steps.join([steps[:3], steps[3:3], steps[3:]]).columns() == steps.columns()
    assert steps[5:8].step.tolist() == [5, 6, 7]
    assert steps[5:8].record(0) == steps.record(5)


@given(spec=specs())
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_nothing_but_numbers_leaves(spec):
    """Whatever the run, JSON takes its records and outcome: no NaN, no infinity, none past a million."""
    steps, outcome = whole(spec)
    json.dumps([steps.columns(), steps.record(-1), asdict(outcome)], allow_nan=False)
    assert (np.abs(steps.point) <= DIVERGED_BEYOND).all()
    wanted = outcome.step if outcome.status == "diverged" else spec.steps + 1
    assert steps.step.tolist() == list(range(wanted))


@given(spec=specs())
@settings(max_examples=30, deadline=None, derandomize=True, database=None)
def test_a_run_is_a_pure_function_of_its_spec(spec):
    """Run again, and from its own JSON in other chunks, a spec gives the same records and outcome."""
    steps, outcome = whole(spec)
    again, outcome_again = whole(RunSpec.model_validate_json(spec.model_dump_json()), (3, 5))
    assert steps.columns() == again.columns()
    assert outcome == outcome_again
