"""What every schedule of the catalogue promises. A new one joins by being in the list."""

import ast
import math
from pkgutil import resolve_name

import numpy as np
import pytest
import torch

from app.core import pace
from app.core.axis import FanSpec, SweepSpec
from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import find
from app.core.lab.data import patterns
from app.core.lab.networks.base import seeded
from app.core.lab.networks.conv import Conv
from app.core.lab.train import train
from app.core.rates import rates
from app.core.spec import MAX_STEPS, RunSpec
from app.core.sweeps import fan, sweep
from app.core.training import TrainingSpec

TORCHS = [entry for entry in SCHEDULES if entry.reference]

each_schedule = pytest.mark.parametrize("entry", SCHEDULES, ids=lambda entry: entry.name)
each_of_torch = pytest.mark.parametrize("entry", TORCHS, ids=lambda entry: entry.name)
each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def spec(schedule, rule="simple_gd", steps=60, changes=(), objective="square", dtype="float32", lr=0.1):
    return RunSpec.model_validate(
        {
            "objective": {"name": objective},
            "optimizer": {"name": rule, "lr": lr},
            "schedule": schedule,
            "start": list(find(OBJECTIVES, objective).start),
            "dtype": dtype,
            "changes": list(changes),
            "steps": steps,
        }
    )


def run(spec):
    ((part,),) = descend([spec])
    return part.steps


def shapes(entry):
    """The defaults, and each parameter at both ends of its slider and a third of the way, the others as given."""
    usual = {parameter.name: parameter.default for parameter in entry.parameters}
    yield usual
    for parameter in entry.parameters:
        low, high = parameter.slider
        for value in (low, low + (high - low) / 3, high):
            yield usual | {parameter.name: round(value) if parameter.whole else float(value)}


def scheduler(entry, optimizer, shape):
    """torch's own scheduler, as the catalogue writes its reference."""
    call = ast.parse(entry.reference, mode="eval").body
    names = {**shape, "optimizer": optimizer, "lr": optimizer.param_groups[0]["lr"]}
    keywords = {
        each.arg: names[each.value.id] if isinstance(each.value, ast.Name) else ast.literal_eval(each.value)
        for each in call.keywords
    }
    return resolve_name(ast.unparse(call.func))(optimizer, *(names[each.id] for each in call.args[1:]), **keywords)


def stepped(entry, shape, steps, lr=0.3):
    """The rates of torch's own scheduler, one for each update that it allows."""
    p = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=lr)
    own = scheduler(entry, optimizer, shape)
    found = [optimizer.param_groups[0]["lr"]]
    for _ in range(min(steps, shape.get("total_steps", steps)) - 1):
        optimizer.step()
        own.step()
        found.append(optimizer.param_groups[0]["lr"])
    return found


def ended(work):
    """What work returns at its end."""
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value


def test_names_are_unique():
    """A schedule has its own name in a spec, and each of its parameters in its address."""
    assert len({entry.name for entry in SCHEDULES}) == len(SCHEDULES)
    for entry in SCHEDULES:
        assert entry.floor in {"", *(parameter.name for parameter in entry.parameters)}


@each_of_torch
def test_the_rates_are_torch_s(entry):
    """Over 400 updates, wherever the sliders stand, each rate is the one that torch's scheduler comes to."""
    for shape in shapes(entry):
        if entry.name == "one_cycle" and shape["pct_start"] * shape["total_steps"] == 1:
            continue  # torch divides by zero
        ours = rates(spec({"name": entry.name, **shape}, lr=0.3), 400)
        theirs = stepped(entry, shape, 400)
        np.testing.assert_allclose(ours[: len(theirs)], theirs, rtol=1e-12, atol=1e-13)


