"""Links that hide parts of the page, the dialog that makes them, and the hill in a frame of another page."""

import html
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
RACE = "v=2&objective=bumpy&start=1.6&steps=40&lane=simple_gd~lr:0.01&lane=adam~lr:0.1&focus=1"
FIRST = (
    "objective=bumpy&optimizer=adam&lr=0.3&betas=0.8%2C0.99&start=-1.25&steps=60&changes=37%7Elr%3A0.2&step=3&speed=10"
)


def parts(page):
    """The parts of the page that are marked, and those of them that are to be seen."""
    marked = page.locator("[data-part]:not([hidden])").evaluate_all(
        """(all) => all.map((each) => [each.dataset.part, each.checkVisibility()])"""
    )
    return {name for name, _ in marked}, {name for name, seen in marked if seen}


def opened(page, step=0, last=40):
    """Wait until the page has its runs."""
    expect(page.locator("#step")).to_have_text(f"{step} / {last}")
    page.locator("#hill .plot-figure:not(.stale) .tracepath").first.wait_for()


@pytest.fixture
def elsewhere():
    """Serve a page of another origin that frames an address: `elsewhere(src)` is its port."""
    servers = []

    def elsewhere(src):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                frame = f'<iframe src="{html.escape(src)}" width="640" height="360">'
                self.wfile.write(f'<link rel="icon" href="data:,">{frame}'.encode())

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Page)
        servers.append((server, threading.Thread(target=server.serve_forever)))
        servers[-1][1].start()
        return server.server_port

    yield elsewhere
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def test_hiding_one_part_hides_no_other(visit):
    """What each name of the dialog marks, and what is within that, is all that goes with it."""
    page = visit("/?hide=nothing&preset=article-fast", **DESKTOP)
    expect(page.get_by_text("Not known here, so left as usual: hide.")).to_be_visible()
    opened(page, last=50)
    page.get_by_role("button", name="Share").click()
    names = page.locator("#share-dialog input[type=checkbox]").evaluate_all("(all) => all.map(({ value }) => value)")
    everything, seen = parts(page)
    assert seen == everything == set(names)
    for name in names:
        rule = f"[data-part={name}] {{ display: none !important; }}"
        page.evaluate("(rule) => document.adoptedStyleSheets[0].replaceSync(rule)", rule)
        inside = page.locator(f"[data-part={name}] [data-part]")
        within = inside.evaluate_all("(all) => all.map(({ dataset }) => dataset.part)")
        assert everything - parts(page)[1] == {name, *within}


def test_a_link_is_made_by_keyboard(visit):
    """Share, untick a part, and the link that stands there opens the page without it and without another word."""
    page = visit(f"/?{RACE}&step=7", **DESKTOP)
    opened(page, 7)
    page.get_by_role("button", name="Share").press("Enter")
    page.get_by_role("checkbox", name="Map of rates and starts").press("Space")
    page.get_by_role("checkbox", name="Schedule of the rate").press("Space")
    link = page.get_by_role("textbox", name="To copy").input_value()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    other = visit(link.removeprefix(page.evaluate("location.origin")), **DESKTOP)
    opened(other, 7)
    everything, seen = parts(other)
    assert everything - seen == {"map", "schedule"}
    expect(other.locator("#banner")).to_be_hidden()
    other.keyboard.press("ArrowRight")
    expect(other).to_have_url(re.compile("step=8&speed=10&hide=map,schedule$"))


def test_it_is_framed_by_a_page_that_may(visit, server, elsewhere, faults):
    """The code of the dialog, in a page of another origin: it plays, and leads to the whole page."""
    page = visit(f"/?{RACE}&speed=200", **DESKTOP)
    opened(page)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("radio", name="A frame").check()
    page.get_by_role("checkbox", name="Loss curve").check()
    page.get_by_role("combobox", name="Colours").select_option("dark")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    src = html.unescape(re.search(r'src="(.*?)"', page.get_by_role("textbox", name="To copy").input_value())[1])
    host = visit("/", base=f"http://localhost:{elsewhere(src)}")
    frame = host.frame_locator("iframe")
    frame.get_by_role("button", name="Play").click()
    expect(frame.locator("#step")).to_have_text("40 / 40")
    expect(frame.locator("#loss .plot-figure")).to_be_visible()
    expect(frame.locator("#map")).to_be_hidden()
    expect(frame.locator("html")).to_have_css("color-scheme", "dark")
    expect(frame.get_by_role("link", name="Open in Kudari")).to_have_attribute(
        "href", re.compile(r"/\?v=2&objective=bumpy&.*step=40")
    )
    assert all(fault.startswith("asked") and server.url.removeprefix("http") in fault for fault in faults)
    faults.clear()


def test_it_is_not_framed_by_a_page_that_may_not(visit, server, elsewhere, faults):
    """The browser shows nothing of it there, and nothing of the whole page anywhere."""
    for path, host in (("/embed", "127.0.0.1"), ("/", "localhost")):
        page = visit("/", base=f"http://{host}:{elsewhere(server.url + path)}")
        page.wait_for_function("() => true")
        expect(page.frame_locator("iframe").locator("#hill")).to_have_count(0)
        assert any("frame-ancestors" in fault for fault in faults)
        faults.clear()


@pytest.mark.parametrize(("query", "last", "lanes"), [(FIRST, 60, 1), (RACE + "&step=3", 40, 2)], ids=["v1", "v2"])
def test_an_old_link_opens(visit, query, last, lanes):
    """Links of both versions lead to their runs and their step, and nothing in them is unknown."""
    page = visit(f"/?{query}", **DESKTOP)
    opened(page, 3, last)
    expect(page.locator("#race-rows tr")).to_have_count(lanes)
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.get_by_label("Objective", exact=True)).to_have_value("bumpy")


@pytest.mark.parametrize(("size", "scheme"), [((640, 360), "light"), ((1280, 720), "light"), ((390, 480), "dark")])
def test_it_fills_its_frame(visit, axe, size, scheme):
    """As a slide, in a course and on a phone nothing sticks out, and axe finds nothing."""
    width, height = size
    page = visit(f"/embed?{RACE}", viewport={"width": width, "height": height}, color_scheme=scheme)
    opened(page)
    assert axe(page) == []
    across, down = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert (across, down) == size
    picture = page.locator("#hill").bounding_box()
    assert picture["width"] > 0.8 * width and picture["height"] > 0.3 * height


def test_anyone_can_use_the_dialog(visit, axe):
    """axe finds nothing in it, and it is not wider than the screen, at a desk and on a phone."""
    page = visit("/", **DESKTOP)
    opened(page, last=50)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("radio", name="A frame").check()
    for size in (DESKTOP["viewport"], PHONE):
        page.set_viewport_size(size)
        assert axe(page) == []
        box = page.get_by_role("dialog").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
