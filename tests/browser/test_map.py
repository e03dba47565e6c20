"""The map on the hill page: what becomes of the run at every rate from every start."""

import re

from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
WORDS = re.compile(r"\d+ % come to rest, \d+ % still roll, \d+ % diverge\.")


def mapped(page):
    """The map, once it has come."""
    expect(page.get_by_role("img", name=WORDS)).to_be_visible()
    return page.locator("#map")


def spot(page, rate, start):
    """Where a rate and a start lie in the page."""
    return page.locator("#map .plot-figure").evaluate(
        """(div, [rate, start]) => {
          const { xaxis, yaxis } = div._fullLayout, { left, top } = div.getBoundingClientRect();
          return [left + xaxis._offset + xaxis.d2p(rate), top + yaxis._offset + yaxis.d2p(start)];
        }""",
        [rate, start],
    )


def traces(page):
    """The map's traces as Plotly has them: uid, type, and how many numbers."""
    return page.locator("#map .plot-figure").evaluate(
        """({ _fullData }) => _fullData.map(
          ({ uid, type, z, x }) => [uid, type, (z ?? [x]).flatMap((row) => [...row]).length],
        )"""
    )


def test_the_map_comes_with_theory_on_it(visit):
    """On the parabola the map has the edge that theory knows, rate 1, and says in words what there is."""
    page = visit("/", **DESKTOP)
    mapped(page)
    assert traces(page) == [["map", "heatmap", 180 * 120], ["edge", "scatter", 120]]
    edge = page.locator("#map .plot-figure").evaluate("({ data }) => [...new Set(data[1].x)]")
    assert edge == [1]
    expect(page.get_by_text("theory's edge")).to_be_visible()


def test_nothing_moves_when_it_comes(visit):
    """The map has its size before it is computed, while it is, and after."""
    page = visit("/?steps=3000", **DESKTOP)
    expect(page.get_by_role("progressbar", name="Map computed")).to_be_visible()
    before = page.locator("#map").bounding_box()
    mapped(page)
    assert page.locator("#map").bounding_box() == before
    page.mouse.move(*spot(page, 1.5, 1))
    expect(page.locator("#map-place")).to_contain_text("diverges")
    assert page.locator("#map").bounding_box() == before


def test_momentum_moves_the_edge(visit):
    """With momentum 0.9 it is 2(1 + 0.9)/2 = 1.9; of Adam theory says nothing."""
    page = visit("/?optimizer=momentum", **DESKTOP)
    mapped(page)
    assert page.locator("#map .plot-figure").evaluate("({ data }) => data[1].x[0]") == 1.9
    page.get_by_label("Optimizer", exact=True).select_option("adam")
    expect(page.get_by_text("theory's edge")).to_be_hidden()


def test_a_place_is_told_and_a_click_runs_it(visit):
    """Under the pointer the map says what becomes of the run; a click sets rate and start, and the ball runs them."""
    page = visit("/", **DESKTOP)
    mapped(page)
    x, y = spot(page, 1.5, -0.5)
    page.mouse.move(x, y)
    expect(page.locator("#map-place")).to_have_text(re.compile(r"Rate 1\.\d+ from −0\.\d+: diverges at step \d+\."))
    page.mouse.click(x, y)
    expect(page.locator("#outcome")).to_contain_text("Diverged at step")
    assert 1.4 < float(page.get_by_role("spinbutton", name="Learning rate").input_value()) < 1.6
    assert -0.55 < float(page.get_by_role("spinbutton", name="Start").input_value()) < -0.45
    expect(page.locator("#read-x")).to_have_text(re.compile(r"−0\.[45]"))


def test_a_drag_moves_the_setting_and_runs_it_when_it_rests(visit):
    """While a hand moves on the map rate and start go along; let go, the run is that of the last place."""
    page = visit("/?objective=double_well", **DESKTOP)
    mapped(page)
    page.mouse.move(*spot(page, 0.02, -1.5))
    page.mouse.down()
    for share in range(1, 11):
        page.mouse.move(*spot(page, 0.02 + 0.006 * share, -1.5 + 0.3 * share))
    expect(page.get_by_role("spinbutton", name="Start")).to_have_value(re.compile(r"1\.[45]"))
    page.mouse.up()
    expect(page.locator("#read-x")).to_have_text(re.compile(r"1\.[45]"))
    expect(page.locator("#outcome")).to_contain_text("Converged")
    expect(page).to_have_url(re.compile(r"start=1\.[45]"))


def test_the_cross_hair_is_at_the_setting(visit):
    """Where the rate's line and the start's line cross lies the ball's own colour."""
    page = visit("/?lr=0.01&start=-1", **DESKTOP)
    mapped(page)
    pixel = page.locator("#map .plot-overlay").evaluate(
        """(canvas, [x, y]) => {
          const { left, top } = canvas.getBoundingClientRect(), scale = canvas.width / canvas.clientWidth;
          return [...canvas.getContext("2d").getImageData((x - left) * scale, (y - top) * scale, 1, 1).data];
        }""",
        spot(page, 0.01, -1),
    )
    hue = page.evaluate("getComputedStyle(document.querySelector('.legend-ball'), '::before').backgroundColor")
    assert pixel[:3] == [int(part) for part in re.findall(r"\d+", hue)[:3]]


def test_a_long_map_shows_how_far_it_is_and_can_be_stopped(visit):
    """Ten thousand steps take a while: a bar fills, Stop ends it, and another setting has its map again."""
    page = visit("/?steps=10000&objective=bumpy&optimizer=adam", **DESKTOP)
    bar = page.get_by_role("progressbar", name="Map computed")
    expect(bar).to_be_visible()
    expect(bar).to_have_attribute("value", re.compile(r"0\.\d+"))
    page.get_by_role("button", name="Stop").click()
    expect(bar).to_be_hidden()
    page.get_by_role("spinbutton", name="Steps").fill("20")
    mapped(page)


def test_a_map_out_of_sight_is_not_computed(visit):
    """On a phone the map lies below: it is asked for when it comes into sight, and not before."""
    page = visit("about:blank", viewport={"width": 390, "height": 844})
    asked = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: asked.append("sweep" in text)))
    with page.expect_response("**/api/fans"):
        page.goto("/")
    assert True not in asked
    page.locator("#map").scroll_into_view_if_needed()
    mapped(page)
    assert asked.count(True) == 1
