"""Descents and trainings step by step: never lost, never twice, the same everywhere, equal to the whole at once."""

import math
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest
from pydantic import ValidationError

import app
from app.core.batch import descend
from app.core.lab.frames import Frame
from app.core.lab.replays import Replays
from app.core.lab.train import Updates, train
from app.core.spec import MAX_CHANGES, DescentSpec, RunSpec
from app.core.steps import BadStart, Steps
from app.core.training import TrainingSpec
from app.kinds import DESCENTS, TRAININGS, Kind
from app.sessions import Ended, Sessions, TooMany, Unknown

SQUARE = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0]}
BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6]}
ARTICLE = {"optimizer": {"name": "momentum", "lr": 0.001}, "seed": 3}
SHUFFLED = {"optimizer": {"name": "adam", "lr": 0.01}, "order": "shuffled", "batch": 3, "seed": 5}
MOONS = {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "optimizer": {"name": "momentum"}, "batch": 8}


@dataclass(frozen=True)
class Case:
    """What is stepped of a kind: something plain, something with a state, and something that soon diverges."""

    kind: Kind
    plain: dict
    rich: dict
    wild: dict
    wild_at: int


CASES = [
    Case(DESCENTS, SQUARE, BUMPY, {**SQUARE, "optimizer": {"name": "simple_gd", "lr": 1.5}}, 20),
    Case(TRAININGS, ARTICLE, SHUFFLED, {"loss": "mse", "optimizer": {"name": "simple_gd", "lr": 0.3}}, 8),
]


@pytest.fixture(params=CASES, ids=lambda case: case.kind.noun)
def case(request):
    return request.param


@pytest.fixture
def open_store(tmp_path, case):
    """Open the test's database: each call as another process would."""
    stores = []

    def open_store(kind=case.kind, days=30):
        stores.append(Sessions(tmp_path / "kudari.db", days, kind))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store()


each = pytest.mark.parametrize
descents = each("case", CASES[:1], ids=["descent"])
trainings = each("case", CASES[1:], ids=["training"])


def done(work):
    """What work returns when all its pieces are done."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def create(store, body):
    return done(store.create(store.kind.spec.model_validate(body))).id


def advance(store, id, count=1):
    return done(store.advance(id, count))


def told(records):
    """Records as JSON has them."""
    return records.columns() if isinstance(records, Steps) else asdict(records)


def history(store, id):
    return told(done(store.history(id, 0, store.kind.most + 1)))


def whole(body, steps, changes=()):
    """The records of the same run or training, done at once."""
    if "start" in body:
        spec = RunSpec.model_validate({**body, "steps": steps, "changes": list(changes)})
        return told(Steps.join([part.steps for (part,) in descend([spec])]))
    made = told(Updates.join([part.steps for part in train(training(body, steps, changes))]))
    return {name: column[:steps] for name, column in made.items()}


def training(body, updates, changes=()):
    """The training of whole epochs that has so many updates or some more."""
    spec = TrainingSpec.model_validate({**body, "changes": list(changes), "epochs": 1})
    return spec.model_copy(update={"epochs": math.ceil(updates / spec.epoch)})


def at(current):
    """At which step that is which is current."""
    return current.step if isinstance(current, Frame) else current["step"]


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
