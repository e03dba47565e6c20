"""The hill page as tests read it: where it stands, what it tells and what it draws."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}


def at(page, step, last=50):
    """Wait until the page stands at a step."""
    expect(page.locator("#step")).to_have_text(f"{step} / {last}")


def scrub(page, step, last=50):
    """Go to a step of a run, once it has come to its last."""
    expect(page.locator("#step")).to_have_text(re.compile(f"/ {last}$"))
    page.get_by_role("slider", name="Step", exact=True).fill(str(step))
    at(page, step, last)


def shown(number, digits=7):
    """A number as the page writes it."""
    text = f"{number:.{digits}g}"
    text = f"{float(text):.15g}" if abs(number) < 1e7 else text
    return re.sub(r"e([+-])0*", r"e\1", text).replace("e+", "e").replace("-", "−")


def tells(page, answer, step):
    """Wait until the page tells the numbers of a step of the server's answer."""
    steps = answer["steps"]
    expect(page.locator("#read-x")).to_have_text(shown(steps["point"][step][0]))
    expect(page.locator("#read-loss")).to_have_text(shown(steps["loss"][step]))
    expect(page.locator("#read-grad")).to_have_text(shown(steps["grad"][step][0]))


def draws(page, answer):
    """Wait until both plots have a run of so many records; assert that it is the server's answer."""
    x = [point[0] for point in answer["steps"]["point"]]
    points = page.locator(".hill:not(.waiting) #hill .plot-figure:not(.stale) .tracepath .point")
    expect(points).to_have_count(len(x))
    for plot, across in (("hill", x), ("loss", answer["steps"]["step"])):
        drawn = page.locator(f"#{plot} .plot-figure:not(.stale)").evaluate(
            "({ data }) => data.filter(({ uid }) => uid === 'path').map(({ x, y }) => [[...x], [...y]])[0]"
        )
        assert drawn == [across, answer["steps"]["loss"]]


def rate(page, role="spinbutton"):
    """The number box of the learning rate, or its slider."""
    return page.get_by_role(role, name="Learning rate")


def setting(page):
    """What the address holds."""
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}
