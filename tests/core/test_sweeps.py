"""Fans and maps: each of their lanes is the run that it would be alone."""

import numpy as np
import pytest

from app.core import sweeps
from app.core.axis import FanSpec, SweepSpec
from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.spec import RunSpec
from app.core.sweeps import PIECE, STATUSES, fan, sweep
from tests.core.pairs import each_pair

each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def run(objective="square", rule="simple_gd", steps=60, **fields):
    start = [1.0] * find(OBJECTIVES, objective).dimension
    return {"objective": {"name": objective}, "optimizer": {"name": rule}, "start": start, "steps": steps} | fields


def rates(count=9, low=0.001, high=90.0):
    return {"field": "optimizer.lr", "low": low, "high": high, "count": count, "scale": "log"}


def starts(count=5):
    return {"field": "start.0", "low": -1.7, "high": 1.3, "count": count}


def runs(content, places):
    """The records and the outcome of the run at each rate from each x. Side by side, each is as alone: test_lanes."""
    specs = [
        content | {"optimizer": content["optimizer"] | {"lr": lr}, "start": [x, *content["start"][1:]]}
        for lr, x in places
    ]
    (parts,) = descend([RunSpec.model_validate(spec) for spec in specs])
    return [(part.steps, part.outcome) for part in parts]


def swept(**fields):
    return SweepSpec.model_validate(fields)


@each_pair
def test_each_place_of_a_map_is_the_run_alone(rule, objective):
    """Outcome, its step, and the last loss are to the bit those of the run with that rate from that start."""
    spec = swept(run=run(objective, rule), x=rates(6), y=starts(3))
    *_, last = sweep(spec)
    places = [(lr, x) for x in spec.y.values() for lr in spec.x.values()]
    ends = zip(last.ends.status.flat, last.ends.step.flat, last.ends.loss.flat, strict=True)
    for (status, step, loss), (_, outcome) in zip(ends, runs(spec.run.model_dump(), places), strict=True):
        assert (STATUSES[status], step, loss) == (outcome.status, outcome.step, np.float32(outcome.loss))


def whole_fan(**fields):
    """The spec of a fan over the rate, and the fan."""
    spec = FanSpec.model_validate({"field": "optimizer.lr", "values": np.geomspace(0.001, 90, 9).tolist(), **fields})
    work = fan(spec)
    try:
        while True:
            next(work)
    except StopIteration as end:
        return spec, end.value


@each_pair
def test_each_path_of_a_fan_is_the_run_alone(rule, objective):
    """The kept records are to the bit those of the run with that rate, and past a divergence the last one stays."""
    spec, found = whole_fan(run=run(objective, rule), kept=[*range(0, 60, 3), 60])
    for lane, (steps, outcome) in enumerate(runs(spec.run.model_dump(), [(lr, 1.0) for lr in spec.values])):
        known = [step for step in spec.kept if step < len(steps)]
        for name in ("point", "loss", "grad"):
            path = getattr(found, name)[lane]
            np.testing.assert_array_equal(path[: len(known)], getattr(steps, name)[known])
            assert (path[len(known) :] == path[len(known) - 1]).all()
        for name, column in steps.state.items():
            np.testing.assert_array_equal(found.state[name][lane, : len(known)], column[known])
        assert (STATUSES[found.ends.status[lane]], found.ends.step[lane]) == (outcome.status, outcome.step)


def test_a_fan_of_starts_has_the_run_from_each():
    """Where the field is the whole start, a value is a point, and its path is the run from there."""
    content = {"objective": {"name": "rosenbrock"}, "optimizer": {"name": "adam"}, "start": [0.0, 0.0], "steps": 60}
    spec, found = whole_fan(run=content, field="start", values=[[-1.0, 1.5], [0.5, -0.5]], kept=[0, 60])
    for lane, start in enumerate(spec.values):
        ((part,),) = descend([RunSpec.model_validate(content | {"start": start})])
        np.testing.assert_array_equal(found.point[lane], part.steps.point[[0, 60]])


def test_a_long_fan_is_done_in_pieces():
    """Others have their turn while a fan of many steps is computed."""
    pieces = list(
        fan(FanSpec.model_validate({"run": run(steps=1_000), "field": "start.0", "values": [0, 1], "kept": [0]}))
    )
    assert len(pieces) == 1_001 // PIECE


def test_nothing_in_a_map_is_wild():
    """From a rate at which all settle to one at which all diverge, every loss is a number."""
    *_, last = sweep(swept(run=run("double_well", "adam"), x=rates(), y=starts()))
    assert np.isfinite(last.ends.loss).all()
    _, paths = whole_fan(run=run("double_well"), kept=[0, 30, 60])
    assert np.isfinite(paths.loss).all()


def test_a_map_says_which_minimum():
    """A converged run has come to the nearest of the minima, and no other run has come to any."""
    *_, last = sweep(swept(run=run("double_well", steps=300), x=rates(low=0.01, high=0.1), y=starts(9)))
    minima = [minimum.point[0] for minimum in find(OBJECTIVES, "double_well").minima]
    places = [(lr, x) for x in np.linspace(-1.7, 1.3, 9) for lr in np.geomspace(0.01, 0.1, 9)]
    for which, (_, outcome) in zip(last.ends.minimum.flat, runs(run("double_well", steps=300), places), strict=True):
        assert which == -1 or minima[which] == pytest.approx(outcome.point[0], abs=1e-3)
        assert (which >= 0) == (outcome.status == "converged" and abs(outcome.point[0]) > 0.5)


def test_any_two_numbers_may_be_swept():
    """Momentum against the start, with the rate that the run says."""
    momentum = {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 4}
    content = run(rule="momentum", optimizer={"name": "momentum", "lr": 0.05})
    *_, last = sweep(swept(run=content, x=momentum, y=starts()))
    spec = RunSpec.model_validate(content | {"optimizer": {"name": "momentum", "lr": 0.05, "momentum": 0.9}})
    ((part,),) = descend([spec.model_copy(update={"start": [1.3]})])
    assert last.ends.loss[-1, -1] == np.float32(part.outcome.loss)


def test_blocks_joined_are_one_map(monkeypatch):
    """A large map is computed some rows at a time: in whatever blocks, it is the same map."""
    spec = swept(run=run("bumpy", steps=30), x=rates(40), y=starts(30))
    *_, whole = sweep(spec)
    monkeypatch.setattr(sweeps, "BLOCK", 130)
    *_, pieces = sweep(spec)
    for name in ("status", "step", "loss", "minimum"):
        np.testing.assert_array_equal(getattr(whole.ends, name), getattr(pieces.ends, name))


def test_a_map_reports_how_far_it_is(monkeypatch):
    """The share done grows from report to report, up to the whole, and only the last has the map."""
    monkeypatch.setattr(sweeps, "TURN", 2_000)
    monkeypatch.setattr(sweeps, "BLOCK", 500)
    *reports, last = sweep(swept(run=run(steps=30), x=rates(40), y=starts(30)))
    shares = [report.done for report in reports]
    assert len(shares) > 10
    assert shares == sorted(set(shares)) and 0 < shares[0] < shares[-1] < last.done == 1
    assert not any(report.ends for report in reports) and last.ends.loss.shape == (30, 40)
