"""The lock comes into `.venv`, also where an earlier start was cut off."""

import os
import re
import shutil
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

import install

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose lock asks for nothing that a new `.venv` lacks."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "run.txt").touch()
    (requirements / "torch.txt").write_text(f"pip=={bundled_pip()}\n")
    return tmp_path


def bundled_pip():
    """The version of the pip that this Python puts into a new virtual environment."""
    return subprocess.run(
        [sys.executable, "-c", "import ensurepip; print(ensurepip.version())"], capture_output=True, text=True
    ).stdout.strip()


def start(checkout, **environment):
    """What `make run` does before it serves, as a person sees it."""
    command = [sys._base_executable, "tools/install.py", "run"]
    return subprocess.run(command, cwd=checkout, env={**os.environ, **environment}, capture_output=True, text=True)


def answering(reply):
    """The address of a server that answers every question in this way, and the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(reply)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.handle_request).start()
    return f"http://127.0.0.1:{server.server_port}/", server


def test_a_start_that_was_cut_off_is_made_good(checkout):
    """A `.venv` with the mark of an unfinished install is thrown away and made again, without the mark."""
    remains = checkout / ".venv" / "lib" / "half-a-package"
    remains.mkdir(parents=True)
    (checkout / ".venv" / ".unfinished").touch()
    done = start(checkout)
    assert done.returncode == 0, done.stderr
    assert not remains.exists()
    assert not (checkout / ".venv" / ".unfinished").exists()
    again = start(checkout)
    assert again.returncode == 0, again.stderr
    assert "Making" not in again.stdout


def test_a_python_that_is_gone_does_not_run(tmp_path, monkeypatch):
    """Where the Python that `.venv` was made from has been removed, nothing in it runs, and nothing breaks."""
    monkeypatch.setattr(install, "PYTHON", tmp_path / "python")
    install.PYTHON.symlink_to(sys.executable)
    assert install.runs("--version")
    install.PYTHON.unlink()
    install.PYTHON.symlink_to("/usr/bin/python-of-last-year")
    assert not install.runs("--version")


def test_debian_s_missing_package_is_named(checkout):
    """Debian's Python may lack what makes a `.venv`: where it can't be installed, the command to type is said."""
    (checkout / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")
    done = start(checkout, PYTHONPATH=str(checkout), PATH=str(checkout))
    assert done.returncode == 1
    assert re.fullmatch(r".* Type: sudo apt-get install python3\.\d+-venv\n", done.stderr)


def test_the_mark_stays_where_the_work_is_cut_off(tmp_path, monkeypatch):
    """Work that ends, well or not, takes its mark away; an interrupt leaves it."""
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "UNFINISHED", tmp_path / ".unfinished")
    with install.marked():
        assert install.UNFINISHED.exists()
    assert not install.UNFINISHED.exists()
    with pytest.raises(KeyboardInterrupt), install.marked():
        raise KeyboardInterrupt
    assert install.UNFINISHED.exists()


@pytest.mark.parametrize(("reply", "expected"), [(200, True), (403, False)])
def test_an_index_that_answers_is_asked(reply, expected):
    """PyTorch's index is used where it answers, not where something in between refuses."""
    url, server = answering(reply)
    assert install.reachable(url) is expected
    server.server_close()


def test_a_silent_index_costs_little(monkeypatch):
    """A server that takes the question and never answers is given up."""
    monkeypatch.setattr(install, "PROBE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not install.reachable(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_locks_are_exact():
    """Every package has one version and the hashes of its files; torch, from two indexes, its version alone."""
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith(("#", "-c "))]
        assert lines
        assert [line for line in lines if not re.match(r"\S+==\S+ .*--hash=sha256:", line)] == []
    assert re.fullmatch(r"torch==[\d.]+\n", (ROOT / "requirements" / "torch.txt").read_text())


def test_the_image_takes_torch_from_the_same_index():
    """The Dockerfile names the index that `make run` asks."""
    assert f"--index-url {install.TORCH_CPU_INDEX} " in (ROOT / "Dockerfile").read_text()
