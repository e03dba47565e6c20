"""`python -m app serve`, as a person at a terminal has it."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from app.terminal.serve import addresses


def command(*arguments):
    return [sys.executable, "-m", "app", "serve", *arguments]


@contextmanager
def serving(folder, *arguments):
    """A server that has said where it is: its process and its address."""
    environment = {**os.environ, "KUDARI_DATABASE": str(folder / "kudari.db")}
    with subprocess.Popen(command("--port", "0", *arguments), env=environment, stderr=subprocess.PIPE, text=True) as it:
        try:
            yield it, re.fullmatch(r"Kudari is running on (http://\S+)\n", it.stderr.readline())[1]
        finally:
            it.kill()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_says_where_it_is_and_ends_quietly(tmp_path, workers):
    """The address is the first line, its page is there, and Ctrl-C ends it without another word."""
    with serving(tmp_path, "--workers", workers) as (server, address):
        assert urlopen(address).status == 200
        server.send_signal(signal.SIGINT)
        assert server.stderr.read() == "Ctrl-C ends it.\n"
        assert server.wait() == 0


def test_the_program_does_not_import_torch():
    """It takes seconds, and the first page comes before it."""
    subprocess.run([sys.executable, "-c", "import app.main, sys; assert 'torch' not in sys.modules"], check=True)


def test_a_port_in_use_is_said_plainly():
    """One line, and what to type instead."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(command("--port", str(port)), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} is in use, perhaps by another Kudari. To take another: make run PORT={port + 1}\n"
    )


def test_a_setting_out_of_range_is_named():
    """From the command line or the environment: the setting, the range, what was given."""
    done = subprocess.run(
        command("--port", "99999"), env={**os.environ, "KUDARI_THREADS": "0"}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert set(done.stderr.splitlines()) == {
        "Setting port: Input should be less than or equal to 65535, got '99999'",
        "Setting threads: Input should be greater than or equal to 1, got '0'",
    }


def test_local_code_is_for_nobody_else():
    """Who serves others doesn't run their code with his own rights."""
    done = subprocess.run(command("--allow-local-code", "--host", "0.0.0.0"), capture_output=True, text=True)
    assert done.returncode == 1
    assert "allow_local_code" in done.stderr and "127.0.0.1" in done.stderr


def test_addresses_are_for_a_browser():
    """What it says can be typed in: an IPv6 address in brackets, and never 0.0.0.0."""
    assert addresses("127.0.0.1", 8000) == ["Kudari is running on http://127.0.0.1:8000"]
    assert addresses("::1", 8000) == ["Kudari is running on http://[::1]:8000"]
    first, *others = addresses("0.0.0.0", 8000)
    assert first == "Kudari is running on http://127.0.0.1:8000"
    assert all(re.fullmatch(r"and for everyone in this network on http://[\d.]+:8000", line) for line in others)
