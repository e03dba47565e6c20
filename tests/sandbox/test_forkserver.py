"""The fork server: what it says, starts, kills and reaps, and that it leaves nothing behind."""

import json
import os
import select
import signal
import sys
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from app.sandbox.launch import NOT_LOCKED
from tests.sandbox.conftest import NOBODY, PATIENCE, Driver, driving, look

HONEST = """
import torch
class SimpleGD(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})
    def step(self): ...
"""
FOR_EVER = look("print('!' * 2000)\nwhile True: pass")
"""Says that it has begun, and never ends."""
ROOT = os.geteuid() == 0


def printed(ended):
    """What a source has printed."""
    return "".join(event["text"] for event in ended.events if event["event"] == "print")


def said(server, expression):
    """What an expression is in a child, as text."""
    return printed(server.run(look(f"import os, sys\nprint({expression})")))


def children(pid):
    """The processes that a process has started and not reaped."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def altered(change):
    """A fork server in which something was changed before it began."""
    code = f"import sys\nfrom app.sandbox import forkserver\n{change}\nforkserver.main()"

    class Altered(Driver):
        def command(self, launch, user):
            return [sys.executable, "-P", "-c", code, json.dumps(asdict(launch))]

    with closing(Altered()) as driver:
        yield driver


@pytest.mark.parametrize(
    ("without", "end"), [((), "close"), (("landlock",), "kill")], ids=["with Landlock", "without Landlock"]
)
@pytest.mark.parametrize("user", [None, NOBODY] if ROOT else [None])
def test_an_honest_source_is_run_and_nothing_is_left(user, without, end):
    """By root and by an ordinary user; when the server is gone, or the fork server killed, so are all, busy or not."""
    server = Driver(user=user, without=without)
    layers = server.greeting["layers"]
    assert layers["seccomp"] == layers["probes"] == 1 and layers["jail"] == (ROOT and user is None)
    assert not (without and layers["landlock"])
    ended = server.run(look(HONEST))
    assert (ended.events[-1]["class"], ended.code, ended.signal) == ("SimpleGD", 0, None)
    pipes = [_begun(server, slot) for slot in range(2)]
    assert len(children(server.process.pid)) == 2
    if end == "kill":
        server.process.kill()
    assert server.close() == (0 if end == "close" else -signal.SIGKILL) and all(map(_at_its_end, pipes))


def test_without_the_list_of_calls_it_is_unable():
    """It says what is missing, and ends."""
    with driving(without=("seccomp",)) as server:
        assert server.greeting["op"] == "unable"
        assert server.greeting["missing"][0].startswith("probes: open: ")
        assert server.process.wait(PATIENCE) == 0


def test_a_child_with_less_of_the_lock_runs_nothing():
    """Where the machine had a layer at the start, and a child doesn't get it."""
    more = "forkserver.there = lambda lock, found=forkserver.there: {**found(lock), 'landlock': 99}"
    with altered(more) as server:
        ended = server.run(look("print('run')"))
    assert (ended.events, ended.code) == ([], NOT_LOCKED)


def test_a_child_knows_nothing_of_the_server(server):
    """No environment, and no file but the pipe: what is written elsewhere is refused."""
    assert said(server, "dict(os.environ)") == "{}\n"
    elsewhere = (
        "for n in (0, 1, 2, *range(4, 64)):\n try: os.write(n, b'x')\n except PermissionError: continue\n print(n)"
    )
    assert printed(server.run(look(f"import os\n{elsewhere}"))) == ""


def test_nothing_is_shared_between_children(server):
    """No memory that one could write and another read; and no thread, which a child would wait for in vain."""
    process = Path(f"/proc/{server.process.pid}")
    kinds = {line.split()[1] for line in (process / "maps").read_text().splitlines()}
    assert {"rw-p"} <= kinds and not any(kind[1] == "w" and kind[3] == "s" for kind in kinds)
    assert len([*(process / "task").iterdir()]) == 1


def test_chance_is_the_same_in_each_child(server):
    """A run is a function of its spec."""
    drawn = "__import__('random').random(), __import__('numpy').random.rand(), __import__('torch').rand(1).item()"
    assert said(server, drawn) == said(server, drawn) != "\n"


def test_a_child_is_killed_when_it_is_told(server):
    """A loop without an end has an end."""
    pipe = _begun(server)
    server.kill()
    told = server.hear()
    assert (told["slot"], told["signal"], told["code"]) == (0, signal.SIGKILL, None) and _at_its_end(pipe)


def test_slots_run_at_once(server):
    """One that is told to end doesn't end another."""
    pipes = [_begun(server, slot) for slot in range(4)]
    assert len(children(server.process.pid)) == 4
    for slot, pipe in enumerate(pipes):
        server.kill(slot)
        assert server.hear()["slot"] == slot
        os.close(pipe)


def test_time_of_computing_is_bounded():
    """The kernel ends what computes for too long, whoever else forgets to."""
    with driving(cpu_seconds=1) as server:
        told = server.run(look("while True: pass"))
    assert told.signal in (signal.SIGKILL, signal.SIGXCPU) and told.cpu < 2


def test_memory_is_bounded(server):
    """Beyond what the warm process has, so much and no more."""
    with_it = "print(len(bytearray({})))"
    assert printed(server.run(look(with_it.format(400 * 2**20))))
    (fault,) = server.run(look(with_it.format(600 * 2**20))).events
    assert fault["fault"]["type"] == "MemoryError"


def test_a_task_that_is_none_is_not_run(server):
    """What can't be read isn't guessed at."""
    ended = server.run(b'{"kind": "look"')
    assert (ended.events, ended.code) == ([], 1)


@pytest.mark.parametrize(
    "packet",
    [
        b"what?",
        b"[]",
        b"{}",
        b'{"op": "fork"}',
        b'{"op": "fork", "slot": 0}',
        b'{"op": "fork", "slot": 99}',
        b'{"op": "sing", "slot": 0}',
    ],
)
def test_what_is_odd_is_not_done(server, packet):
    """It is said in the log, and the next is done."""
    server.control.send(packet)
    assert server.run(look(HONEST)).code == 0


def test_a_slot_has_one_child(server):
    """A second is not started, and its pipe is closed."""
    pipe = _begun(server)
    other = server.fork(look(HONEST))
    assert os.read(other, 1) == b""
    os.close(other)
    server.kill()
    assert server.hear()["signal"] == signal.SIGKILL and _at_its_end(pipe)


def test_a_flood_is_outlasted(server):
    """Thousands of orders, with nobody who listens: then a run as ever."""
    for _ in range(3000):
        server.kill(3)
    for _ in range(300):
        os.close(server.fork(look("x = 1"), 1))
    server.kill(1)
    heard = [server.hear()]
    pipe = server.fork(look(HONEST))
    while (told := server.hear())["slot"] != 0:
        heard.append(told)
    assert os.read(pipe, 9) and told["code"] == 0 and {each["slot"] for each in heard} == {1}
    os.close(pipe)


def _begun(server, slot=0):
    """The pipe of a child that goes on for ever, and has begun to."""
    pipe = server.fork(FOR_EVER, slot)
    assert os.read(pipe, 1)
    return pipe


def _at_its_end(pipe):
    """Whether nobody holds its other end any more: a child does so until it is gone."""
    while select.select([pipe], [], [], PATIENCE)[0]:
        if not os.read(pipe, 65536):
            os.close(pipe)
            return True
    return False
