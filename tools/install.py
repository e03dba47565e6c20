"""Install the committed lock into `.venv`, making it where there is none: `install.py run`, or `install.py dev`."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import debian

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / ".unfinished"
# The only place that has torch for Linux without gigabytes of CUDA.
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PROBE_SECONDS = 5.0


def make_venv() -> None:
    """Make `.venv` from nothing; where Debian left `ensurepip` out of Python, install the package that has it."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not debian.install(package):
            sys.exit(f"Python's venv module is missing. Type: sudo apt-get install {package}")
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    shutil.rmtree(VENV, ignore_errors=True)
    with marked():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def install_locked(name: str) -> None:
    """Install every package of a lock file at its exact version; pip refuses a file whose hash differs."""
    say(f"Installing requirements/{name}.txt ...")
    if not pip("-q", "-r", str(REQUIREMENTS / f"{name}.txt")):
        sys.exit(f"pip could not install requirements/{name}.txt: its own words are above.")


def install_torch() -> None:
    """Install the one exact torch: its CPU build from PyTorch's own index, otherwise what pip finds."""
    wanted = (REQUIREMENTS / "torch.txt").read_text().strip()
    name, version = wanted.split("==")
    # 2.13.0+cpu is 2.13.0 too.
    if runs("-c", f"from importlib.metadata import version; assert version({name!r}).split('+')[0] == {version!r}"):
        return
    say(f"Installing {wanted} (CPU) ...")
    # What torch depends on is in the lock, so nothing but torch itself is taken from that index.
    if reachable(f"{TORCH_CPU_INDEX}/{name}/") and pip("--no-deps", "--index-url", TORCH_CPU_INDEX, wanted):
        return
    say("PyTorch's CPU index can't be reached: taking what pip finds.")
    if not pip("-q", wanted):
        sys.exit(f"pip could not install {wanted}: its own words are above.")


def reachable(url: str) -> bool:
    """Tell within a few seconds whether a server answers, even where name look-up hangs."""
    answers: list[bool] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=PROBE_SECONDS):
                answers.append(True)
        except OSError:
            pass

    probe = threading.Thread(target=ask, daemon=True)
    probe.start()
    probe.join(PROBE_SECONDS)
    return bool(answers)


def pip(*arguments: str) -> bool:
    """Run `pip install` in `.venv`; say whether it worked."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments]
    with marked():
        return subprocess.run(command, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}).returncode == 0


def runs(*arguments: str) -> bool:
    """Tell whether the Python of `.venv` is there and ends well with these arguments."""
    return PYTHON.exists() and subprocess.run([PYTHON, *arguments], capture_output=True).returncode == 0


@contextmanager
def marked() -> Iterator[None]:
    """Leave a mark in `.venv` where the work within is cut off: then nothing in it is to be trusted."""
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    yield
    UNFINISHED.unlink()


def say(line: str) -> None:
    """Tell a person what happens now."""
    print(line, flush=True)


def main(arguments: list[str]) -> None:
    """Do what the command line says."""
    if arguments not in (["run"], ["dev"]):
        sys.exit(__doc__)
    # It has no pip either where Python has become another version.
    if UNFINISHED.exists() or not runs("-m", "pip", "--version"):
        make_venv()
    install_locked("run")
    install_torch()
    if arguments == ["dev"]:
        install_locked("dev")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start begins this step again.")
