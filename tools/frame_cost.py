"""Measure what a frame of the rolling ball costs the hill page in script: one ball, six, and six seen from above.

A frame's script is all that its animation callbacks do: the clock, the overlays of curve and loss, and on the
page itself also the transport, the numbers and the formula. Each ball drags a trail of 800 points and more, and
swings to and fro on the bumpy bowl, so that they don't lie on one another.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

import chromium

FRAMES = 300
TRAIL = 800
SWINGING = "objective=bumpy&optimizer=momentum&momentum=0.999&lr=0.002&start=1.9&steps=1200"
RATES = (0.001, 0.002, 0.003, 0.004, 0.005, 0.006)
CURVE = ["HillPlot", "bumpy", [[1.9 - place / 5] for place in range(6)]]
CONTOUR = ["ContourPlot", "ravine", [[-2.4 + place / 5, 1.4 - place / 5] for place in range(6)]]
LIMIT_MS = 1.0

TIMED = """
  window.costs = [];
  const ask = window.requestAnimationFrame.bind(window);
  let frame = 0;
  window.requestAnimationFrame = (callback) => ask((now) => {
    const begun = performance.now();
    callback(now);
    const cost = performance.now() - begun;
    if (now === frame) costs[costs.length - 1] += cost;
    else costs.push(cost);
    frame = now;
  });
"""

ROLLED = """
(frames) => {
  costs.length = 0;
  return new Promise((done) => {
    requestAnimationFrame(function look() {
      if (costs.length < frames) requestAnimationFrame(look);
      else done();
    });
  });
}
"""

RACE = """
async ([plot, name, starts, rates, trail, frames]) => {
  const [{ HillPlot }, { ContourPlot }, { LossPlot }, { Records }] = await Promise.all(
    ["plots/hill", "plots/contour", "plots/loss", "records"].map((name) => import(`/static/js/${name}.js`)));
  const { state } = (await (await fetch("/api/optimizers")).json()).find(({ name }) => name === "momentum");
  const balls = await Promise.all(rates.map(async (lr, place) => {
    const optimizer = { name: "momentum", momentum: 0.999, lr };
    const body = JSON.stringify({ objective: { name }, optimizer, start: starts[place], steps: 1200 });
    const answer = await fetch("/api/runs", { method: "POST", body, headers: { "Content-Type": "application/json" } });
    const records = new Records();
    records.take((await answer.json()).steps);
    const label = String(place + 1);
    return { records, hue: `hue-${place % 3 + 1}`, held: null, label, focus: place === 0, state };
  }));
  const about = (await (await fetch("/api/objectives")).json()).find((each) => each.name === name);
  const plots = [[{ HillPlot, ContourPlot }[plot], "hill"], [LossPlot, "loss"]].map(([Plot, id]) => {
    const host = document.getElementById(id).cloneNode();
    document.getElementById(id).replaceWith(host);
    return new Plot(host);
  });
  await Promise.all(plots.map((plot) => plot.show({ ...about, spec: { name } }, starts[0])));
  // As on the page when play is pressed: it had come to rest, and the plots themselves have the paths.
  for (const plot of plots) {
    plot.draw(balls.map((ball) => ({ ...ball, position: trail })));
    plot.settle();
  }
  costs.length = 0;
  await new Promise((done) => {
    let position = trail;
    requestAnimationFrame(function roll() {
      position += 1;
      for (const plot of plots) plot.draw(balls.map((ball) => ({ ...ball, position })));
      if (costs.length < frames) requestAnimationFrame(roll);
      else done();
    });
  });
}
"""


@contextmanager
def served() -> Iterator[str]:
    """A server of this checkout on a free port."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "KUDARI_DATABASE": f"{folder}/kudari.db"}
        command = [sys.executable, "-m", "app", "serve", "--port", "0"]
        server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None, "it was asked for"
            yield next(found[0] for line in server.stderr if (found := re.search(r"http://127\S+", line)))
        finally:
            server.kill()
            server.communicate()


def one(page: Page, address: str) -> list[float]:
    """The page itself, its ball rolling on."""
    page.goto(f"{address}/?{SWINGING}&step={TRAIL}&speed=50")
    page.get_by_text(f"{TRAIL} / 1200").wait_for()
    page.get_by_role("button", name="Play").click()
    page.evaluate(ROLLED, FRAMES)
    costs: list[float] = page.evaluate("costs")
    return costs


def six(page: Page, address: str) -> list[float]:
    """The curve and the loss with six balls."""
    return _race(page, address, CURVE)


def six_from_above(page: Page, address: str) -> list[float]:
    """The contour and the loss with six balls."""
    return _race(page, address, CONTOUR)


def _race(page: Page, address: str, race: list[Any]) -> list[float]:
    page.goto(address)
    page.locator("#loss .main-svg").first.wait_for()
    page.evaluate(RACE, [*race, RATES, TRAIL, FRAMES])
    costs: list[float] = page.evaluate("costs")
    return costs


MEASURES = (("1 ball", one), ("6 balls", six), ("6 balls from above", six_from_above))


def main() -> None:
    """Print both costs; exit with 1 where a median is above the limit."""
    path = os.environ.get("KUDARI_CHROMIUM") or chromium.find()
    found = {}
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for balls, measure in MEASURES:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(TIMED)
            costs = measure(page, address)
            page.close()
            found[balls] = {
                "median_ms": round(statistics.median(costs), 2),
                "p95_ms": round(statistics.quantiles(costs, n=20)[-1], 2),
                "frames": len(costs),
            }
    print(json.dumps(found, indent=2))
    if any(cost["median_ms"] > LIMIT_MS for cost in found.values()):
        sys.exit(f"A frame's script must cost at most {LIMIT_MS} ms at the median.")


if __name__ == "__main__":
    main()
