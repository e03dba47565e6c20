"""Step-by-step descents: never lost, never twice, the same everywhere, equal to a whole run."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

import app
from app.core.batch import descend
from app.core.spec import MAX_CHANGES, MAX_STEPS, DescentSpec, RunSpec
from app.core.steps import BadStart, Steps
from app.descents import PIECE, DescentEnded, Descents, TooMany, UnknownDescent

SQUARE = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0]}
BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6]}
WILD = {**SQUARE, "optimizer": {"name": "simple_gd", "lr": 1.5}}
WILD_AT = 20


@pytest.fixture
def open_store(tmp_path):
    """Open the test's database: each call as another process would."""
    stores = []

    def open_store(days=30):
        stores.append(Descents(tmp_path / "kudari.db", days))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store()


def done(work):
    """What work returns when all its pieces are done."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def create(store, body=SQUARE):
    return done(store.create(DescentSpec.model_validate(body))).id


def advance(store, id, count=1):
    return done(store.advance(id, count))


def whole(body, steps, changes=()):
    """The records of the same run, done at once."""
    spec = RunSpec.model_validate({**body, "steps": steps, "changes": list(changes)})
    return Steps.join([part.steps for (part,) in descend([spec])]).columns()


def test_a_schedule_goes_on_over_steps_and_changes(open_store):
    """Stepped by hand in two processes, its rate changed in between, a scheduled descent is the run in one."""
    body = {**BUMPY, "schedule": {"name": "cosine", "T_max": 60}}
    first, second = open_store(), open_store()
    id = create(first, body)
    advance(first, id, 30)
    done(second.change(id, {"lr": 0.2}))
    steps, _ = advance(second, id, 70)
    assert (
        Steps.join([steps]).columns()["point"]
        == whole(body, 100, [{"step": 30, "optimizer": {"lr": 0.2}}])["point"][31:]
    )


def test_a_descent_starts_at_record_0(store):
    """The ball lies at its start, with the loss and the gradient there."""
    descent = done(store.create(DescentSpec.model_validate(SQUARE)))
    assert descent.current == {"step": 0, "point": [1.0], "loss": 1.0, "grad": [2.0], "state": {}}
    assert (descent.status, descent.diverged_at) == ("running", None)
    assert done(store.read(descent.id)) == descent


def test_a_start_without_a_value_leaves_no_row(store):
    """Where record 0 isn't finite nothing is placed, and nothing is kept of it."""
    typed = {"objective": {"name": "typed", "formula": "log(x)"}, "optimizer": {"name": "adam"}, "start": [-1.0]}
    with pytest.raises(BadStart):
        create(store, typed)
    with store._transaction() as connection:
        assert connection.execute("SELECT count(*) FROM descents").fetchone() == (0,)
    assert advance(store, create(store, {**typed, "start": [1.0]}))[1].status == "running"


def test_steps_are_those_of_a_whole_run(store):
    """Stepped by one, by many and by one again, the records are a run's to the bit, and come once each."""
    id = create(store, BUMPY)
    parts = [advance(store, id, count)[0] for count in (1, 1, 300, 1)]
    assert [len(part) for part in parts] == [1, 1, 300, 1]
    assert done(store.history(id, 0, MAX_STEPS)).columns() == whole(BUMPY, 303)
    assert Steps.join(parts).columns()["step"] == list(range(1, 304))


def test_a_change_holds_from_the_current_record_on(store):
    """A descent changed twice on its way is the run with these changes, the optimizer's state kept."""
    id = create(store, BUMPY)
    advance(store, id, 37)
    assert done(store.change(id, {"lr": 0.3})).current["step"] == 37
    done(store.change(id, {"betas": [0.5, 0.9]}))
    advance(store, id, 20)
    changes = [{"step": 37, "optimizer": {"lr": 0.3, "betas": [0.5, 0.9]}}]
    assert done(store.read(id)).run.model_dump()["changes"] == changes
    assert done(store.history(id, 0, 100)).columns() == whole(BUMPY, 57, changes)


