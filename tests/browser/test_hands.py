"""By keyboard, by finger, by ear: everything can be reached, moved and heard."""

import re

import pytest
from playwright.sync_api import expect

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 568}
RACE = "lane=simple_gd~lr:0.01&lane=momentum~lr:0.01~momentum:0.9&lane=adam~lr:0.1"
PAGES = {
    "docs": "/docs",
    "wild": "/?v=2&lane=simple_gd~lr:1.2&lane=adam~lr:2~at:3~lr:5&focus=1&steps=400&step=4",
    "race": f"/?v=2&objective=bumpy&start=1.6&steps=100&{RACE}&focus=1&step=20",
    "landscape": "/?v=2&objective=ravine&start=-2,1&steps=50&lane=momentum~lr:0.1",
    "typed": "/?v=2&objective=typed&formula=x**2%2B0.3*sin(12*x)&domain=-2,2&steps=50&lane=adam~lr:0.1",
    "classifier": "/classifier?step=29",
    "rating": "/rating?step=60",
}
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((each) => each.checkVisibility({ checkVisibilityCSS: true }) && !each.matches(".skip, p a, #docs *"))
  .map((each) => {
    const boxes = [each, ...(each.labels ?? [])].map((part) => part.getBoundingClientRect());
    const span = (from, to) => Math.max(...boxes.map((box) => box[to])) - Math.min(...boxes.map((box) => box[from]));
    return [each.id || each.outerHTML, Math.min(span("left", "right"), span("top", "bottom"))];
  })
  .filter(([, size]) => size < 43.9)"""


def opened(visit, name, **options):
    """A page that has come to rest, all that it folds away unfolded."""
    page = visit(PAGES[name], reduced_motion="reduce", **options)
    if name == "docs":
        page.locator("#docs .opblock").first.wait_for()
    else:
        expect(page.locator("#outcome")).not_to_be_empty()
        page.locator("#loss .plot-figure:not(.stale) .tracepath").first.wait_for()
    page.locator("main details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")
    return page


@pytest.mark.parametrize("name", ["docs", "wild", "typed", "landscape", "classifier", "rating"])
def test_anyone_can_use_it(visit, axe, name):
    """axe finds nothing wrong, at a desk in the light and on the smallest phone in the dark, which it fits."""
    page = opened(visit, name, viewport=DESKTOP, color_scheme="light")
    if page.locator("#map").count():
        expect(page.locator("#map")).to_have_attribute("aria-label", re.compile("come to rest"))
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(SMALLEST)
    expect(page.locator("body")).to_have_css("background-color", "rgb(17, 20, 27)")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]


@pytest.mark.parametrize("name", ["race", "typed", "classifier", "rating"])
def test_a_finger_finds_everything(visit, name):
    """On a phone each control, its label with it, is 44 pixels wide and high at least."""
    page = opened(visit, name, viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate(SMALL) == []


def test_the_ball_is_moved_by_keys(visit):
    """Arrows move its start by a hundredth of the way across, with Shift by a tenth, in two dimensions too."""
    page = visit(PAGES["landscape"])
    handle = page.get_by_role("slider", name="Start of the ball")
    expect(page.locator("#outcome")).not_to_be_empty()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowDown"):
        handle.press(key)
    expect(page.get_by_role("spinbutton", name="Start x")).to_have_value("-1.45")
    expect(page.get_by_role("spinbutton", name="Start y")).to_have_value("0.97")
    expect(handle).to_have_attribute("aria-valuetext", "(−1.45, 0.97)")
    expect(page.locator("#read-x")).to_have_text("(−1.45, 0.97)")


def test_the_cross_hair_is_moved_by_keys(visit):
    """On the map arrows change the rate and the start, and the run is that of the place."""
    page = visit("/", viewport=DESKTOP)
    handle = page.get_by_role("slider", name="Rate and start on the map")
    expect(page.locator("#outcome")).not_to_be_empty()
    handle.press("Shift+ArrowRight")
    handle.press("ArrowDown")
    expect(handle).to_have_attribute("aria-valuetext", "rate 0.27, start 0.97")
    expect(page.locator("#equations")).to_contain_text("=0.97−0.27×1.94")


def test_where_the_balls_rest_is_said(visit):
    """Stepped, and at the end of a race, a screen reader says where the ball is and who came low first."""
    page = visit(f"{PAGES['race']}&step=20")
    said = page.locator("#announcement")
    expect(page.locator("#step")).to_have_text("20 / 100")
    expect(said).to_be_empty()
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("Step 21: x −0.3152, loss 0.4596.")
    page.keyboard.press("End")
    expect(said).to_contain_text("Adam first, 72 steps to a loss of 0.000001. Never: Steepest descent, Momentum.")


def test_the_run_in_numbers(visit):
    """Of a thousand steps the table shows those around the ball, each number with all that float32 has."""
    page = visit("/?v=2&objective=bumpy&start=1.6&steps=1000&lane=adam~lr:0.001&step=60")
    page.get_by_text("The run in numbers").click()
    current = page.locator("#numbers-rows [aria-current]")
    expect(current.get_by_role("rowheader")).to_have_text("60")
    expect(page.locator("#step")).to_have_text("60 / 1000")
    run = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.001}, "start": [1.6], "steps": 60}
    steps = page.request.post("/api/runs", data=run).json()["steps"]
    numbers = [steps["point"][-1][0], steps["loss"][-1], steps["grad"][-1][0]]
    numbers += [column[-1][0] for column in steps["state"].values()]
    told = [float(text.replace("−", "-")) for text in current.get_by_role("cell").all_text_contents()]
    assert told == [float(f"{number:.9g}") for number in numbers]
    page.get_by_role("button", name="Later steps").click()
    expect(page.get_by_role("caption")).to_have_text("Adam, steps 75 to 99 of 1000")
    page.keyboard.press("End")
    expect(current.get_by_role("rowheader")).to_have_text("1000")


def test_a_rules_source(visit):
    """The file of the rule in focus is shown as it runs, and of another when that is chosen."""
    page = visit("/?optimizer=adam")
    page.get_by_text("The rule's source").click()
    source = page.get_by_role("region", name="The rule's source")
    expect(source).to_contain_text("class Adam(Rule):")
    expect(page.locator("#source-reference")).to_contain_text("torch.optim.Adam(lr, betas, eps)")
    page.get_by_label("Optimizer", exact=True).select_option("Momentum")
    expect(source).to_contain_text("class Momentum(Rule):")
