"""The overlays lie on their plots to the pixel, and draw the ball there."""

import re

import pytest
from playwright.sync_api import expect

OFF = """
async (plot) => {
  const measure = () => {
    const host = document.getElementById(plot);
    const canvas = host.querySelector("canvas");
    const { left, top } = canvas.getBoundingClientRect();
    // Where the plot itself has the first record: a dot of the path on the hill, the line's beginning in the loss.
    const dot = host.querySelector(".tracepath .point")?.getBoundingClientRect();
    const line = host.querySelector(".tracepath .js-line");
    if (!dot && !line) return { size: 0, x: 0, y: 0 };
    const place = dot
      ? { x: dot.x + dot.width / 2, y: dot.y + dot.height / 2 }
      : line.getPointAtLength(0).matrixTransform(line.getScreenCTM());
    const scale = devicePixelRatio;
    const [x, y] = [Math.floor((place.x - left) * scale), Math.floor((place.y - top) * scale)];
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--hue-1)";
    const hue = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
    probe.remove();
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const ball = (x, y) => hue.every((part, place) => pixels[4 * (y * canvas.width + x) + place] === part);
    const reach = (dx, dy) => {
      let far = 0;
      while (ball(x + far * dx, y + far * dy)) far++;
      return far;
    };
    const [right, leftward, down, up] = [reach(1, 0), reach(-1, 0), reach(0, 1), reach(0, -1)];
    return { size: (right + leftward - 1) / scale, x: (right - leftward) / 2 / scale, y: (down - up) / 2 / scale };
  };
  // What is drawn on a busy machine may take a frame or two to come.
  for (let frames = 30; frames; frames--) {
    const off = measure();
    if (off.size >= 6 && Math.max(Math.abs(off.x), Math.abs(off.y)) <= 1) return off;
    await new Promise(requestAnimationFrame);
  }
  return measure();
}
"""


def aligned(page, plot):
    """Assert that the overlay's ball is drawn where the plot itself has the ball's record."""
    page.locator(f"#{plot} .plot-figure:not(.stale) .tracepath").first.wait_for()
    off = page.evaluate(OFF, plot)
    assert off["size"] >= 6, "the ball isn't there"
    assert max(abs(off["x"]), abs(off["y"])) <= 1, off


def inside(page, plot, across, down):
    """A point of the page within a plot's axes, by its share of their width and height."""
    box = page.locator(f"#{plot} .nsewdrag").bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def ranges(page, plot):
    """What the axes of a plot show."""
    return page.evaluate(
        """(plot) => {
          const { xaxis, yaxis } = document.querySelector(`#${plot} .plot-figure`)._fullLayout;
          return [...xaxis.range, ...yaxis.range];
        }""",
        plot,
    )


def leave(page):
    """Take the pointer out of the plots, which lets the balls go back to where they stand."""
    page.mouse.move(5, 5)
    page.evaluate("() => new Promise(requestAnimationFrame)")


def drag(page, plot, begin, end):
    """Drag from one point within the axes to another, and see that all stays aligned on the way."""
    page.mouse.move(*inside(page, plot, *begin))
    page.mouse.down()
    page.mouse.move(*inside(page, plot, *end), steps=5)
    aligned(page, plot)
    page.mouse.up()
    leave(page)
    aligned(page, plot)


@pytest.mark.parametrize(
    ("plot", "density", "query"),
    [("hill", 2, "?start=-10"), ("loss", 1, "?scale=log")],
)
def test_overlay_and_axes_agree(visit, plot, density, query):
    """Panned, zoomed, resized, in other colours and home again: the ball is where the plot has its record."""
    page = visit(f"/{query}", viewport={"width": 1440, "height": 900}, device_scale_factor=density)
    aligned(page, plot)
    home = ranges(page, plot)
    drag(page, plot, (0.5, 0.5), (0.54, 0.56))
    page.locator(f"#{plot} [data-title=Zoom]").click()
    drag(page, plot, (0.02, 0.02), (0.97, 0.8))
    picture = page.locator(f"#{plot} .main-svg").first
    width = picture.get_attribute("width")
    page.set_viewport_size({"width": 1200, "height": 760})
    expect(picture).not_to_have_attribute("width", width)
    aligned(page, plot)
    moved = ranges(page, plot)
    label = page.locator(f"#{plot} .xtick text").first
    light = label.evaluate("(text) => getComputedStyle(text).fill")
    page.locator("#theme").click()
    expect(label).not_to_have_css("fill", light)
    aligned(page, plot)
    assert ranges(page, plot) == moved != home
    page.mouse.dblclick(*inside(page, plot, 0.5, 0.9))
    page.keyboard.press("Home")
    leave(page)
    aligned(page, plot)
    assert ranges(page, plot) == home


def test_traces_are_what_they_were_meant_to_be(visit):
    """A bundle without a trace's type would draw another in its place and say nothing."""
    page = visit("/")
    for plot in ("hill", "loss"):
        page.locator(f"#{plot} .tracepath").wait_for()
    types = "(host) => host.querySelector('.plot-figure')._fullData.map(({ uid, type, mode }) => [uid, type, mode])"
    assert page.locator("#hill").evaluate(types) == [
        ["curve", "scatter", "lines"],
        ["minima", "scatter", "markers"],
        ["path", "scatter", "markers"],
    ]
    first, *others = page.locator("#loss").evaluate(types)
    assert first == ["path", "scatter", "lines"]
    assert [(uid, kind) for uid, kind, _ in others] == [(f"path-{lane}", "scatter") for lane in range(2, 7)]


