"""The pictures beside the editor, run by what stands in it."""

import json
import re

import pytest
from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
HEAD = """import torch


class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})
        self.calls = 0

    @torch.no_grad()
    def step(self):
        self.calls += 1
        for group in self.param_groups:
            for p in group["params"]:
                """
STEP = 'p.add_(p.grad, alpha=-group["lr"])\n'
PLAIN = HEAD + STEP
FAULTY = f"{HEAD}1 / (self.calls - 5)\n                {STEP}"
WILD = HEAD + STEP.replace("-group", "-20 * group")
SLOW = f"{HEAD}__import__('time').sleep(0.05)\n                {STEP}"
HEAVY = f"""{HEAD}kept = self.state[p]
                if "speed" not in kept:
                    kept["speed"], kept["phase"] = torch.zeros_like(p), "warm"
                if self.calls > 10:
                    kept["phase"] = "cold"
                kept["speed"].mul_(0.9).add_(p.grad)
                p.add_(kept["speed"], alpha=-group["lr"])
"""
"""Momentum under names of its own, and a text beside it."""


@pytest.fixture
def opened(visit):
    """Open the page on a code beside a built-in rule: `opened(PLAIN, "reference=momentum&steps=20")`."""

    def opened(source, query="reference=simple_gd", **options):
        page = visit(f"/optimizer?{query}", **(options or DESKTOP))
        trained(page)
        write(page, source)
        return page

    return opened


def write(page, source):
    """Put a code into the editor, and run it."""
    page.get_by_role("textbox", name="Your optimizer, in Python").press("Control+A")
    page.keyboard.insert_text(source)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(row(page, 0).get_by_role("rowheader")).to_have_text(re.compile("Mine"))


def row(page, place):
    return page.locator("#hill-balls tr").nth(place)


def numbers(page, place):
    """Where a ball is, and its loss there."""
    return row(page, place).locator("td").all_text_contents()


def trained(page):
    """Wait until what was run last has rolled and trained to its end. A fresh server locks its sandbox first."""
    expect(page.locator("#status")).to_have_text(re.compile(r"Trained \d+ updates in .* s\.$"), timeout=30_000)


def end(page, title="Mine", of="#hill-ends"):
    """How the run of a rule has ended."""
    return page.locator(f"{of} li", has_text=f"{title}: ").locator(".outcome")


def to_end(page):
    """Bring both balls to the end, by the keyboard."""
    page.locator("#hill-title").click()
    page.keyboard.press("End")


def received(page):
    """The answers of the server as they come: the start of each run by its id, and all its points."""
    starts, points = {}, {}

    def take(text):
        message = json.loads(text)
        if message["type"] == "started" and "run" in message:
            starts[message["id"]] = message["run"]["optimizer"]["name"]
        if message["type"] == "steps" and "point" in message["steps"]:
            points.setdefault(message["id"], []).extend(message["steps"]["point"])

    page.on("websocket", lambda socket: socket.on("framereceived", take))
    return lambda name: [points[run] for run, started in starts.items() if started == name][-1]


def test_descent_by_hand_is_the_built_in_one(visit):
    """Somebody's steepest descent has the points of ours to the last bit, and both balls lie in the same place."""
    page = visit("about:blank", **DESKTOP)
    points = received(page)
    page.goto("/optimizer?reference=simple_gd&objective=himmelblau&start=1.3,-0.7&steps=80")
    trained(page)
    write(page, PLAIN.replace("lr=0.1", "lr=0.01"))
    trained(page)
    to_end(page)
    expect(page.locator("#step")).to_have_text("80 / 80")
    assert points("own") == points("simple_gd") and len(points("own")) == 81
    assert numbers(page, 0) == numbers(page, 1)


def test_a_rule_that_goes_astray(opened):
    """A code whose steps grow diverges, at a step that is told; the built-in ball rolls on."""
    page = opened(WILD)
    expect(end(page)).to_have_text(re.compile(r"^Diverged at step \d+: it went beyond all bounds"))
    expect(end(page)).to_have_attribute("data-mood", "bad")
    expect(end(page, "Steepest descent")).to_have_text(re.compile("^Converged: at"))


def test_a_fault_on_the_way(opened):
    """What raises in its fifth step is drawn up to there: the five points from 1 to 0.8⁴."""
    page = opened(FAULTY)
    expect(end(page)).to_have_text(re.compile(r"^Ended at step 5: ZeroDivisionError in line \d+\.$"))
    to_end(page)
    assert numbers(page, 0)[0] == "0.4096"
    expect(end(page, of="#lab-ends")).to_have_text(re.compile("^Ended at update 5: ZeroDivisionError"))


def test_what_it_keeps_is_drawn_under_its_own_names(opened):
    """Momentum kept as `speed` is a line with its value at the step at hand, and a text beside it is read."""
    page = opened(HEAVY, "reference=momentum")
    trained(page)
    to_end(page)
    speed = page.locator(".state-one", has_text="speed")
    buffer = page.evaluate(
        "fetch('/api/runs', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: "
        "JSON.stringify({objective: {name: 'square'}, optimizer: {name: 'momentum', lr: 0.1}, start: [1], steps: 50})})"
        ".then((answer) => answer.json()).then(({steps}) => steps.state.momentum_buffer.at(-1)[0])"
    )
    shown = speed.locator(".state-caption .digits").text_content().replace("−", "-")
    assert float(shown) == pytest.approx(buffer, rel=1e-3)
    expect(page.locator(".state-texts")).to_have_text(re.compile("phase.*cold"))
    page.keyboard.press("Home")
    expect(speed.locator(".state-caption .digits")).to_have_text("–")
    assert painted(speed.get_by_role("img")) > 50
    assert numbers(page, 0) == numbers(page, 1)


