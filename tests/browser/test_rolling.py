"""The ball rolls: played, stepped, at another speed, and bent on its way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hillpage import at, draws, rate, scrub, setting, tells


def test_play_pause_and_play_again(visit):
    """Play rolls, pause stops at a whole step, play goes on to the end, and play at the end begins anew."""
    page = visit("/?speed=5")
    at(page, 0)
    play = page.locator("#play")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#step")).to_have_text(re.compile(r"^[1-9]\d* / 50"))
    page.get_by_role("button", name="Pause").click()
    paused = int(page.locator("#step").text_content().split()[0])
    expect(page).to_have_url(re.compile(f"step={paused}&"))
    page.get_by_label("Speed").select_option("200")
    play.click()
    at(page, 50)
    expect(play).to_have_accessible_name("Play")
    page.get_by_label("Speed").select_option("1")
    play.click()
    at(page, 1)


def test_speed_changes_while_it_rolls(visit):
    """At a step a second the end is far; another speed holds at once."""
    page = visit("/?speed=1")
    at(page, 0)
    page.keyboard.press("Space")
    at(page, 1)
    page.get_by_label("Speed").select_option("200 steps/s")
    at(page, 50)
    expect(page).to_have_url(re.compile("speed=200"))


def test_steps_one_by_one_and_scrubbing(visit, ran):
    """Forward, back and scrubbed, at each step the numbers are those of the server's run."""
    answer, page = ran(), visit("/")
    at(page, 0)
    expect(page.get_by_role("button", name="One step back")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="One step forward").dblclick()
    at(page, 2)
    tells(page, answer, 2)
    page.get_by_role("button", name="One step back").click()
    tells(page, answer, 1)
    scrub(page, 50)
    tells(page, answer, 50)


def test_keys(visit):
    """The space bar plays and pauses, the arrows step, Home and End go to the ends."""
    page = visit("/?speed=1")
    at(page, 0)
    for key, step in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 50), ("Home", 0)):
        page.keyboard.press(key)
        at(page, step)
    for name in ("Pause", "Play"):
        page.keyboard.press("Space")
        expect(page.locator("#play")).to_have_accessible_name(name)


def test_a_control_keeps_its_own_keys(visit):
    """In a slider the arrows move the slider and the space bar plays; in a number box neither moves the ball."""
    page = visit("/?speed=1&step=10")
    at(page, 10)
    before = float(rate(page).input_value())
    rate(page, "slider").press("ArrowRight")
    assert float(rate(page).input_value()) > before
    rate(page).focus()
    for key in ("Space", "ArrowRight", "ArrowLeft", "Home", "End"):
        page.keyboard.press(key)
    expect(page.locator("#play")).to_have_accessible_name("Play")
    at(page, 10)
    rate(page, "slider").press("Space")
    expect(page.locator("#play")).to_have_accessible_name("Pause")


def test_the_rate_moved_while_it_rolls_bends_the_run(visit, ran):
    """What is behind the ball stays as it was; from there on the run is the server's with this change."""
    page = visit("/?lr=0.02&steps=200&speed=25")
    at(page, 0, 200)
    page.keyboard.press("Space")
    expect(page.locator("#step")).to_have_text(re.compile(r"^([5-9]|\d\d+) / "))
    rate(page).fill("0.3")
    expect(page).to_have_url(re.compile("~at:"))
    _, lr, step, change = setting(page)["lane"].split("~")
    assert (lr, change) == ("lr:0.02", "lr:0.3")
    step = step.removeprefix("at:")
    scrub(page, 200, 200)
    bent = ran(lr=0.02, steps=200, changes=[{"step": int(step), "optimizer": {"lr": 0.3}}])
    draws(page, bent)
    behind = ran(lr=0.02, steps=200)["steps"]["point"][: int(step) + 1]
    assert 5 <= int(step) < 200 and bent["steps"]["point"][: int(step) + 1] == behind
    expect(page.locator("#bends-text")).to_have_text(f"Bent at step {step}: learning rate 0.3.")
    page.get_by_role("button", name="Straighten").click()
    expect(page.locator("#bends-text")).to_be_hidden()
    tells(page, ran(lr=0.3, steps=200), 200)
    draws(page, ran(lr=0.3, steps=200))


def test_a_long_run_is_bent_while_it_comes(visit):
    """The bend doesn't wait for the ten thousand steps that it makes obsolete."""
    page = visit("/?optimizer=adam&lr=0.001&steps=10000&speed=200")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#step")).to_have_text(re.compile(r"^\d\d+ / "))
    rate(page, "slider").fill("250")
    expect(page.locator("#bends-text")).to_be_visible()
    expect(page.locator("#outcome")).to_be_empty()
    expect(page.locator("#play")).to_have_accessible_name("Pause")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_reduced_motion(visit, motion):
    """Who asked for less motion sees the ball from step to step, everybody else on its way too."""
    still = motion == "reduce"
    page = visit(f"/?steps=10&speed={10 if still else 1}&lr=0.3", reduced_motion=motion)
    at(page, 0, 10)
    page.evaluate(
        """() => {
          window.places = new Set();
          const { arc } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...rest) {
            if (radius === 11) places.add(x);
            if (places.size === 15) document.body.classList.add("on-its-way");
            arc.call(this, x, y, radius, ...rest);
          };
        }"""
    )
    page.keyboard.press("Space")
    if still:
        at(page, 10, 10)
        assert page.evaluate("places.size") in range(2, 12)
    else:
        expect(page.locator("body")).to_contain_class("on-its-way")


def test_other_colours_while_it_rolls(visit):
    """Light and dark are switched in the midst of a run: it rolls on, in the colours of the other."""
    page = visit("/?speed=1", color_scheme="light")
    at(page, 0)
    page.keyboard.press("Space")
    paper = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("body")).not_to_have_css("background-color", paper)
    expect(page.locator("#play")).to_have_accessible_name("Pause")
