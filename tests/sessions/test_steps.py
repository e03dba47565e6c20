"""Descents and trainings step by step: equal to the whole at once, to their ends."""

from dataclasses import replace

import pytest

from app.core.lab.replays import Replays
from app.core.spec import DescentSpec
from app.core.steps import BadStart
from app.sessions import Ended, TooMany
from tests.sessions.stepped import (
    ARTICLE,
    SHUFFLED,
    SQUARE,
    advance,
    at,
    create,
    descents,
    done,
    history,
    told,
    training,
    trainings,
    whole,
)

MOONS = {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "optimizer": {"name": "momentum"}, "batch": 8}


@descents
def test_a_descent_starts_at_record_0(store):
    """The ball lies at its start, with the loss and the gradient there."""
    descent = done(store.create(DescentSpec.model_validate(SQUARE)))
    assert descent.current == {"step": 0, "point": [1.0], "loss": 1.0, "grad": [2.0], "state": {}}
    assert (descent.status, descent.diverged_at) == ("running", None)
    assert done(store.read(descent.id)) == descent


@descents
def test_a_start_without_a_value_leaves_no_row(store):
    """Where record 0 isn't finite nothing is placed, and nothing is kept of it."""
    typed = {"objective": {"name": "typed", "formula": "log(x)"}, "optimizer": {"name": "adam"}, "start": [-1.0]}
    with pytest.raises(BadStart):
        create(store, typed)
    with store._transaction() as connection:
        assert connection.execute("SELECT count(*) FROM descents").fetchone() == (0,)
    assert advance(store, create(store, {**typed, "start": [1.0]}))[1].status == "running"


@trainings
def test_a_training_is_the_network_before_each_update(store):
    """What is current is the frame of the whole training at that update: gradients, and the update about to be made."""
    id = create(store, SHUFFLED)
    met = [done(store.read(id)).current, *(advance(store, id, count)[1].current for count in (1, 1, 120, 1))]
    spec = training(SHUFFLED, 200)
    assert met == [done(Replays().frames(spec, step, 1))[0] for step in (0, 1, 2, 122, 123)]
    assert met[0].update != met[1].update


@trainings
def test_points_tell_their_plane_at_each_step(store):
    """A training with points tells its decision map wherever it stands."""
    id = create(store, MOONS)
    assert advance(store, id, 5)[1].current.plane.said.shape == (40, 40)


def test_steps_are_those_of_the_whole(store, case):
    """Stepped by one, by many and by one again, the records are the whole's to the bit, and come once each."""
    id = create(store, case.rich)
    parts = [told(advance(store, id, count)[0]) for count in (1, 1, 300, 1)]
    assert [len(part["step"]) for part in parts] == [1, 1, 300, 1]
    assert history(store, id) == whole(case.rich, 303)
    first = case.kind.initial
    assert [step for part in parts for step in part["step"]] == list(range(first, 303 + first))


def test_it_diverges_as_the_whole_does(store, case):
    """The records end where the whole's do, and from then on there are no further ones."""
    id = create(store, case.wild)
    steps, session = advance(store, id, 50)
    assert told(steps)["step"] == list(range(case.kind.initial, case.wild_at))
    assert (session.status, session.diverged_at) == ("diverged", case.wild_at)
    assert at(session.current) == case.wild_at - case.kind.initial
    assert done(store.read(id)) == session
    ended = f"the {case.kind.noun} diverged at step {case.wild_at}, and has no further steps"
    with pytest.raises(Ended, match=ended):
        advance(store, id)
    with pytest.raises(Ended, match=ended):
        done(store.change(id, {"lr": 0.1}))
    assert history(store, id) == whole(case.wild, 50)


def test_who_looks_ahead_does_not_tell(store, case, monkeypatch):
    """Records computed, but never written, say nothing yet: it runs until it is stepped there."""
    id = create(store, case.wild)
    before = history(store, id)

    def full(*_):
        raise OSError("no space left on the disk")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_replace", full)
        with pytest.raises(OSError, match="no space"):
            advance(store, id, 50)
    assert (done(store.read(id)).status, history(store, id)) == ("running", before)
    assert advance(store, id, 50)[1].status == "diverged"


@descents
def test_a_descent_that_lies_still_has_converged(store):
    """The status says when the gradient is as good as nothing, and it may be stepped on all the same."""
    id = create(store, SQUARE)
    assert advance(store, id, 50)[1].status == "converged"
    assert advance(store, id)[1].current["step"] == 51


def test_all_its_steps_and_no_more(open_store, case):
    """Steps beyond the last are refused with what is left; with none left it has ended."""
    store = open_store(replace(case.kind, most=60))
    id = create(store, case.plain)
    advance(store, id, 59)
    with pytest.raises(TooMany, match="between 1 and 1, got 2"):
        advance(store, id, 2)
    advance(store, id)
    with pytest.raises(Ended, match="taken all its 60 steps"):
        advance(store, id)
    assert history(store, id) == whole(case.plain, 60)


@trainings
def test_after_the_last_update_none_is_to_come(store, monkeypatch):
    """A training that has made all its updates is told as it is in the end."""
    monkeypatch.setattr("app.kinds.MAX_UPDATES", 60)
    id = create(store, ARTICLE)
    session = advance(store, id, 60)[1]
    assert (session.status, session.current.step, session.current.update) == ("running", 60, None)
