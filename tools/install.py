"""Make `.venv` and install the lock into it: `install.py venv [FOLDER]`, `install.py run`, `install.py dev`."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
import urllib.request
from importlib import metadata
from pathlib import Path

import debian

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
# The only place that has torch for Linux without gigabytes of CUDA.
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PROBE_SECONDS = 5.0


def make_venv(folder: str) -> None:
    """Make a virtual environment; where Debian left `ensurepip` out of Python, install the package that has it."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not debian.install(package):
            sys.exit(f"Python's venv module is missing. Type: sudo apt-get install {package}")
    say(f"Making {folder} with Python {sys.version.split()[0]} ...")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)


def install_locked(name: str) -> None:
    """Install every package of a lock file at its exact version; pip refuses a file whose hash differs."""
    if importlib.util.find_spec("pip") is None:
        subprocess.run([sys.executable, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    say(f"Installing requirements/{name}.txt ...")
    if not pip("-q", "-r", str(REQUIREMENTS / f"{name}.txt")):
        sys.exit(f"pip could not install requirements/{name}.txt: its own words are above.")


def install_torch() -> None:
    """Install the one exact torch: its CPU build from PyTorch's own index, otherwise what pip finds."""
    wanted = (REQUIREMENTS / "torch.txt").read_text().strip()
    if importlib.util.find_spec("torch") and metadata.version("torch").split("+")[0] == wanted.split("==")[1]:
        return
    say(f"Installing {wanted} (CPU) ...")
    # What torch depends on is in the lock, so nothing but torch itself is taken from that index.
    if reachable(f"{TORCH_CPU_INDEX}/torch/") and pip("--no-deps", "--index-url", TORCH_CPU_INDEX, wanted):
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
    """Run `pip install` in this Python; say whether it worked."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        *arguments,
    ]
    return subprocess.run(command, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}).returncode == 0


def say(line: str) -> None:
    """Tell a person what happens now."""
    print(line, flush=True)


def main(arguments: list[str]) -> None:
    """Do what the command line says."""
    match arguments:
        case ["venv", *folder]:
            make_venv(folder[0] if folder else ".venv")
        case ["run"]:
            install_locked("run")
            install_torch()
        case ["dev"]:
            install_locked("dev")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
