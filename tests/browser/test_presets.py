"""The lessons: each is a link that the page reads, and its run tells what its sentence says."""

import json
import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

PRESETS = json.loads((Path(__file__).parents[2] / "static" / "presets.json").read_text())
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

READ = """async (queries) => {
  const { objectiveOf, fromQuery } = await import("/static/js/share.js");
  const { specOf } = await import("/static/js/setting.js");
  const ask = async (name) => (await fetch(`/api/${name}`)).json();
  const [objectives, optimizers, schedules] = await Promise.all(["objectives", "optimizers", "schedules"].map(ask));
  return queries.map((text) => {
    const query = new URLSearchParams(text);
    const { objective, unknown } = objectiveOf(query, objectives);
    const about = objectives.find(({ name }) => name === objective.name);
    const { setting, unknown: more } = fromQuery(query, objective, about, { objectives, optimizers, schedules });
    return { about, unknown: [...unknown, ...more], runs: setting.lanes.map((lane) => specOf(setting, lane)) };
  });
}"""


@pytest.fixture(scope="module")
def read(server, browser):
    """What the page reads in each preset's address, by its name: the objective, its runs, and what it doesn't know."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/docs")
    answers = page.evaluate(READ, [preset["query"] for preset in PRESETS])
    for answer in answers:
        answer["answers"] = [context.request.post("/api/runs", data=run).json() for run in answer["runs"]]
    yield dict(zip([preset["name"] for preset in PRESETS], answers, strict=True))
    context.close()


def minimum(about, answer):
    """The minimum that a run has come to rest at."""
    assert answer["outcome"]["status"] == "converged"
    return min(about["minima"], key=lambda each: math.dist(each["point"], answer["outcome"]["point"]))


def crawls(about, answer):
    loss = answer["steps"]["loss"]
    assert loss[0] / 2 < loss[-1] < loss[0]


def rests_soon(about, answer):
    assert minimum(about, answer)["lowest"] and answer["outcome"]["step"] < 15


def rests_lowest(about, answer):
    assert minimum(about, answer)["lowest"]


def rests_elsewhere(about, answer):
    assert not minimum(about, answer)["lowest"]


def zigzags(about, answer):
    columns = zip(*answer["steps"]["point"], strict=True)
    crossings = [sum(a * b < 0 for a, b in pairwise(column)) for column in columns]
    assert max(crossings) >= 0.95 * (len(answer["steps"]["loss"]) - 1)


def diverges(about, answer):
    assert answer["outcome"]["status"] == "diverged"


def leaves_the_picture(about, answer):
    start, *points = answer["steps"]["point"]
    inside = [
        all(low <= x <= high for (low, high), x in zip(about["domain"], p, strict=True)) for p in (start, *points)
    ]
    assert inside[0] and not all(inside)


def lingers(about, answer):
    loss = answer["steps"]["loss"]
    fall = loss[0] - loss[-1]
    assert any(a - b < 0.05 * fall and b - loss[-1] > 0.1 * fall for a, b in zip(loss[5:], loss[25:], strict=False))


def comes_low(about, answer):
    assert answer["steps"]["loss"][-1] < 1e-6 * answer["steps"]["loss"][0]


STORIES = {
    story.__name__.replace("_", " "): story
    for story in (
        *(crawls, rests_soon, rests_lowest, rests_elsewhere),
        *(zigzags, diverges, leaves_the_picture, lingers, comes_low),
    )
}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset["name"])
def test_it_tells_its_story(read, preset):
    """Nothing in its address is unknown to the page, and each of its runs does what its story says."""
    found = read[preset["name"]]
    assert found["unknown"] == []
    for story, answer in zip(preset["story"], found["answers"], strict=True):
        for word in story.split(", "):
            STORIES[word](found["about"], answer)


def test_one_click_plays_it_and_says_what_to_look_at(visit):
    """From any setting the menu leads to a lesson that plays, with its sentence, which the address keeps."""
    page = visit("/?objective=bumpy&lr=0.5&steps=20&step=20", **DESKTOP)
    expect(page.locator("#step")).to_have_text("20 / 20")
    page.get_by_role("button", name="Lessons").click()
    page.get_by_role("link", name="Saved by momentum").click()
    expect(page.locator("#play")).to_have_accessible_name("Pause")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#look")).to_contain_text("rolls over the bumps that hold ball 1")
    expect(page.locator("#race-rows tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("lane=momentum~lr:0.02.*preset=saved-by-momentum"))
    page.reload()
    expect(page.locator("#look")).to_contain_text("rolls over the bumps that hold ball 1")
    page.get_by_label("Objective").select_option("Parabola")
    expect(page.locator("#look")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("preset"))


def test_anyone_can_choose_one(visit, axe):
    """By keyboard alone the menu opens, closes and chooses; axe finds nothing wrong in it, or in the sentence."""
    page = visit("/", color_scheme="dark", **PHONE)
    expect(page.locator("#outcome")).not_to_be_empty()
    page.get_by_role("button", name="Lessons").press("Enter")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Overshoot").press("Enter")
    expect(page.locator("#look")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
