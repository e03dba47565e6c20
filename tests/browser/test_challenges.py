"""Challenges: a link asks, the page hides what would tell, and the score is counted on the server's records."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

CHALLENGES = json.loads((Path(__file__).parents[2] / "static" / "challenges.json").read_text())
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RAVINE = "objective=ravine~condition:20&start=-2,1&steps=300&lane=simple_gd~lr:0.02"
EDGE = "/?challenge=edge&v=2&objective=square&start=1&steps=500&lane=simple_gd~lr:0.1"
GUESS = "/?challenge=guess~seed:3&v=2&objective=double_well&steps=20&lane=simple_gd~lr:0.05&speed=200"

SOLVE = """async (queries) => {
  const { objectiveOf, fromQuery } = await import("/static/js/share.js");
  const { specOf } = await import("/static/js/setting.js");
  const { edgeOf, parseChallenge, settingOf, soonest } = await import("/static/js/challenges.js");
  const { getJson, postJson } = await import("/static/js/api.js");
  const names = ["objectives", "optimizers", "schedules"];
  const [objectives, optimizers, schedules] = await Promise.all(names.map((name) => getJson(`/api/${name}`)));
  const fan = (body) => postJson("/api/fans", body);
  return Promise.all(queries.map(async (text) => {
    const query = new URLSearchParams(text);
    const challenge = parseChallenge(query.get("challenge"));
    const { objective, unknown } = objectiveOf(query, objectives);
    const about = objectives.find(({ name }) => name === objective.name);
    const found = fromQuery(query, objective, about, { objectives, optimizers, schedules });
    const setting = settingOf(challenge, found.setting, about);
    const solved = {
      fewest: async () => {
        const tried = ["momentum", "adam"].map(async (name) => {
          const run = { ...specOf(setting, setting.lanes[0]), optimizer: { name } };
          return soonest(run, challenge.target, fan);
        });
        return (await Promise.all(tried)).find((best) => best !== null) ?? null;
      },
      edge: () => edgeOf(specOf(setting, setting.lanes[0]), fan),
      guess: async () => (await postJson("/api/runs", specOf(setting, setting.lanes[0]))).outcome.loss,
    };
    return { unknown: [...unknown, ...found.unknown], solved: await solved[challenge.kind]() };
  }));
}"""


@pytest.fixture(scope="module")
def solved(server, browser):
    """What solves each challenge of the menu, by its title, and what the page doesn't know of its address."""
    page = browser.new_page(base_url=server.url)
    page.goto("/docs")
    answers = page.evaluate(SOLVE, [challenge["query"] for challenge in CHALLENGES])
    yield dict(zip([challenge["title"] for challenge in CHALLENGES], answers, strict=True))
    page.close()


@pytest.mark.parametrize("title", [challenge["title"] for challenge in CHALLENGES])
def test_it_can_be_solved(solved, title):
    """The page knows all that it asks; momentum or Adam comes to its target, some rate diverges, its run ends."""
    assert solved[title]["unknown"] == []
    assert solved[title]["solved"] is not None


def score(page):
    """What the panel says."""
    return page.locator("#challenge-score")


def test_the_fewest_steps(visit):
    """Each setting that is run is a try; the fewest steps stay as the best, with the setting that made them."""
    page = visit(f"/?challenge=fewest~target:1e-3&v=2&{RAVINE}", **DESKTOP)
    expect(score(page)).to_have_text(re.compile(r"It takes \d+ steps as it is."))
    for name in ("Objective", "Start x", "Steps"):
        expect(page.get_by_label(name, exact=True).first).to_be_hidden()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    rate.fill("0.09")
    run = {"objective": {"name": "ravine"}, "optimizer": {"name": "simple_gd", "lr": 0.09}, "start": [-2, 1]}
    loss = page.request.post("/api/runs", data=run | {"steps": 300}).json()["steps"]["loss"]
    steps = next(step for step, each in enumerate(loss) if each <= 1e-3)
    expect(score(page)).to_have_text(f"It takes {steps} steps: your best.")
    rate.fill("0.001")
    expect(score(page)).to_have_text("It doesn't come that low.")
    expect(page.locator("#challenge-kept")).to_have_text(f"2 tries. Your best: {steps} steps.")
    expect(page).to_have_url(re.compile(r"challenge=fewest~target:0.001&.*lr:0.001"))
    page.reload()
    expect(page.locator("#challenge-kept")).to_have_text(f"2 tries. Your best: {steps} steps.")
    expect(page.locator("#challenge-best")).to_have_attribute("href", re.compile("challenge=fewest.*lr:0.09"))