@each_schedule
def test_every_rate_is_a_rate(entry):
    """At both ends of every range and to the last step of the longest run a factor lies between 0 and 1."""
    for parameter in entry.parameters:
        for value in (parameter.minimum, parameter.maximum):
            shape = {"name": entry.name, parameter.name: value}
            factor = spec(shape).schedule.load()
            assert all(0 <= factor(step) <= 1 + 1e-15 for step in (*range(60), MAX_STEPS // 2, MAX_STEPS))


def test_a_cycle_stays_where_it_ends():
    """Past its last step, where torch refuses to go on, the last rate holds."""
    ours = rates(spec({"name": "one_cycle", "total_steps": 20}), 30)
    assert set(ours[19:]) == {ours[19]}
    assert ours[19] == pytest.approx(0.1 / 25 / 1e4)


def test_a_cycle_of_which_the_first_step_is_the_top():
    """Where torch divides by zero, the first step is the top itself."""
    ours = rates(spec({"name": "one_cycle", "total_steps": 10, "pct_start": 0.1}), 10)
    assert ours[0] == 0.1 and sorted(ours, reverse=True) == ours


def test_the_lowest_rate_of_a_cosine_is_a_rate():
    """eta_min is the rate itself and not a share, as in torch."""
    assert rates(spec({"name": "cosine", "T_max": 5, "eta_min": 0.02}), 6)[5] == pytest.approx(0.02)


def test_constant_has_no_rates():
    """Where nothing is scheduled there is nothing to tell, and lanes keep no pace."""
    assert rates(spec({"name": "constant"}), 10) is None
    assert RunSpec.model_validate(spec({"name": "constant"}).model_dump(exclude={"schedule"})).schedule.constant


@each_of_torch
@each_rule
def test_a_run_is_that_of_a_notebook(entry, rule, reference):
    """optimizer.step() and scheduler.step(), again and again, go the same way to the last place of float32."""
    shape = {parameter.name: parameter.default for parameter in entry.parameters}
    steps = run(spec({"name": entry.name, **shape}, rule, 50, objective="double_well", lr=0.01))
    x = torch.tensor(find(OBJECTIVES, "double_well").start, requires_grad=True)
    values = {each.name: each.default for each in find(OPTIMIZERS, rule).parameters} | {"lr": 0.01}
    optimizer = reference(find(OPTIMIZERS, rule), x, values)
    own = scheduler(entry, optimizer, shape)
    for row in range(51):
        np.testing.assert_allclose(steps.point[row], x.detach(), rtol=2e-6, atol=1e-7)
        optimizer.zero_grad()
        find(OBJECTIVES, "double_well").call(x).backward()
        optimizer.step()
        if row < 49:
            own.step()


@each_of_torch
def test_the_told_rates_are_those_that_are_used(entry):
    """In float64 each step of plain descent is the told rate times the gradient; a changed lr is a new base."""
    given = spec({"name": entry.name}, changes=[{"step": 7, "optimizer": {"lr": 0.4}}], dtype="float64")
    steps, told = run(given), np.array(rates(given, 60))
    np.testing.assert_allclose(steps.point[1:, 0], steps.point[:-1, 0] - told * steps.grad[:-1, 0], rtol=1e-14)
    plain = np.array(rates(spec({"name": entry.name}), 60))
    floor = given.schedule.floor
    np.testing.assert_allclose(told - floor, (plain - floor) * np.where(np.arange(60) < 7, 1, 4), rtol=1e-12)


@each_of_torch
def test_fans_and_maps_have_the_runs_of_the_schedule(entry):
    """Each path of a fan and each place of a map is to the bit the run alone."""
    whole = spec({"name": entry.name}, "momentum")
    values = [0.001, 0.1, 1.5]
    paths = ended(fan(FanSpec(run=whole, field="optimizer.lr", values=values, kept=[0, 30, 60])))
    axes = {"x": {"field": "optimizer.momentum", "low": 0.5, "high": 0.9, "count": 2},
            "y": {"field": "start.0", "low": -1.0, "high": 1.0, "count": 2}}  # fmt: skip
    *_, map_ = sweep(SweepSpec.model_validate({"run": whole, **axes}))
    for lane, lr in enumerate(values):
        steps = run(spec({"name": entry.name}, "momentum", lr=lr))
        last = len(steps) - 1
        np.testing.assert_array_equal(paths.point[lane], steps.point[[0, min(30, last), last]])
    assert map_.ends.loss[1, 1] == run(whole).loss[-1]


@pytest.mark.parametrize(("schedule", "known"), [("constant", True), ("exponential", False)])
def test_theory_knows_one_rate_only(schedule, known):
    """Where the rate changes on the way, a map has no edge."""
    axes = {"x": {"field": "optimizer.lr", "low": 0.1, "high": 1.5, "count": 2},
            "y": {"field": "start.0", "low": -1.0, "high": 1.0, "count": 2}}  # fmt: skip
    assert (SweepSpec.model_validate({"run": spec({"name": schedule}), **axes}).edge() is not None) == known


def test_the_factors_come_in_blocks(monkeypatch):
    """However many are worked out at once, they are the same."""
    whole = run(spec({"name": "cosine"}))
    monkeypatch.setattr(pace, "BLOCK", 7)
    np.testing.assert_array_equal(run(spec({"name": "cosine"})).point, whole.point)


@each_of_torch
def test_the_classifier_is_trained_by_it(entry):
    """The article's loop with torch's scheduler after each update ends with the same weights, to float32."""
    shape = {parameter.name: parameter.default for parameter in entry.parameters}
    *_, last = train(TrainingSpec.model_validate({"schedule": {"name": entry.name, **shape}, "epochs": 1}))
    network = seeded(lambda: Conv((1, 4, 4), 2), 0)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9)
    own = scheduler(entry, optimizer, shape)
    samples = patterns.load().training
    for image, label in zip(samples.inputs, samples.labels, strict=True):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(image[None]), label[None]).backward()
        optimizer.step()
        own.step()
    np.testing.assert_allclose(
        last.frames[-1].weights["conv.weight"], network.conv.weight.detach(), rtol=1e-5, atol=1e-7
    )


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ({"name": "cosine", "T_max": 0}, r"T_max\s.*a whole number between 1 and 10000, got 0"),
        ({"name": "cosine", "T_max": 2.5}, r"T_max\s.*a whole number between 1 and 10000, got 2.5"),
        ({"name": "exponential", "gamma": math.inf}, r"gamma\s.*a number between 0 and 1, got inf"),
        ({"name": "linear"}, "'constant', 'step', 'exponential', 'cosine', 'warmup', 'one_cycle'"),
    ],
)
def test_a_bad_schedule_is_told_what_is_allowed(schedule, said):
    """Which parameter, and its range; or all names that there are."""
    with pytest.raises(ValueError, match=rf"(?s)schedule.*{said}"):
        spec(schedule)
