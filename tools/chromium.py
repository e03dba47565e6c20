"""Print the path of a Chromium or Chrome that starts, installing one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def candidates() -> Iterator[str]:
    """Where a browser may be, the cheapest to ask first."""
    yield from filter(None, map(shutil.which, (*NAMES, MAC)))
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Tell whether it runs at all: Ubuntu's `chromium-browser` may be a note that says where to find one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """The first browser that starts."""
    return next(filter(starts, candidates()), None)


def main() -> None:
    """Find or install, then print; everything else that is said goes to stderr."""
    if asked := os.environ.get("KUDARI_CHROMIUM"):
        if not starts(asked):
            sys.exit(f"KUDARI_CHROMIUM is {asked!r}, which does not start.")
        print(asked)
        return
    path = find()
    if path is None and debian.install("chromium"):
        path = find()
    if path is None:
        print("Installing Playwright's Chromium ...", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
        path = find()
    if path is None:
        sys.exit("The journeys need Chromium or Chrome: install one, or set KUDARI_CHROMIUM to its path.")
    print(path)


if __name__ == "__main__":
    main()
