"""The hill page in a real Chromium."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import frame_cost
from bench.serving import kudari
from bench.table import Figure, Row

ABOUT = """
Chromium without a window, 1440 x 900. The first picture is the first frame after which the curve stands in the plot,
from the moment at which the page was asked for. Bytes are those of HTTP as they pass over the wire. A repeat visit has
the browser's cache of the first. A frame's script is all that its animation callbacks do (`tools/frame_cost.py`).
"""

CHROMIUM = Path(__file__).parents[1] / "chromium.py"
FLAGS = ["--no-sandbox", "--disable-background-networking"]
SIZE: Any = {"width": 1440, "height": 900}

CURVE = "#hill .scatterlayer path.js-line"
PICTURE = f"""
  window.picture = new Promise((drawn) => {{
    requestAnimationFrame(function look() {{
      const curve = document.querySelector("{CURVE}");
      if (!curve?.getAttribute("d")) requestAnimationFrame(look);
      else requestAnimationFrame(() => setTimeout(() => drawn(performance.now())));
    }});
  }});
"""


def visit(page: Page, address: str) -> tuple[float, int]:
    """Milliseconds to the first picture, and bytes until the page has all that it asks for."""
    taken: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: taken.append(int(event["encodedDataLength"])))
    page.goto(f"http://{address}/", wait_until="networkidle")
    page.locator(CURVE).first.wait_for(state="attached")
    picture: float = page.evaluate("picture")
    network.detach()
    return picture, sum(taken)


def visits(browser: Browser, address: str, times: int) -> list[Row]:
    """First and repeat visits, each pair with a browser cache of its own."""
    found: dict[str, list[tuple[float, int]]] = {"first": [], "repeat": []}
    for _ in range(times):
        context = browser.new_context(viewport=SIZE)
        context.add_init_script(PICTURE)
        for visited in found.values():
            page = context.new_page()
            visited.append(visit(page, address))
            page.close()
        context.close()
    first, repeat = (
        (median(picture for picture, _ in visited), median(taken for _, taken in visited)) for visited in found.values()
    )
    return [
        Row("first picture, first visit", Figure(first[0], "ms")),
        Row("first picture, repeat visit", Figure(repeat[0], "ms"), Figure(first[0], "ms", "first visit")),
        Row("bytes of /, first visit", Figure(first[1] / 1000, "kB")),
        Row("bytes of /, repeat visit", Figure(repeat[1] / 1000, "kB"), Figure(first[1] / 1000, "kB", "first visit")),
    ]


def frames(browser: Browser, address: str) -> list[Row]:
    """What a frame of the rolling ball costs in script."""
    rows = []
    for balls, roll in frame_cost.MEASURES:
        page = browser.new_page(viewport=SIZE)
        page.add_init_script(frame_cost.TIMED)
        costs = roll(page, f"http://{address}")
        page.close()
        rows.append(Row(f"script a frame, {balls}", Figure(median(costs), "ms"), at_most=frame_cost.LIMIT_MS))
    return rows


def measure(times: int = 3) -> list[Row]:
    """In the Chromium that the journeys use."""
    looked = subprocess.run([sys.executable, CHROMIUM], capture_output=True, text=True, timeout=300)
    if looked.returncode:
        return [Row("the page", f"not measured: {looked.stderr.strip().splitlines()[-1]}")]
    with kudari() as server, sync_playwright() as playwright:
        server.warm()
        browser = playwright.chromium.launch(executable_path=looked.stdout.strip(), args=FLAGS)
        rows = [*visits(browser, server.address, times), *frames(browser, server.address)]
        browser.close()
    return rows