def test_giving_up_shows_a_good_rate_that_does_not_count(visit):
    """The best of many rates by the rule at hand is set and run; it is nobody's score."""
    page = visit(f"/?challenge=fewest~target:1e-3&v=2&{RAVINE}", **DESKTOP)
    expect(score(page)).to_contain_text("as it is")
    page.get_by_role("button", name="Give up").click()
    expect(score(page)).to_have_text(re.compile(r"By this rule the best of 64 rates takes \d+ steps, at 0\.\d+"))
    expect(page.locator("#outcome")).not_to_be_empty()
    expect(page.locator("#challenge-kept")).to_be_empty()


def test_a_guess_comes_before_the_run(visit):
    """Nothing of the run is drawn or said until a point is given; then it rolls, and the distance is told."""
    page = visit(GUESS, **DESKTOP)
    dots = page.locator("#hill .plot-figure:not(.stale) .tracepath .point")
    expect(dots).to_have_count(1)
    for part in ("#loss", "#map", "#race-rows", "#equations", "#play"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("#outcome")).to_be_empty()
    box = page.locator("#hill .nsewdrag").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    guess = page.get_by_role("spinbutton", name="x", exact=True)
    assert float(guess.input_value()) == pytest.approx(0.9, abs=0.05)
    guess.fill("1")
    guess.press("Enter")
    expect(score(page)).to_have_text(re.compile(r"It ended at x = −?[\d.e−]+, [\d.e−]+ away: \d+ points, \d+ of 100"))
    expect(dots).to_have_count(21)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#challenge-title")).to_have_text("Guess where it ends, round 2 of 5")
    expect(dots).to_have_count(1)


def test_the_edge_of_divergence(visit):
    """Each rate that is tried says whether it diverges; the answer is measured against the server's own runs."""
    page = visit(EDGE, **DESKTOP)
    rate = page.get_by_role("spinbutton", name="Learning rate")
    expect(score(page)).to_have_text("At rate 0.1 it does not diverge.")
    expect(page.get_by_label("Optimizer", exact=True)).to_be_hidden()
    rate.fill("1.1")
    expect(score(page)).to_have_text(re.compile(r"At rate 1.1 it diverges at step \d+\."))
    page.get_by_role("button", name="This rate is it").click()
    expect(score(page)).to_have_text(
        re.compile(r"It diverges from rate 1\.01\d+ on; theory says 1\. You are 8\.\d % off, your best\.")
    )


def test_anyone_can_play(visit, axe):
    """axe finds nothing wrong before the answer, and nothing is wider than the screen."""
    page = visit(GUESS, color_scheme="light", **PHONE)
    page.locator("#hill .plot-figure:not(.stale) .tracepath .point").first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_the_menu_leads_to_a_challenge(visit):
    """Who doesn't know the link finds it beside the lessons."""
    page = visit("/", **DESKTOP)
    page.get_by_role("button", name="Lessons and challenges").click()
    page.get_by_role("link", name="The edge: momentum").click()
    expect(page.locator("#challenge-title")).to_have_text("Find the edge of divergence")
    page.get_by_role("link", name="Leave").click()
    expect(page.locator("#challenge")).to_be_hidden()


def test_an_unknown_challenge_is_told(visit):
    """What is no challenge is named, and the page is as usual."""
    page = visit("/?challenge=fewest~target:low&v=2&objective=bumpy", **DESKTOP)
    expect(page.get_by_text("Not known here, so left as usual: challenge.")).to_be_visible()
    expect(page.locator("#challenge")).to_be_hidden()
