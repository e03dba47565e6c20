"""What is kept: never lost, never twice, the same in every process, and forgotten in time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import app
from app.kinds import DESCENTS, TRAININGS
from app.sessions import Unknown
from tests.sessions.stepped import ARTICLE, SQUARE, advance, at, create, descents, done, history, told, whole


def test_another_process_has_the_same_records(open_store, case):
    """Who opens the file anew replays spec and journal to the same bits, and steps on from there."""
    first = open_store()
    id = create(first, case.rich)
    advance(first, id, 10)
    done(first.change(id, {"lr": 0.2}))
    advance(first, id, 10)
    second = open_store()
    assert done(second.read(id)) == done(first.read(id))
    assert advance(second, id, 5)[1] == done(first.read(id))
    assert history(second, id) == history(first, id)


def test_a_long_advance_lets_others_go_first(store, case):
    """Between the pieces of a long advance another's steps are done, and the long one comes after them."""
    id = create(store, case.plain)
    piece, first = case.kind.live.PIECE, case.kind.initial
    long = store.advance(id, 3 * piece)
    next(long)
    steps, other = advance(store, id)
    assert (told(steps)["step"], at(other.current)) == ([first], 1)
    assert done(store.read(id)) == other
    steps, last = done(long)
    assert told(steps)["step"] == list(range(first + 1, 3 * piece + first + 1))
    assert at(last.current) == 3 * piece + 1


def test_many_step_at_once(open_store, case):
    """Threads of two processes step one: the new records are 80 in a row, each once."""
    stores = [open_store(), open_store()]
    id = create(stores[0], case.plain)
    start, steps = threading.Barrier(4), []

    def step(store):
        start.wait()
        for _ in range(10):
            steps.extend(told(advance(store, id, 2)[0])["step"])

    threads = [threading.Thread(target=step, args=[store]) for store in 2 * stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(steps) == list(range(case.kind.initial, 80 + case.kind.initial))
    assert history(stores[1], id) == whole(case.plain, 80)


def test_changes_and_steps_at_once(open_store, case):
    """Changes among another's steps are all kept: the history is that of the whole that the journal says."""
    here, there = open_store(), open_store()
    id = create(here, case.rich)
    stepping = threading.Thread(target=lambda: [advance(here, id) for _ in range(30)])
    stepping.start()
    for rate in range(30):
        done(there.change(id, {"lr": 0.01 + rate / 1000}))
    stepping.join()
    changes = done(there.read(id)).spec.model_dump()["changes"]
    assert changes[-1]["optimizer"] == {"lr": 0.01 + 29 / 1000}
    for store in (here, there):
        assert history(store, id) == whole(case.rich, 30, changes)


@descents
def test_many_processes_open_a_new_file(tmp_path, case):
    """Workers that start together on a database that isn't there yet all find it made."""
    code = (
        "from app.kinds import DESCENTS; from app.sessions import Sessions; from pathlib import Path; "
        f"Sessions(Path({str(tmp_path)!r}, 'a/k.db'), 1, DESCENTS)"
    )
    root = Path(app.__file__).parents[1]
    starting = [subprocess.Popen([sys.executable, "-c", code], cwd=root) for _ in range(6)]
    assert [process.wait() for process in starting] == [0] * 6


def test_what_has_ended_is_gone_everywhere(open_store, case):
    """Ended in one process, it is unknown to all, also where it is still kept live."""
    here, there = open_store(), open_store()
    id = create(here, case.plain)
    advance(there, id)
    here.end(id)
    for work in (there.read(id), there.advance(id, 1), there.history(id, 0, 1), there.change(id, {"lr": 0.2})):
        with pytest.raises(Unknown, match=f"no {case.kind.noun} has this id"):
            done(work)
    with pytest.raises(Unknown):
        there.end(id)


def test_the_old_are_forgotten(open_store, case):
    """What is older than the days that it is kept goes when the next one comes."""
    store = open_store(days=1e-9)
    old = create(store, case.plain)
    create(store, case.plain)
    with pytest.raises(Unknown):
        done(store.read(old))


def test_more_than_are_kept_live(store, case, monkeypatch):
    """Those that were given up for others go on as if nothing had been."""
    monkeypatch.setattr("app.sessions.KEPT_LIVE", 2)
    ids = [create(store, case.rich) for _ in range(4)]
    for _ in range(3):
        for id in ids:
            advance(store, id, 2)
    assert all(history(store, id) == whole(case.rich, 6) for id in ids)


@descents
def test_a_database_of_descents_alone_takes_trainings_too(open_store):
    """A file from before there were trainings keeps its descents, and an id of the one is unknown to the other."""
    old = open_store(DESCENTS)
    id = create(old, SQUARE)
    with old._transaction() as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == [
            "descents"
        ]
    new = open_store(TRAININGS)
    assert advance(new, create(new, ARTICLE))[1].current.step == 1
    assert advance(old, id)[1].current["step"] == 1
    with pytest.raises(Unknown):
        done(new.read(id))
