"""`python -m app.sandbox.forkserver`: torch is imported once, and each run is a fork of it. It reads no source."""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections import deque
from typing import Any

from app.sandbox import child
from app.sandbox.launch import Launch
from app.sandbox.lock import Layers, Lock, Missing
from app.sandbox.runner import perform
from app.sandbox.warm import warm

MAX_PACKET = 4096
MAX_FILES = 2


class ForkServer:
    """Forks, kills and reaps the children of its slots, as it is told through one socket. It waits for none of them."""

    def __init__(self, control: socket.socket, lock: Lock, layers: Layers) -> None:
        self._control = control
        self._lock = lock
        self._layers = layers
        self._children: dict[int, int] = {}
        """The slot of each child, by its process."""
        self._unsent: deque[bytes] = deque()
        self._selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Until whoever asks is gone: then the children are too."""
        woken, wake = socket.socketpair()
        for end in (self._control, woken, wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(woken, selectors.EVENT_READ)
        self._tell({"op": "ready", "layers": self._layers})
        try:
            while True:
                for key, events in self._selector.select():
                    if key.fileobj is woken:
                        woken.recv(MAX_PACKET)
                        self._reap()
                    elif events & selectors.EVENT_READ:
                        self._hear()
                    else:
                        self._send()
        except (EOFError, ConnectionError):
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)

    def _hear(self) -> None:
        """Do what one packet says. Raises EOFError where nobody is there any more."""
        packet, files, _, _ = socket.recv_fds(self._control, MAX_PACKET, MAX_FILES, socket.MSG_CMSG_CLOEXEC)
        if not packet:
            raise EOFError
        try:
            self._do(json.loads(packet), files)
        except (ValueError, LookupError, TypeError) as error:
            print(f"The fork server was told something odd: {error!r}", file=sys.stderr, flush=True)
        finally:
            for file in files:
                os.close(file)

    def _do(self, told: dict[str, Any], files: list[int]) -> None:
        slot = told["slot"]
        if told["op"] == "kill":
            for pid in [pid for pid, has in self._children.items() if has == slot]:
                os.kill(pid, signal.SIGKILL)
        elif told["op"] == "fork" and slot in range(self._lock.launch.slots) and slot not in self._children.values():
            self._fork(slot, *files)
        else:
            raise ValueError(told)

    def _fork(self, slot: int, task: int, events: int) -> None:
        try:
            pid = os.fork()
        except OSError as error:
            print(f"No process for a run: {error}", file=sys.stderr, flush=True)
            self._tell({"op": "ended", "slot": slot, "signal": None, "code": None, "cpu": 0.0, "rss": 0})
            return
        if pid == 0:
            child.run(self._lock, self._layers, slot, task, events, perform)
        self._children[pid] = slot

    def _reap(self) -> None:
        """Tell of all children that have ended."""
        while self._children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            self._tell(
                {
                    "op": "ended",
                    "slot": self._children.pop(pid),
                    "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
                    "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
                    "cpu": usage.ru_utime + usage.ru_stime,
                    "rss": usage.ru_maxrss * 1024,
                }
            )

    def _tell(self, what: dict[str, Any]) -> None:
        self._unsent.append(json.dumps(what).encode())
        self._send()

    def _send(self) -> None:
        """Send what there is, and wait for room where there is none."""
        wanted = selectors.EVENT_READ
        try:
            while self._unsent:
                self._control.send(self._unsent[0])
                self._unsent.popleft()
        except BlockingIOError:
            wanted |= selectors.EVENT_WRITE
        self._selector.modify(self._control, wanted)


def there(lock: Lock) -> Layers:
    """What of the lock this machine has: a child tries it on. Raises Missing."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        child.try_on(lock, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(pid, 0)
    if not text:
        raise Missing(f"seccomp: the child that tried it ended with {status}")
    told = json.loads(text)
    if "missing" in told:
        raise Missing(told["missing"])
    layers: Layers = told["layers"]
    return layers


def main() -> None:
    """Serve what the argument says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    launch = Launch.read(sys.argv[1])
    control = socket.socket(fileno=launch.control)
    try:
        warm()
        lock = Lock.of(launch)
        gc.collect()
        gc.freeze()
        gc.disable()
        layers = there(lock)
    except Missing as missing:
        control.send(json.dumps({"op": "unable", "missing": [str(missing)]}).encode())
    else:
        ForkServer(control, lock, layers).serve()


if __name__ == "__main__":
    main()
