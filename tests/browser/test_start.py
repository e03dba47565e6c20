"""Where the ball starts and how fast it goes: by slider, by number, by mouse and by finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.hillpage import DESKTOP, at, draws, rate, tells

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def ball(page):
    """Where the ball at the start lies in the page."""
    box = page.locator("#hill .plot-figure:not(.stale) .tracepath .point").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_rate_by_slider_and_by_number(visit, ran):
    """The slider's middle is the geometric mean of its ends; a number is taken as it is. Each redraws the run."""
    page = visit("/")
    at(page, 0)
    rate(page, "slider").fill("200")
    expect(rate(page)).to_have_value("0.014")
    expect(page.locator("#outcome")).to_contain_text("Still rolling")
    draws(page, ran(lr=0.014))
    rate(page).fill("0.7")
    expect(rate(page, "slider")).to_have_attribute("aria-valuetext", "0.7")
    expect(page.locator("#equations")).to_contain_text("=1−0.7×2=−0.4")
    draws(page, ran(lr=0.7))


def test_the_start_by_slider_and_by_number(visit, ran):
    """The ball begins where the slider or the number says, far outside the usual picture too."""
    page = visit("/?step=9")
    at(page, 9)
    page.get_by_role("slider", name="Start", exact=True).fill("100")
    at(page, 0)
    expect(page.get_by_role("spinbutton", name="Start")).to_have_value("-0.75")
    expect(page.locator("#read-x")).to_have_text("−0.75")
    draws(page, ran(start=-0.75))
    page.get_by_role("spinbutton", name="Start").fill("-400")
    expect(page.locator("#read-x")).to_have_text("−400")
    expect(page.locator("#hill .xtick").filter(has_text="−400")).to_be_visible()
    draws(page, ran(start=-400))


def test_the_ball_is_dragged(visit, ran):
    """A mouse takes the ball along the curve; where it lets go, the run begins, and the axes have not moved."""
    page = visit("/?step=5", **DESKTOP)
    at(page, 5)
    page.keyboard.press("Home")
    x, y = ball(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=8)
    page.mouse.up()
    start = float(page.get_by_role("spinbutton", name="Start").input_value())
    tells(page, ran(start=start), 0)
    draws(page, ran(start=start))
    assert ball(page)[0] == pytest.approx(x - 200, abs=1)


def test_the_ball_is_dragged_by_a_finger(visit, ran):
    """On a phone a finger takes the ball, and the page doesn't scroll under it."""
    page = visit("/", **PHONE)
    at(page, 0)
    x, y = ball(page)
    touch = page.context.new_cdp_session(page)
    for kind, place in [
        ("touchStart", x),
        *(("touchMove", x - 20 * count) for count in range(1, 6)),
        ("touchEnd", None),
    ]:
        points = [] if place is None else [{"x": place, "y": y + (x - place)}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    start = float(page.get_by_role("spinbutton", name="Start").input_value())
    assert start < 0.5
    draws(page, ran(start=start))
    assert ball(page)[0] == pytest.approx(x - 100, abs=1)
    assert page.evaluate("scrollY") == 0
