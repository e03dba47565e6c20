"""Several balls on one hill."""

import re

import pytest
from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
RACE = "/?v=2&objective=himmelblau&steps=100&lane=adam~lr:0.1&lane=momentum~lr:0.01&lane=simple_gd~lr:0.01"


@pytest.fixture
def ends(server, browser):
    """Where the server's own runs end: `ends([0.0, -3.0], adam={"lr": 0.1})`, each loss as the page writes it."""
    context = browser.new_context(base_url=server.url)

    def ends(start, **rules):
        losses = []
        for name, values in rules.items():
            run = {"objective": {"name": "himmelblau"}, "optimizer": {"name": name, **values}}
            answer = context.request.post("/api/runs", data=run | {"start": start, "steps": 100})
            losses.append(answer.json()["outcome"]["loss"])
        return [re.sub("e-0?", "e−", f"{loss:.4g}") for loss in losses]

    yield ends
    context.close()


def losses(page):
    return page.locator("#race-rows td:nth-child(3)")


def whole(page, last=100):
    """Wait until all runs of the setting have come."""
    expect(page.locator("#step")).to_have_text(re.compile(f"/ {last}$"))
    expect(page.locator("#page")).not_to_have_class(re.compile("waiting"))


def test_a_table_tells_where_each_ball_is(visit, ends):
    """A row for each lane: at the last step its loss is that of the server's own run, and so is the winner."""
    page = visit(RACE, **DESKTOP)
    whole(page)
    page.keyboard.press("End")
    expected = ends([0.0, -3.0], adam={"lr": 0.1}, momentum={"lr": 0.01}, simple_gd={"lr": 0.01})
    expect(losses(page)).to_have_text(expected)
    expect(page.locator("#race-rows td:nth-child(5)").last).to_have_text(re.compile(r"^\d+$"))


def test_balls_come_and_go(visit):
    """One more has a rule of its own; the form shows the one in focus; one that goes leaves the others."""
    page = visit("/?v=2&steps=20&lane=adam", **DESKTOP)
    whole(page, 20)
    page.get_by_role("button", name="Add a ball").click()
    expect(page.get_by_label("Optimizer", exact=True)).to_have_value("simple_gd")
    expect(losses(page)).to_have_count(2)
    page.get_by_role("button", name="1 Adam").click()
    expect(page.get_by_label("Optimizer", exact=True)).to_have_value("adam")
    page.get_by_role("button", name="Remove ball 1, Adam").click()
    expect(page).to_have_url(re.compile(r"steps=20&lane=simple_gd~lr:0\.1&step=0"))


def test_a_fair_comparison_says_how_it_was_made(visit):
    """Each rule takes the best of the same many rates, and what is changed then is fair no more."""
    page = visit(RACE, **DESKTOP)
    whole(page)
    page.get_by_role("button", name="Tune every rate").click()
    note = page.get_by_text("Each at the best of 64 rates")
    expect(note).to_be_visible()
    expect(page).not_to_have_url(re.compile("lane=momentum~lr:0.01~"))
    page.get_by_role("spinbutton", name="Learning rate").fill("0.5")
    expect(note).to_be_hidden()


def test_a_ball_is_dragged_over_a_landscape(visit, ends):
    """All balls that start there follow the hand without a word to the server; where it lets go the runs begin."""
    page = visit("about:blank", **DESKTOP)
    sent, fans = [], []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(text)))
    page.on("requestfinished", lambda request: '"field":"start"' in (request.post_data or "") and fans.append(request))
    page.goto(RACE)
    whole(page)
    while len(fans) < 3:
        page.wait_for_event("requestfinished")
    x, y = page.locator("#hill .plot-figure").evaluate(
        """(div) => {
          const { xaxis, yaxis } = div._fullLayout;
          const { left, top } = div.getBoundingClientRect();
          return [left + xaxis._offset + xaxis.d2p(0), top + yaxis._offset + yaxis.d2p(-3)];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    before = len(sent)
    page.mouse.move(x - 120, y - 60, steps=10)
    assert len(sent) == before
    page.mouse.up()
    page.keyboard.press("End")
    fields = [page.get_by_role("spinbutton", name=f"Start {letter}") for letter in "xy"]
    start = [float(field.input_value()) for field in fields]
    assert -3 < start[0] < -0.5 and -3 < start[1] < 0
    expect(losses(page)).to_have_text(ends(start, adam={"lr": 0.1}, momentum={"lr": 0.01}, simple_gd={"lr": 0.01}))
