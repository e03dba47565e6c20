"""A real server, a real Chromium, and pages that let nothing pass that went wrong in them."""

import json
import os
import re
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from functools import cache
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-background-networking"]
FRAMING = "http://localhost:*"
"""Who may frame /embed: pages of another origin, and not those of http://127.0.0.1."""
VIEWPORT = {"width": 1280, "height": 720}
TOUCH = {"has_touch": True, "is_mobile": True}
PATIENCE = 15_000
"""How long a page may take for anything, in milliseconds: a fresh server loads torch."""

expect.set_options(timeout=PATIENCE)


class Server:
    """`python -m app serve` in a process of its own, with a database of its own."""

    def __init__(self, database):
        self.environment = {**os.environ, "KUDARI_DATABASE": str(database), "PYTHONUNBUFFERED": "1"}
        self.environment |= {"KUDARI_FRAME_ANCESTORS": FRAMING, "KUDARI_OWN_SECONDS": "5"}
        self.port = 0

    def start(self):
        """Serve, on the port that it had before where it had one. Returns once it does."""
        command = [sys.executable, "-m", "app", "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self.process.stderr:
            said += line
            if serving := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
                self.port = int(serving[1])
                break
        else:
            raise RuntimeError(f"the server did not start:\n{said}")
        self.reader = threading.Thread(target=self.process.stderr.read)
        self.reader.start()

    def stop(self):
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stderr.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that the tests share."""
    server = Server(tmp_path_factory.mktemp("kudari") / "kudari.db")
    server.start()
    # Answered as soon as torch is there.
    run = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 1}
    headers = {"Content-Type": "application/json"}
    urlopen(Request(f"{server.url}/api/runs", json.dumps(run).encode(), headers)).close()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path, request):
    """A server of one test, which may stop it and start it again; without a sandbox, which loads torch once more.

    A test marked `sandboxed` has one.
    """
    server = Server(tmp_path / "kudari.db")
    if request.node.get_closest_marker("sandboxed") is None:
        server.environment["KUDARI_OWN_RUNS_AT_ONCE"] = "0"
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def profile(server):
    """A Chromium with a profile on disk: `profile(touch=True)` is a phone's. It is the one that KUDARI_CHROMIUM names.

    There Chromium keeps what it has compiled, and a private window compiles plotly.js for each page anew.
    """
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        ExitStack() as closing,
    ):

        @cache
        def profile(touch):
            context = playwright.chromium.launch_persistent_context(
                f"{folder}/{touch}",
                executable_path=os.environ["KUDARI_CHROMIUM"],
                args=FLAGS,
                base_url=server.url,
                has_touch=touch,
                is_mobile=touch,
            )
            context.set_default_timeout(PATIENCE)
            closing.callback(context.close)
            return context

        yield profile


@pytest.fixture(scope="session")
def windows(profile, server):
    """Give a window of a profile as new, to be closed when the test is over: `with windows(touch=True) as page`.

    Its last page is gone, with all that pages store. The window itself stays, for what its process has compiled.
    """
    free = {True: [], False: []}

    @contextmanager
    def window(touch):
        page = free[touch].pop() if free[touch] else profile(touch=touch).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "all"})
        session.detach()
        # Chromium has no hurry with a window behind another.
        page.bring_to_front()
        yield page
        page.mouse.up()
        page.mouse.move(0, 0)
        page.unroute_all()
        # Of the same site, or it would be another process's.
        page.goto(f"{server.url}/static/icon.svg")
        free[touch].append(page)

    return window


@pytest.fixture(scope="session")
def browser(profile):
    """The Chromium of the journeys, for private windows."""
    return profile(touch=False).browser


@pytest.fixture
def faults():
    """What went wrong in the test's pages. A test that makes something go wrong takes it from this list."""
    return []


@pytest.fixture
def visit(windows, browser, server, faults):
    """Open a path in a window of its own, with Playwright's options for a context: `visit("/", color_scheme="dark")`.

    What a profile can't have is a private window's, and so is a path with its `base`. Take one where a page is changed
    for good, as by `route_web_socket`: other windows are used again.
    The test fails at its end if a page had an error, broke the Content-Security-Policy or asked another host.
    """
    closing = ExitStack()

    def watch(page, host):
        def asked(request):
            if urlsplit(request.url).netloc not in ("", host):
                faults.append(f"asked {request.url}")

        def said(message):
            if message.type == "error":
                faults.append(f"console: {message.text}")

        def wrong(error):
            faults.append(f"error: {error}")

        for event, heard in (("request", asked), ("websocket", asked), ("pageerror", wrong), ("console", said)):
            page.on(event, heard)
            closing.callback(page.remove_listener, event, heard)

    def window(viewport=None, color_scheme=None, reduced_motion=None, **options):
        """A page of the profile, or None where the options ask for more than a profile has."""
        if options not in ({}, TOUCH):
            return None
        page = closing.enter_context(windows(touch=options == TOUCH))
        page.set_viewport_size(viewport or VIEWPORT)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        return page

    def private_window(base, **options):
        context = browser.new_context(base_url=base, **options)
        context.set_default_timeout(PATIENCE)
        closing.callback(context.close)
        return context.new_page()

    def visit(path, base=None, **options):
        page = (base is None and window(**options)) or private_window(base or server.url, **options)
        watch(page, urlsplit(base or server.url).netloc)
        page.goto(path)
        return page

    with closing:
        yield visit
    assert faults == []


@pytest.fixture
def axe():
    """Tell what axe finds wrong in a page, a line for each kind: `assert axe(page) == []`.

    swagger-ui has buttons within buttons, which are not ours to mend: it is left out.
    """

    def axe(page):
        violations = Axe().run(page, context={"exclude": [["#docs"]]}).response["violations"]
        return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in violations]

    return axe


@pytest.fixture
def ran(server, browser):
    """What the server answers of a run by its HTTP API: `ran(lr=0.3)`, `ran("adam", objective="bumpy")`."""
    context = browser.new_context(base_url=server.url)

    def ran(optimizer="simple_gd", objective="square", start=1.0, steps=50, changes=(), **hyperparameters):
        run = {"objective": {"name": objective}, "optimizer": {"name": optimizer, **hyperparameters}}
        run |= {"start": [start], "steps": steps, "changes": list(changes)}
        answer = context.request.post("/api/runs", data=run)
        assert answer.ok, answer.text()
        return answer.json()

    yield ran
    context.close()