def test_another_process_has_the_same_records(open_store):
    """Who opens the file anew replays spec and journal to the same bits, and steps on from there."""
    first = open_store()
    id = create(first, BUMPY)
    advance(first, id, 10)
    done(first.change(id, {"lr": 0.2}))
    advance(first, id, 10)
    second = open_store()
    assert done(second.read(id)) == done(first.read(id))
    assert advance(second, id, 5)[1] == done(first.read(id))
    assert done(second.history(id, 0, 100)).columns() == done(first.history(id, 0, 100)).columns()


def test_a_change_made_elsewhere_is_followed(open_store):
    """Lanes kept from before learn of a change that another process wrote, and go on under it."""
    here, there = open_store(), open_store()
    id = create(here, BUMPY)
    advance(here, id, 10)
    done(there.change(id, {"lr": 0.3}))
    advance(here, id, 10)
    assert done(here.history(id, 0, 100)).columns() == whole(BUMPY, 20, [{"step": 10, "optimizer": {"lr": 0.3}}])


def test_lanes_that_ran_ahead_of_a_change_are_run_again(store):
    """A change that comes while a long advance is computed holds for every one of its steps."""
    id = create(store, BUMPY)
    long = store.advance(id, 2 * PIECE)
    next(long)
    done(store.change(id, {"lr": 0.3}))
    steps, _ = done(long)
    assert steps.columns()["step"] == list(range(1, 2 * PIECE + 1))
    changes = [{"step": 0, "optimizer": {"lr": 0.3}}]
    assert done(store.history(id, 0, MAX_STEPS)).columns() == whole(BUMPY, 2 * PIECE, changes)


def test_a_long_advance_lets_others_go_first(store):
    """Between the pieces of a long advance another's steps are done, and the long one comes after them."""
    id = create(store)
    long = store.advance(id, 3 * PIECE)
    next(long)
    assert advance(store, id)[0].columns()["step"] == [1]
    steps, descent = done(long)
    assert steps.columns()["step"] == list(range(2, 3 * PIECE + 2))
    assert descent.current["step"] == 3 * PIECE + 1


