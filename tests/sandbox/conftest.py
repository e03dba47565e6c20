"""A fork server of its own for each module's tests, spoken to as the pool does."""

import json
import os
import pwd
import select
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import pytest

from app.sandbox.launch import Launch, environment
from app.sandbox.task import LookTask, to_json

PATIENCE = 120
"""Seconds after which what is waited for is not coming."""
NOBODY = pwd.getpwnam("nobody").pw_uid
AS_NOBODY = """
import os, sys
from app.sandbox import forkserver
from app.sandbox.layers.kernel import prctl
forkserver.warm()
os.setgroups([])
os.setresgid(*3 * [int(sys.argv[2])])
os.setresuid(*3 * [int(sys.argv[2])])
prctl(4, 1)
forkserver.main()
"""
"""Torch and the checkout may lie where nobody else may read: they are in memory before the rights are given up. The
kernel takes such a process for one that holds secrets, until it says otherwise."""


@dataclass(frozen=True)
class Ended:
    """What came out of a child: its events, and how it ended."""

    events: list
    signal: int | None
    code: int | None
    cpu: float
    rss: int


class Driver:
    """One end of the control socket, and the fork server at the other."""

    def __init__(self, user=None, **settings):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        launch = Launch(control=theirs.fileno(), **settings)
        with theirs:
            self.process = subprocess.Popen(
                self.command(launch, user),
                pass_fds=[launch.control],
                env=environment(),
                cwd="/",
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self.greeting = self.hear()

    def command(self, launch, user):
        """How it is started. user: who it becomes when it is warm."""
        if user is None:
            return launch.command()
        return [sys.executable, "-P", "-c", AS_NOBODY, json.dumps(asdict(launch)), str(user)]

    def hear(self):
        """What the fork server says next; None where it is gone."""
        self.control.settimeout(PATIENCE)
        packet = self.control.recv(4096)
        return json.loads(packet) if packet else None

    def fork(self, task, slot=0):
        """Start a child: the end of the pipe that its events come out of."""
        read, write = os.pipe()
        memory = os.memfd_create("task")
        try:
            os.write(memory, task if isinstance(task, bytes) else to_json(task))
            socket.send_fds(self.control, [json.dumps({"op": "fork", "slot": slot}).encode()], [memory, write])
        finally:
            os.close(memory)
            os.close(write)
        return read

    def kill(self, slot=0):
        self.control.send(json.dumps({"op": "kill", "slot": slot}).encode())

    def ended(self, pipe):
        """All that a child says, once it has been reaped."""
        text = bytearray()
        while select.select([pipe], [], [], PATIENCE)[0] and (part := os.read(pipe, 65536)):
            text += part
        os.close(pipe)
        told = self.hear()
        return Ended(
            [json.loads(line) for line in text.splitlines()], *(told[n] for n in ("signal", "code", "cpu", "rss"))
        )

    def run(self, task, slot=0):
        return self.ended(self.fork(task, slot))

    def close(self):
        """Be gone, as a server that was killed: the fork server follows."""
        self.control.close()
        return self.process.wait(PATIENCE)


def look(source, name=None):
    return LookTask.model_validate({"spec": {"source": source, "class": name}})


@contextmanager
def driving(**settings):
    driver = Driver(**settings)
    try:
        yield driver
    finally:
        driver.close()


@pytest.fixture(scope="session")
def server():
    """A fork server with all that the machine has."""
    with driving() as driver:
        yield driver
