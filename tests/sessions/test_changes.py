"""A change holds from the current step on."""

import pytest
from pydantic import ValidationError

from app.core.spec import MAX_CHANGES
from app.sessions import TooMany
from tests.sessions.stepped import ARTICLE, advance, at, create, done, history, trainings, whole


@trainings
def test_the_update_about_to_be_made_follows_a_change(store):
    """A rate that is changed changes the update that is to come, by torch's own rule, and none that was."""
    id = create(store, {**ARTICLE, "optimizer": {"name": "simple_gd", "lr": 0.001}})
    before = advance(store, id)[1].current
    after = done(store.change(id, {"lr": 0.004})).current
    assert (after.weights, after.grads) == (before.weights, before.grads)
    assert max(map(abs, flat(before.update))) > 0
    assert flat(after.update) == pytest.approx([4 * each for each in flat(before.update)], rel=1e-4, abs=1e-8)


def flat(tensors):
    """The numbers of nested lists by name."""

    def numbers(value):
        return [value] if not isinstance(value, list) else [number for row in value for number in numbers(row)]

    return [number for value in tensors.values() for number in numbers(value)]


def test_a_change_holds_from_the_current_step_on(store, case):
    """Changed twice on its way it is the whole with these changes, the optimizer's state kept."""
    id = create(store, case.rich)
    advance(store, id, 37)
    assert at(done(store.change(id, {"lr": 0.3})).current) == 37
    done(store.change(id, {"betas": [0.5, 0.9]}))
    advance(store, id, 20)
    changes = [{"step": 37, "optimizer": {"lr": 0.3, "betas": [0.5, 0.9]}}]
    assert done(store.read(id)).spec.model_dump()["changes"] == changes
    assert history(store, id) == whole(case.rich, 57, changes)


def test_a_schedule_goes_on_over_steps_and_changes(open_store, case):
    """Stepped by hand in two processes, its rate changed in between, what has a schedule is the whole in one."""
    body = {**case.rich, "schedule": {"name": "cosine", "T_max": 60}}
    first, second = open_store(), open_store()
    id = create(first, body)
    advance(first, id, 30)
    done(second.change(id, {"lr": 0.2}))
    advance(second, id, 70)
    assert history(first, id) == whole(body, 100, [{"step": 30, "optimizer": {"lr": 0.2}}])


def test_a_change_unsays_what_was_computed_ahead(open_store, case):
    """Records computed ahead, but changed by another process before they were written, are those of the change."""
    here, there = open_store(), open_store()
    id = create(here, case.rich)
    advance(here, id, 10)
    long = here.advance(id, 3 * case.kind.live.PIECE)
    next(long)
    done(there.change(id, {"lr": 0.3}))
    done(long)
    changes = [{"step": 10, "optimizer": {"lr": 0.3}}]
    assert history(here, id) == whole(case.rich, 10 + 3 * case.kind.live.PIECE, changes)


def test_a_thousand_changes_and_no_more(store, case):
    """The journal is as long as a whole's list of changes may be."""
    changes = [{"step": step, "optimizer": {"lr": 0.1}} for step in range(MAX_CHANGES)]
    id = create(store, {**case.plain, "changes": changes})
    with pytest.raises(TooMany, match=f"a {case.kind.noun} takes at most 1000 changes"):
        done(store.change(id, {"lr": 0.2}))


def test_a_change_may_come_at_any_step(case):
    """A change is allowed up to the last step that there may be, and not after it."""
    last = {"step": case.kind.most, "optimizer": {"lr": 0.2}}
    assert case.kind.spec.model_validate({**case.plain, "changes": [last]}).changes[0].step == case.kind.most
    with pytest.raises(ValidationError, match=f"between 0 and {case.kind.most}"):
        case.kind.spec.model_validate({**case.plain, "changes": [{**last, "step": case.kind.most + 1}]})


def test_a_bad_change_changes_nothing(store, case):
    """A hyperparameter that isn't allowed is refused, and all is as it was."""
    id = create(store, case.plain)
    before = done(store.read(id))
    with pytest.raises(ValidationError, match="between 0 and 100"):
        done(store.change(id, {"lr": -1.0}))
    assert done(store.read(id)) == before
