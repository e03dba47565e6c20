"""The loop: many descents as the lanes of one tensor, and each as it is alone."""

from functools import cache
from itertools import cycle

import numpy as np
import pytest
import torch

from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import find
from app.core.lanes import Lanes, records
from tests.core.descents import each_rule, run, runs, same, spec
from tests.core.pairs import each_pair

each_dtype = pytest.mark.parametrize("dtype", ["float32", "float64"])


@cache
def crowd(objective, rule, dtype):
    """A hundred runs, no two alike: rates that settle, wander and diverge, far and near starts, changes, schedules."""
    random = np.random.default_rng(7)
    low, high = np.array(find(OBJECTIVES, objective).domain).T
    lanes = []
    for lane in range(100):
        values = {"lr": float(10 ** random.uniform(-3, 1))}
        for parameter in find(OPTIMIZERS, rule).parameters[1:]:
            drawn = random.uniform(*parameter.slider, size=np.shape(parameter.default))
            values[parameter.name] = drawn.tolist()
        start = random.uniform(low, high) * (100 if lane % 10 == 9 else 1)
        changes = [{"step": int(random.integers(12)), "optimizer": {"lr": 0.05}}] if lane % 4 == 3 else []
        steps = int(random.integers(1, 20))
        schedule = SCHEDULES[lane // 2 % len(SCHEDULES)].name
        lanes.append(spec(objective, rule, start.tolist(), steps, dtype, changes, schedule, **values))
    return lanes


@cache
def alone(objective, rule, dtype, lane):
    (result,) = runs([crowd(objective, rule, dtype)[lane]])
    return result


@each_pair
@each_dtype
def test_each_lane_is_the_run_alone(objective, rule, dtype):
    """Whoever runs beside it, and however many, a run has the bits it has alone."""
    for count in (1, 2, 15, 16, 17, 100):
        together = runs(crowd(objective, rule, dtype)[:count])
        for lane in {*range(min(count, 17)), *range(17, count, 9)}:
            assert same(together[lane], alone(objective, rule, dtype, lane))


@each_pair
def test_record_0_is_the_start(objective, rule):
    """Before the first update: the start, its loss and gradient, and the rule's state where it starts."""
    steps, _ = run(objective=objective, rule=rule, steps=3, lr=0.001)
    start = torch.tensor(find(OBJECTIVES, objective).start, requires_grad=True)
    loss = find(OBJECTIVES, objective).call(start)
    loss.backward()
    assert steps.step.tolist() == [0, 1, 2, 3]
    assert steps.point[0].tolist() == start.tolist()
    assert steps.loss[0] == loss.item()
    assert steps.grad[0].tolist() == start.grad.tolist()
    assert set(steps.state) == {state.name for state in find(OPTIMIZERS, rule).state}
    values = {"lr": 0.001}
    for state in find(OPTIMIZERS, rule).state:
        assert (steps.state[state.name][0] == np.float32(values.get(state.start, state.start))).all()


@each_pair
def test_records_are_those_of_a_notebook(objective, rule, reference):
    """Record k is, to the bit, what a notebook sees that steps torch.optim k times and then takes the gradient."""
    steps, _ = run(objective=objective, rule=rule, steps=200, lr=0.001)
    start = torch.tensor(find(OBJECTIVES, objective).start, requires_grad=True)
    values = {each.name: each.default for each in find(OPTIMIZERS, rule).parameters} | {"lr": 0.001}
    optimizer = reference(find(OPTIMIZERS, rule), start, values)
    for row in range(201):
        optimizer.zero_grad()
        loss = find(OBJECTIVES, objective).call(start)
        loss.backward()
        record = steps.record(row)
        assert (record["point"], record["loss"], record["grad"]) == (start.tolist(), loss.item(), start.grad.tolist())
        for name, column in steps.state.items():
            assert row == 0 or column[row].tolist() == optimizer.state[start][name].expand_as(start).tolist()
        optimizer.step()


@pytest.mark.parametrize(("rate", "count", "factor"), [(0.01, 800, 0.98), (0.1, 50, 0.8)])
def test_the_article_s_figures(rate, count, factor):
    """From x = 1 on y = x², 800 steps of 0.01 leave x = 0.98⁸⁰⁰ and 50 steps of 0.1 leave x = 0.8⁵⁰."""
    steps, outcome = run(lr=rate, steps=count)
    assert len(steps) == count + 1
    assert outcome.point == [pytest.approx(factor**count, rel=count * 1.2e-7)]
    np.testing.assert_allclose(steps.point[:, 0], factor ** np.arange(count + 1.0), rtol=count * 1.2e-7)


@pytest.mark.parametrize(("rate", "count"), [(0.01, 800), (0.1, 50)])
def test_the_article_s_own_loop(rate, count):
    """x, y and the gradient are those of the article's loop, x = x - eta * x.grad, to float32."""
    steps, _ = run(lr=rate, steps=count)
    x = torch.tensor(1.0)
    for row in range(count + 1):
        x = x.detach().requires_grad_()
        y = x**2
        y.backward()
        record = steps.record(row)
        assert [*record["point"], record["loss"], *record["grad"]] == pytest.approx(
            [x.item(), y.item(), x.grad.item()], rel=count * 1.2e-7
        )
        x = x - rate * x.grad


def test_float64_on_request():
    """float32 unless the spec says float64, which keeps 13 digits through 50 steps."""
    single, _ = run(lr=0.1)
    double, _ = run(lr=0.1, dtype="float64")
    assert single.point.dtype == single.loss.dtype == single.grad.dtype == np.float32
    assert double.point.dtype == double.loss.dtype == double.grad.dtype == np.float64
    assert double.point[-1, 0] == pytest.approx(0.8**50, rel=1e-13)


@each_rule
@pytest.mark.parametrize("sizes", [(1,), (1, 2, 3), (64,), (8, 64), (41,), (1000,)], ids=str)
def test_chunks_joined_are_one_chunk(rule, sizes):
    """In whatever pieces the records come, joined they are the same records, with the same outcome."""
    specs = [
        spec("double_well", rule, steps=40, lr=0.05, changes=[{"step": 7, "optimizer": {"lr": 0.01}}]),
        spec("double_well", rule, steps=3, lr=0.05),
        spec("double_well", rule, [900.0], steps=40, lr=3.0),
    ]
    for whole, pieces in zip(runs(specs), runs(specs, sizes), strict=True):
        assert same(pieces, whole)


def test_chunks_have_the_sizes_asked():
    """The sizes are taken in turn, the last one repeated, and the last chunk is what is left."""
    chunks = list(descend([spec(steps=20)], (1, 4, 8)))
    assert [len(part.steps) for (part,) in chunks] == [1, 4, 8, 8]
    assert [len(part.steps) for (part,) in descend([spec(steps=9)], cycle((2, 3)))] == [2, 3, 2, 3]
    assert [part.outcome is not None for (part,) in chunks] == [False, False, False, True]


def test_a_run_that_ended_has_no_further_parts():
    """A short run and one that diverges say so with their last part, and the long one goes on."""
    specs = [spec(steps=3, lr=0.1), spec(steps=30, lr=40.0), spec(steps=12, lr=0.1)]
    heard = [[(part.run, part.outcome and part.outcome.status) for part in chunk] for chunk in descend(specs, (5,))]
    assert heard == [[(0, "finished"), (1, "diverged"), (2, None)], [(2, None)], [(2, "finished")]]


@each_rule
@pytest.mark.parametrize("kept", [[0], [99], [3, 1, 2], list(range(0, 100, 3))], ids=str)
def test_lanes_that_stay_go_on_as_they_were(rule, kept):
    """When others leave, a lane keeps its place, its state, its hyperparameters and its changes to come."""
    specs = crowd("double_well", rule, "float32")
    lanes = Lanes.of(specs)
    records([lanes], 5)
    lanes.keep(kept)
    for lane, steps in zip(kept, records([lanes], 15)[0], strict=True):
        ((whole,),) = records([Lanes.of([specs[lane]])], 20)
        np.testing.assert_array_equal(steps.point, whole.point[5:])
        np.testing.assert_array_equal(steps.loss, whole.loss[5:])


def test_lanes_of_tensors_are_lanes_of_specs():
    """A start and a rate for each lane, as two columns, are the same lanes as a spec for each."""
    rates = torch.linspace(0.01, 1.2, 40, dtype=torch.float64)
    start = torch.linspace(-1, 1, 40)[:, None]
    together = Lanes(find(OBJECTIVES, "bumpy"), find(OPTIMIZERS, "simple_gd").load(), start, {"lr": rates[:, None]})
    specs = [spec("bumpy", "simple_gd", x, lr=rate) for x, rate in zip(start.tolist(), rates.tolist(), strict=True)]
    for ours, theirs in zip(*records([together], 9), *records([Lanes.of(specs)], 9), strict=True):
        np.testing.assert_array_equal(ours.point, theirs.point)


@pytest.mark.parametrize("other", [{"objective": "bumpy"}, {"rule": "adam"}, {"dtype": "float64"}], ids=str)
def test_lanes_are_of_one_kind(other):
    """Different objectives, rules or precisions cannot be the lanes of one tensor."""
    with pytest.raises(ValueError, match="lanes share objective, dtype and rule, got 2 kinds"):
        Lanes.of([spec(), spec(**other)])


def test_no_lanes_are_no_kind():
    """There is no loop without a run."""
    with pytest.raises(ValueError, match="got 0 kinds"):
        Lanes.of([])
