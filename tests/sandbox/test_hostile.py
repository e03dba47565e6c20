"""Programs that mean harm: each ends as it must, harms nobody, and is told why; an honest run works right after it."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find
from app.core.own import OwnRunSpec
from app.sandbox.events import Done, Print
from app.sandbox.launch import Launch
from app.sandbox.layers.syscalls import machine
from app.sandbox.pool import Limits, Sandbox
from app.sandbox.task import RunTask
from tests.sandbox.conftest import AS_NOBODY, NOBODY
from tests.sandbox.hostile import files, output, processes, syscalls, time, tricks


def programs(*modules):
    """All that modules have, list by list."""
    lists = [each for module in modules for each in vars(module).values() if isinstance(each, list)]
    return [program for each in lists for program in each]


REACHING = programs(files, processes, syscalls)
"""They reach for files, ports and processes, which Landlock keeps from them; it knows nothing of the others."""
ENDLESS = [program for program in programs(time) if "TimeLimit" in program.ends]
PROGRAMS = [program for program in [*REACHING, *programs(output, time, tricks)] if program not in ENDLESS]
HONEST = find(TEMPLATES, "simple_gd").source().replace("SimpleGD", "Hostile")
SECRET = "what the server alone knows"
ROOT = os.geteuid() == 0


class AsNobody(Launch):
    """A fork server that gives up root's rights once it is warm."""

    def command(self):
        return [sys.executable, "-P", "-c", AS_NOBODY, json.dumps(asdict(self)), str(NOBODY)]


def task(source):
    spec = {"objective": {"name": "square"}, "optimizer": {"source": source, "class": "Hostile", "lr": 0.1}}
    return RunTask(spec=OwnRunSpec.model_validate({**spec, "start": [1.0], "steps": 3}))


async def ending(sandbox, source, client):
    """How a run ends, what it printed, and what is said of it."""
    events = [event async for event in sandbox.run(task(source), client)]
    printed = "".join(event.text for event in events if isinstance(event, Print))
    last = events[-1]
    return ("done", printed, "") if isinstance(last, Done) else (last.fault.type, printed, last.fault.message)


async def verdicts(programs, launch, places, seconds):
    """What is wrong with the ends of programs, by their names; an honest one must run after each."""
    wrong = {}
    others = children(os.getpid(), "forkserver")
    sandbox = Sandbox(Limits(seconds=seconds), launch=launch)
    sandbox.start()
    standing = await sandbox.ready()
    assert standing.on, standing

    async def judge(program):
        source = program.source
        for name, value in places.items():
            source = source.replace("{" + name + "}", value)
        end, printed, said = await ending(sandbox, source, program.name)
        # On a busy machine any of them may take too long: that ends it too.
        ends = (*program.ends, "TimeLimit") if program.ends else ("done",)
        if end not in ends or "ESCAPED" in printed or not (said or end == "done"):
            wrong[program.name] = (end, said, printed)
        if (honest := await ending(sandbox, HONEST, program.name)) != ("done", "", ""):
            wrong[f"after {program.name}"] = honest

    queue = iter(programs)

    async def work():
        for program in queue:
            await judge(program)

    await asyncio.gather(*(work() for _ in range(4)))
    (server,) = set(children(os.getpid(), "forkserver")) - set(others)
    wrong |= {f"left over: {pid}": "" for pid in children(server, "")}
    await sandbox.close()
    assert not Path(f"/proc/{server}").exists(), "the fork server is left"
    return standing.layers, wrong


def children(parent, named):
    """The processes of a parent that have this in their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            ppid = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if ppid == parent and named in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


@pytest.fixture
def world(tmp_path, monkeypatch):
    """What there is to be harmed: files, a process, a port, and a secret."""
    (tmp_path / "kept").write_text("as it was")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    monkeypatch.setenv("KUDARI_SECRET", SECRET)
    of = machine()
    with subprocess.Popen(["sleep", "1000"]) as bystander, socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield {
            "folder": str(tmp_path),
            "bystander": str(bystander.pid),
            "port": str(listener.getsockname()[1]),
            "secret": SECRET,
            # One that nothing has loaded before.
            "library": find_spec("_sqlite3").origin,
            # Of x86-64 too uretprobe and uprobe, which end who calls them for no reason.
            "spared": str({*(of.numbers[name] for name in ("exit", "exit_group", "rt_sigreturn")), 335, 336}),
            "dangerous": str({*syscalls.DANGEROUS.values()}),
            "dialect": str((of.other or 0) | of.numbers["getpid"]),
            **{name: str(syscalls.DANGEROUS[name]) for name in ("clone", "clone3", "io_uring_setup")},
        }
        assert bystander.poll() is None, "the bystander is dead"
        with pytest.raises(BlockingIOError):
            listener.accept()
        bystander.kill()
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("kept", "as it was")]


@pytest.fixture(params=[Launch, AsNobody], ids=["root", "an ordinary user"])
def tried(request, world):
    """Try programs as a user: which layers there were. Whoever tests as an ordinary user is one twice."""

    def tried(programs, without=(), seconds=5):
        launch = request.param if ROOT else Launch
        layers, wrong = asyncio.run(verdicts(programs, launch(without=without), world, seconds))
        assert wrong == {}
        assert (layers["jail"] == 1) is (ROOT and launch is Launch)
        return layers

    return tried


def test_no_hostile_program_comes_through(tried):
    """Neither as root nor as an ordinary user, where the kernel has all that the sandbox asks for."""
    assert tried(PROGRAMS)["landlock"]


def test_none_comes_through_without_landlock(tried):
    """What is left of the lock keeps from files, ports and processes too."""
    assert not tried(REACHING, without=("landlock",))["landlock"]


def test_none_goes_on_for_ever(tried):
    """What doesn't end is ended, whatever it does meanwhile."""
    tried(ENDLESS, seconds=1)


def test_there_are_many_of_them():
    """Each has a name of its own."""
    names = {program.name for program in [*PROGRAMS, *ENDLESS]}
    assert len(names) == len(PROGRAMS) + len(ENDLESS) >= 160