def painted(canvas):
    """How many pixels of a canvas have a colour."""
    return canvas.evaluate(
        "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data"
        ".filter((part, place) => place % 4 === 3 && part > 0).length"
    )


def test_a_network_is_trained_by_it(opened):
    """By the same rule a network learns the same: as often right in every class, and the same curve."""
    page = opened(HEAVY, "reference=momentum&epochs=3&seed=5")
    trained(page)
    expect(page.locator("#lab-step")).to_have_text("120 / 120")
    rows = [
        [cell.strip() for cell in line.locator("td").all_text_contents()]
        for line in page.locator("#lab-accuracy tbody tr").all()
    ]
    assert len(rows) == 4 and all(mine == theirs != "" for _, mine, theirs in rows)
    assert any(before != mine for before, mine, _ in rows)
    expect(page.locator("#lab-kept tr").first).to_have_text(re.compile("speed.*conv.weight"))


def test_the_ball_in_the_hand_runs_the_code(opened):
    """Dragged, both balls begin elsewhere, and the code runs from there at once."""
    page = opened(PLAIN)
    trained(page)
    to_end(page)
    page.keyboard.press("Home")
    x, y = page.locator("#hill .plot-figure").evaluate(
        """(div) => {
          const { xaxis, yaxis } = div._fullLayout;
          const { left, top } = div.getBoundingClientRect();
          return [left + xaxis._offset + xaxis.d2p(1), top + yaxis._offset + yaxis.d2p(1)];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y, steps=12)
    page.mouse.up()
    start = page.get_by_role("spinbutton", name="Start").input_value()
    assert -1 < float(start) < 0.8
    expect(row(page, 0).locator("td").first).to_have_text(start.replace("-", "−"))
    expect(row(page, 1).locator("td").first).to_have_text(start.replace("-", "−"))
    page.get_by_role("slider", name="Start of both balls").press("Shift+ArrowRight")
    expect(row(page, 0).locator("td").first).not_to_have_text(start.replace("-", "−"))
    trained(page)


def test_stop(opened):
    """A slow run ends where it is, and what has come of it stays."""
    page = opened(SLOW)
    expect(page.locator("#hill-ends li")).to_have_count(1)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(end(page)).to_have_text(re.compile(r"^Stopped at step \d+\.$"))
    expect(end(page, of="#lab-ends")).to_have_text("Stopped.")
    write(page, PLAIN)
    expect(end(page)).to_have_text(re.compile("^Converged"))
    expect(end(page, of="#lab-ends")).to_have_text("Trained with 80 updates.")


def test_the_keys_are_those_of_the_panel(opened):
    """In the classifier the arrows move its own step, elsewhere the balls, and in the editor neither."""
    page = opened(PLAIN)
    trained(page)
    hill, lab = page.locator("#step"), page.locator("#lab-step")
    to_end(page)
    page.locator("#lab-to-start").click()
    page.keyboard.press("ArrowRight")
    expect(lab).to_have_text("1 / 80")
    expect(hill).to_have_text("50 / 50")
    page.locator("#hill-title").click()
    page.keyboard.press("ArrowLeft")
    expect(hill).to_have_text("49 / 50")
    page.get_by_role("textbox", name="Your optimizer, in Python").press("ArrowLeft")
    expect(hill).to_have_text("49 / 50")
    expect(lab).to_have_text("1 / 80")


def test_the_address_holds_the_pictures(opened, visit):
    """Hill, start, steps, data, rate and where the balls stand open as they were."""
    page = opened(PLAIN, "reference=adam&objective=ravine&steps=30")
    page.get_by_label("Data").select_option(label="Moons")
    page.get_by_label("Epochs").first.fill("2")
    trained(page)
    to_end(page)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("step=29.*data=moons.*epochs=2"))
    again = visit(page.url.removeprefix(page.url.split("/optimizer")[0]), **DESKTOP)
    trained(again)
    expect(again.locator("#step")).to_have_text("29 / 30")
    expect(again.get_by_label("Data")).to_have_value("moons")
    assert numbers(again, 0) == numbers(page, 0)


@pytest.mark.sandboxed
def test_a_lost_server_comes_back(visit, own_server, faults):
    """The code that was running when the server was lost is run again when it is back."""
    page = visit("/optimizer?reference=simple_gd", base=own_server.url)
    trained(page)
    write(page, SLOW)
    expect(page.locator("#hill-ends li")).to_have_count(1)
    own_server.stop()
    expect(page.get_by_text("The server can't be reached")).to_be_visible()
    own_server.start()
    expect(page.get_by_text("The server can't be reached")).to_be_hidden()
    expect(end(page)).to_have_text(re.compile("^Converged"))
    assert faults and all("ERR_CONNECTION" in fault for fault in faults)
    page.close()
    faults.clear()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_everyone_can_use_them(opened, axe, width, scheme):
    """With both balls, what is kept, and a trained network: nothing is in the way, and nothing sticks out."""
    page = opened(HEAVY, viewport={"width": width, "height": 900}, color_scheme=scheme)
    trained(page)
    expect(page.locator(".state-one")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []
