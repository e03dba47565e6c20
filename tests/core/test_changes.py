"""A hyperparameter that changes on the way."""

import numpy as np
import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.lanes import Lanes, records
from app.core.steps import Steps
from tests.core.descents import each_rule, run, runs, same, spec
from tests.core.pairs import each_pair


@each_pair
def test_a_change_is_a_new_value_in_torch_s_group(objective, rule):
    """A change at step k is what setting group['lr'] before update k does: the state goes on as it was."""
    steps, _ = run(
        objective=objective,
        rule=rule,
        steps=60,
        dtype="float64",
        lr=0.001,
        changes=[{"step": 37, "optimizer": {"lr": 0.0003}}, {"step": 50, "optimizer": {"lr": 0.002}}],
    )
    point = torch.tensor([find(OBJECTIVES, objective).start], dtype=torch.float64, requires_grad=True)
    optimizer = find(OPTIMIZERS, rule).load()([point], lr=0.001)
    for row in range(61):
        assert steps.point[row] == pytest.approx(point.detach()[0].numpy(), rel=1e-11)
        for group in optimizer.param_groups:
            group["lr"] = {37: 0.0003, 50: 0.002}.get(row, group["lr"])
        optimizer.zero_grad()
        find(OBJECTIVES, objective).call(point).sum().backward()
        optimizer.step()


def test_a_change_agrees_with_torch_s_own_momentum():
    """torch.optim.SGD whose rate and momentum are set on the way takes the same path."""
    changes = [{"step": 10, "optimizer": {"lr": 0.05, "momentum": 0.5}}]
    steps, _ = run(rule="momentum", steps=30, dtype="float64", lr=0.01, changes=changes)
    x = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.01, momentum=0.9)
    for row in range(31):
        assert steps.point[row, 0] == pytest.approx(x.item(), rel=1e-12)
        if row == 10:
            optimizer.param_groups[0].update(lr=0.05, momentum=0.5)
        optimizer.zero_grad()
        (x**2).sum().backward()
        optimizer.step()


def test_a_change_first_shows_in_the_next_record():
    """From x = 1 with rate 0.1, a change to 0.25 at step 2 halves x from record 3 on."""
    steps, _ = run(steps=4, lr=0.1, dtype="float64", changes=[{"step": 2, "optimizer": {"lr": 0.25}}])
    assert steps.point[:, 0] == pytest.approx([1.0, 0.8, 0.64, 0.32, 0.16])


def test_a_change_at_step_0_is_another_rate_and_one_past_the_end_is_nothing():
    """The first update already uses a change at step 0; one at the last record has no update left to use it."""
    plain, quick = run(steps=9, lr=0.1), run(steps=9, lr=0.3)
    assert same(run(steps=9, lr=0.1, changes=[{"step": 0, "optimizer": {"lr": 0.3}}]), quick)
    assert same(run(steps=9, lr=0.1, changes=[{"step": 9, "optimizer": {"lr": 0.3}}]), plain)


@each_rule
def test_a_change_leaves_other_lanes_alone(rule):
    """One lane's slider is no other lane's."""
    still = spec(rule=rule, lr=0.02)
    moved = spec(rule=rule, lr=0.02, changes=[{"step": 5, "optimizer": {"lr": 0.5}}])
    first, second, third = runs([still, moved, still])
    assert same(first, third) and same(first, runs([still])[0]) and same(second, runs([moved])[0])
    (rate, *_) = find(OPTIMIZERS, rule).parameters
    assert (first[0].point[6:10] != second[0].point[6:10]).all() != rate.initial


@each_rule
def test_every_hyperparameter_can_change(rule):
    """Each, of one number or several, may be moved while the ball rolls, and moves it, unless only its start counts."""
    hill = {"objective": "double_well", "start": [0.1], "rule": rule, "steps": 60, "lr": 0.1}
    plain, _ = run(**hill)
    for parameter in find(OPTIMIZERS, rule).parameters:
        moved = []
        for end in parameter.slider:
            value = np.broadcast_to(end, np.shape(parameter.default)).tolist()
            steps, _ = run(**hill, changes=[{"step": 5, "optimizer": {parameter.name: value}}])
            assert (plain.point[:6] == steps.point[:6]).all()
            moved.append(not np.array_equal(plain.point, steps.point))
        assert any(moved) != parameter.initial


def test_a_change_scheduled_on_the_way_is_one_of_the_spec():
    """Lanes that are told of a change when they have come to its step go on as the spec with it does."""
    change = {"step": 5, "optimizer": {"lr": 0.3}}
    told = Lanes.of([spec(rule="adam", lr=0.1)])
    ((before,),) = records([told], 6)
    told.schedule(0, spec(rule="adam", changes=[change]).changes[0])
    ((after,),) = records([told], 20)
    ((whole,),) = records([Lanes.of([spec(rule="adam", lr=0.1, changes=[change])])], 26)
    assert Steps.join([before, after]).columns() == whole.columns()