def test_many_step_at_once(open_store):
    """Threads of two processes step one descent: the new records are each of 1 to 80 once."""
    stores = [open_store(), open_store()]
    id = create(stores[0])
    start, steps = threading.Barrier(4), []

    def step(store):
        start.wait()
        for _ in range(10):
            steps.extend(advance(store, id, 2)[0].columns()["step"])

    threads = [threading.Thread(target=step, args=[store]) for store in 2 * stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(steps) == list(range(1, 81))
    assert done(stores[1].history(id, 0, 100)).columns() == whole(SQUARE, 80)


def test_changes_and_steps_at_once(open_store):
    """Changes among another's steps are all kept: the history is that of the run that the journal says."""
    here, there = open_store(), open_store()
    id = create(here, BUMPY)
    stepping = threading.Thread(target=lambda: [advance(here, id) for _ in range(30)])
    stepping.start()
    for rate in range(30):
        done(there.change(id, {"lr": 0.01 + rate / 1000}))
    stepping.join()
    changes = done(there.read(id)).run.model_dump()["changes"]
    assert changes[-1]["optimizer"] == {"lr": 0.01 + 29 / 1000}
    for store in (here, there):
        assert done(store.history(id, 0, 100)).columns() == whole(BUMPY, 30, changes)


def test_many_processes_open_a_new_file(tmp_path):
    """Workers that start together on a database that isn't there yet all find it made."""
    code = (
        f"from app.descents import Descents; from pathlib import Path; Descents(Path({str(tmp_path)!r}, 'a/k.db'), 1)"
    )
    root = Path(app.__file__).parents[1]
    starting = [subprocess.Popen([sys.executable, "-c", code], cwd=root) for _ in range(6)]
    assert [process.wait() for process in starting] == [0] * 6


def test_a_descent_diverges_as_its_run_does(store):
    """The records end before the step that was never reached, and from then on there are no further ones."""
    id = create(store, WILD)
    steps, descent = advance(store, id, 50)
    assert steps.columns()["step"] == list(range(1, WILD_AT))
    assert (descent.status, descent.diverged_at, descent.current["step"]) == ("diverged", WILD_AT, WILD_AT - 1)
    assert done(store.read(id)) == descent
    with pytest.raises(DescentEnded, match="diverged at step 20"):
        advance(store, id)
    with pytest.raises(DescentEnded, match="diverged at step 20"):
        done(store.change(id, {"lr": 0.1}))
    assert done(store.history(id, 0, 100)).columns() == whole(WILD, 50)


def test_who_looks_ahead_does_not_tell(store, monkeypatch):
    """Records computed, but never written, say nothing yet: the descent runs until it is stepped there."""
    id = create(store, WILD)

    def full(*_):
        raise OSError("no space left on the disk")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_replace", full)
        with pytest.raises(OSError, match="no space"):
            advance(store, id, 50)
    assert (done(store.read(id)).status, done(store.history(id, 0, 100)).columns()["step"]) == ("running", [0])
    assert advance(store, id, 50)[1].status == "diverged"


def test_a_descent_that_lies_still_has_converged(store):
    """The status says when the gradient is as good as nothing, and it may be stepped on all the same."""
    id = create(store)
    assert advance(store, id, 50)[1].status == "converged"
    assert advance(store, id)[1].current["step"] == 51


def test_ten_thousand_steps_and_no_more(store):
    """Steps beyond the last are refused with what is left; with none left the descent has ended."""
    id = create(store)
    advance(store, id, MAX_STEPS - 1)
    with pytest.raises(TooMany, match="between 1 and 1, got 2"):
        advance(store, id, 2)
    advance(store, id)
    with pytest.raises(DescentEnded, match="taken all its 10000 steps"):
        advance(store, id)


def test_a_thousand_changes_and_no_more(store):
    """The journal is as long as a run's list of changes may be."""
    changes = [{"step": step, "optimizer": {"lr": 0.1}} for step in range(MAX_CHANGES)]
    id = create(store, {**SQUARE, "changes": changes})
    with pytest.raises(TooMany, match="at most 1000 changes"):
        done(store.change(id, {"lr": 0.2}))


def test_a_bad_change_changes_nothing(store):
    """A hyperparameter that isn't allowed is refused, and the descent is as it was."""
    id = create(store)
    before = done(store.read(id))
    with pytest.raises(ValidationError, match="between 0 and 100"):
        done(store.change(id, {"lr": -1.0}))
    assert done(store.read(id)) == before


def test_an_ended_descent_is_gone_everywhere(open_store):
    """Ended in one process, it is unknown to all, also where its lanes are still kept."""
    here, there = open_store(), open_store()
    id = create(here)
    advance(there, id)
    here.end(id)
    for work in (there.read(id), there.advance(id, 1), there.history(id, 0, 1), there.change(id, {"lr": 0.2})):
        with pytest.raises(UnknownDescent):
            done(work)
    with pytest.raises(UnknownDescent):
        there.end(id)


def test_old_descents_are_forgotten(open_store):
    """A descent older than the days it is kept goes when the next one comes."""
    store = open_store(days=1e-9)
    old = create(store)
    create(store)
    with pytest.raises(UnknownDescent):
        done(store.read(old))


def test_more_descents_than_are_kept_live(store, monkeypatch):
    """Descents whose lanes were given up for others' go on as if nothing had been."""
    monkeypatch.setattr("app.descents.KEPT_LIVE", 2)
    ids = [create(store, BUMPY) for _ in range(4)]
    for _ in range(3):
        for id in ids:
            advance(store, id, 2)
    assert all(done(store.history(id, 0, 100)).columns() == whole(BUMPY, 6) for id in ids)