def test_a_contour_agrees_with_its_overlay(visit):
    """From above too: panned, zoomed, resized and home again, the ball is where the plot has its record."""
    page = visit("/?objective=ravine&optimizer=simple_gd&lr=0.1", viewport={"width": 1440, "height": 900})
    aligned(page, "hill")
    types = "({ _fullData }) => _fullData.map(({ type }) => type)"
    assert page.locator("#hill .plot-figure").evaluate(types) == ["contour", "scatter", "scatter"]
    drag(page, "hill", (0.5, 0.5), (0.54, 0.56))
    page.locator("#hill [data-title=Zoom]").click()
    drag(page, "hill", (0.02, 0.05), (0.9, 0.8))
    picture = page.locator("#hill .main-svg").first
    width = picture.get_attribute("width")
    page.set_viewport_size({"width": 1200, "height": 760})
    expect(picture).not_to_have_attribute("width", width)
    aligned(page, "hill")
    page.mouse.dblclick(*inside(page, "hill", 0.5, 0.9))
    aligned(page, "hill")
    left, right, low, high = ranges(page, "hill")
    assert left <= -2.5 and right >= 2.5 and low <= -1.5 and high >= 1.5


PINCH = """
async (host) => {
  const { left, top, width, height } = host.getBoundingClientRect();
  const moved = new Promise((done) => host.querySelector(".plot-figure").once("plotly_relayout", done));
  const [x, y] = [left + width / 2, top + height / 2];
  const touches = (apart, shift) => [-1, 1].map((side, identifier) => new Touch({
    identifier, target: host, clientX: x + shift + side * apart, clientY: y,
  }));
  const send = (type, touches) => {
    const event = new TouchEvent(type, { touches, bubbles: true, cancelable: true });
    host.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const taken = [
    send("touchstart", touches(40, 0).slice(1)),
    send("touchmove", touches(40, 9).slice(1)),
    send("touchstart", touches(80, 0)),
    send("touchmove", touches(40, 0)),
    send("touchend", []),
  ];
  await moved;
  return taken;
}
"""


@pytest.mark.parametrize("query", ["/", "/?objective=ravine"])
def test_two_fingers_stretch_the_axes(visit, query):
    """Half as far apart they show twice as much around themselves. What one finger does is left to the page."""
    page = visit(query, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    aligned(page, "hill")
    left, right, low, high = ranges(page, "hill")
    assert page.locator("#hill").evaluate(PINCH) == [False, False, True, True, False]
    aligned(page, "hill")
    wide = ranges(page, "hill")
    assert wide[1] - wide[0] == pytest.approx(2 * (right - left), rel=0.02)
    assert wide[3] - wide[2] == pytest.approx(2 * (high - low), rel=0.02)


@pytest.fixture
def race(visit):
    """Two balls that stand at step 20 of 50, with their losses drawn."""
    page = visit(
        "/?v=2&steps=50&lane=simple_gd~lr:0.1&lane=momentum~lr:0.01&step=20", viewport={"width": 1440, "height": 900}
    )
    page.locator("#loss .plot-figure:not(.stale) .tracepath-2").wait_for()
    expect(page.locator("#step")).to_have_text("20 / 50")
    return page


def test_losses_that_come_before_their_picture_are_fitted(visit):
    """A figure that comes late has the axes of the run all the same."""
    page = visit("/?v=2&objective=square&start=1&steps=300&lane=simple_gd~lr:0.02")
    late = []
    page.route("**/api/figures/loss*", lambda route: late.append(route))
    page.reload()
    expect(page.locator("#outcome")).not_to_be_empty()
    expect(page.locator("#map")).to_have_attribute("aria-label", re.compile("diverge"))
    late[-1].continue_()
    expect(page.locator("#loss .xtick").last).to_have_text("300")


def test_a_pointer_over_the_losses_looks_at_a_step_and_a_click_stays(race):
    """The balls go there and each loss is told in full; where the pointer leaves, they stand where they stood."""
    race.mouse.move(*inside(race, "loss", 0.5, 0.5))
    expect(race.locator("#step")).to_have_text("25 / 50")
    run = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 25}
    loss = race.request.post("/api/runs", data=run).json()["outcome"]["loss"]
    told = race.locator("#loss .readout-box p")
    expect(told).to_contain_text(["step 25", f"1 Steepest descent {loss:.9g}".replace("e-0", "e−"), "2 Momentum"])
    race.mouse.move(5, 5)
    expect(told).to_have_count(0)
    expect(race.locator("#step")).to_have_text("20 / 50")
    # What is clicked holds, in the address too, when the pointer has gone.
    race.mouse.click(*inside(race, "loss", 0.5, 0.5))
    race.mouse.move(5, 5)
    expect(race.locator("#loss .readout-box")).to_have_count(0)
    expect(race.locator("#step")).to_have_text("25 / 50")
    expect(race).to_have_url(re.compile("step=25&"))


def test_a_tap_on_the_losses_stays_at_a_step(visit):
    """A finger has the same; its next touch takes the numbers away."""
    page = visit("/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    # The whole run is there, not its first records.
    expect(page.locator("#loss .xtick").last).to_have_text("40")
    page.locator("#loss").evaluate("(plot) => plot.scrollIntoView(false)")
    page.touchscreen.tap(*inside(page, "loss", 0.5, 0.9))
    expect(page.locator("#step")).to_have_text("25 / 50")
    expect(page.locator("#loss .readout-box")).to_contain_text("step 25")
    page.get_by_role("button", name="One step forward").tap()
    expect(page.locator("#loss .readout-box")).to_have_count(0)
    expect(page.locator("#step")).to_have_text("26 / 50")
