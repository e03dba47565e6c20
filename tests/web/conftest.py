"""Servers: an application of its own for each test in a thread, or `python -m app serve` in a process."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from websockets.sync.client import connect

from app.settings import Settings
from app.web.application import create_app


@pytest.fixture
def settings(tmp_path):
    """The defaults, with a database of the test's own, and no sandbox: a test that needs one shares it."""
    return Settings(database=tmp_path / "kudari.db", own_runs_at_once=0)


@contextmanager
def _serving(settings):
    config = uvicorn.Config(
        create_app(settings), log_config=None, log_level="warning", ws_max_size=16 * settings.message_bytes
    )
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    # A system buffers megabytes for a client that doesn't read; so little that the application soon feels it.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield "{}:{}".format(*listener.getsockname())
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def serving():
    """Serve an application by uvicorn in a thread: `with serving(settings) as host:`."""
    return _serving


@pytest.fixture
def host(serving, settings):
    """Where an application of the test's own is served, `127.0.0.1:port`."""
    with serving(settings) as host:
        yield host


@pytest.fixture(scope="session")
def own_host(serving, tmp_path_factory):
    """Where an application that runs own optimizers is served, one for all tests: to begin takes it seconds."""
    settings = Settings(database=tmp_path_factory.mktemp("own") / "kudari.db", own_seconds=5)
    with serving(settings) as host:
        yield host


@pytest.fixture
def client(host):
    """A client of its HTTP doors."""
    with httpx.Client(base_url=f"http://{host}", timeout=60) as client:
        yield client


@pytest.fixture
def stream(host):
    """A client's WebSocket."""
    with connect(f"ws://{host}/api/stream") as stream:
        yield stream


class Served:
    """`python -m app serve` in a process of its own, with a database of its own."""

    def __init__(self, database, *options):
        self.environment = {**os.environ, "KUDARI_DATABASE": str(database), "KUDARI_OWN_RUNS_AT_ONCE": "0"}
        self.options = options

    def __enter__(self):
        command = [sys.executable, "-m", "app", "serve", "--port", "0", *self.options]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)
        self.url = re.search(r"http://\S+", self.process.stderr.readline())[0]
        self.reader = threading.Thread(target=self.process.stderr.read)
        self.reader.start()
        self.http = httpx.Client(base_url=self.url, timeout=60)
        return self

    def __exit__(self, *_):
        self.http.close()
        self.process.terminate()
        self.wait()

    def kill(self):
        """End it as `kill -9` does."""
        self.process.kill()
        self.wait()

    def wait(self):
        self.process.wait()
        self.reader.join()
        self.process.stderr.close()


@pytest.fixture
def served(tmp_path):
    """A server on the test's database, once or again: `with served("--workers", "2") as server: server.http...`."""
    return lambda *options: Served(tmp_path / "kudari.db", *options)


@pytest.fixture(scope="session")
def refusing(serving, tmp_path_factory):
    """Where bad input goes, one server for all of it: nothing bad leaves a trace in it."""
    settings = Settings(database=tmp_path_factory.mktemp("kudari") / "kudari.db", own_runs_at_once=0)
    with serving(settings) as host:
        yield host


@pytest.fixture(scope="session")
def post(refusing):
    """Post a text as JSON and give what is refused, as `(field, msg)` pairs."""
    with httpx.Client(base_url=f"http://{refusing}", timeout=60) as client:

        def post(path, text, method="POST", kind="application/json"):
            answer = client.request(method, path, content=text, headers={"Content-Type": kind})
            assert answer.status_code == 422, answer.text
            return [(each["field"], each["msg"]) for each in answer.json()["detail"]]

        yield post


@pytest.fixture(scope="session")
def say(refusing):
    """Send one message on a socket that all these tests share, and give the answer to it."""
    with connect(f"ws://{refusing}/api/stream") as socket:

        def say(message):
            socket.send(message)
            return json.loads(socket.recv(timeout=30))

        yield say
