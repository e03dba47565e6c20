"""A batch: who leaves, and that nobody else notices."""

import numpy as np
import pytest

from app.core.batch import Batch, descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.spec import RunSpec
from app.core.steps import Steps


def spec(steps, lr=0.05, rule="adam"):
    optimizer = {"name": rule, "lr": lr}
    return RunSpec.model_validate(
        {"objective": {"name": "bumpy"}, "optimizer": optimizer, "start": [1.6], "steps": steps}
    )


def whole(batch, size, parts=()):
    """Every part of a batch until its end, joined by run."""
    parts = list(parts)
    while batch.going:
        parts += batch.turn(size)
    return {run: Steps.join([part.steps for part in parts if part.run == run]) for run in {part.run for part in parts}}


@pytest.mark.parametrize("size", [1, 7, 64])
def test_short_runs_leave_and_the_long_one_stays(size):
    """Forty runs of growing length end one after another, each with the records that it has alone."""
    specs = [spec(1 + 3 * run, lr=0.01 + 0.002 * run) for run in range(40)]
    found = whole(Batch(specs), size)
    for run in range(0, 40, 7):
        ((part,),) = descend([specs[run]])
        np.testing.assert_array_equal(found[run].point, part.steps.point)
        np.testing.assert_array_equal(found[run].state["exp_avg_sq"], part.steps.state["exp_avg_sq"])


def test_all_rules_share_a_backward_pass(monkeypatch):
    """Runs by three rules are one batch: each has the bits it has alone, and the objective is called once a record."""
    calls = []
    bumpy = find(OBJECTIVES, "bumpy")
    call = bumpy.call
    specs = [spec(30 + run, rule=OPTIMIZERS[run % 3].name) for run in range(20)]
    with monkeypatch.context() as patch:
        patch.setitem(vars(bumpy), "call", lambda point: calls.append(len(point)) or call(point))
        found = whole(Batch(specs), 8)
    assert len(calls) == 50
    for run, each in enumerate(specs):
        ((part,),) = descend([each])
        assert found[run].columns() == part.steps.columns()


@pytest.mark.parametrize("other", [{"objective": {"name": "square"}}, {"dtype": "float64"}], ids=str)
def test_a_batch_has_one_objective_and_precision(other):
    """A backward pass has one objective, and a tensor one precision."""
    with pytest.raises(ValueError, match="a batch shares objective and dtype"):
        Batch([spec(5), RunSpec.model_validate(spec(5).model_dump() | other)])


def test_who_leaves_has_no_further_part():
    """A run that is told to leave is not in the next turn, and the others are as they were."""
    specs = [spec(60, lr=0.01 + 0.001 * run) for run in range(40)]
    batch = Batch(specs)
    before = batch.turn(5)
    for run in range(1, 40):
        batch.leave(run)
    found = whole(batch, 9, [part for part in before if part.run == 0])
    ((alone,),) = descend([specs[0]])
    assert list(found) == [0]
    np.testing.assert_array_equal(found[0].point, alone.steps.point)


def test_a_batch_of_nobody_is_over():
    """When the last one has left nothing is going on."""
    batch = Batch([spec(10)])
    batch.turn(3)
    batch.leave(0)
    batch.leave(0)
    assert not batch.going
