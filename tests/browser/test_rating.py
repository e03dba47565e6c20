"""The rating page, used as a student uses it."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def rated(server, browser):
    """What the server answers of a descent of the rating, by its HTTP API: `rated(seed=3)`."""
    context = browser.new_context(base_url=server.url)

    def rated(**rating):
        answer = context.request.post("/api/ratings/descents", data=rating)
        assert answer.ok, answer.text()
        return answer.json()

    yield rated
    context.close()


def cell(page, picture, row, column):
    """A pixel by the name that a screen reader has for it."""
    name = re.compile(f"^Row {row}, column {column}: ")
    return page.get_by_role("grid", name=picture).get_by_role("gridcell", name=name)


def shows(page, rating):
    """Wait until this rating is shown, to nine digits."""
    expect(page.locator("#rating")).to_have_text(f"{rating:.9g}")


def test_painted_by_a_pointer(visit, rated):
    """A press drawn over pixels paints them all, another erases; rating and address are those of what is painted."""
    page = visit("/rating")
    shows(page, rated(steps=1)["steps"]["loss"][0])
    first, last = (cell(page, "The other", 4, column).bounding_box() for column in (1, 4))
    for wanted in ([5, 5, 5, 5], [0, 0, 0, 0]):
        page.get_by_role("spinbutton", name="Brush").fill("5")
        page.mouse.move(first["x"] + 9, first["y"] + 9)
        page.mouse.down()
        page.mouse.move(last["x"] + 9, last["y"] + 9, steps=8)
        page.mouse.up()
        other = [[0, 2, 0, 2], [0] * 4, [0, 2, 0, 2], wanted]
        shows(page, rated(other=other, steps=1)["steps"]["loss"][0])
        expect(page).to_have_url(re.compile(f"other=0202_0000_0202_{''.join(map(str, wanted))}&"))


def test_painted_by_the_keyboard(visit, rated):
    """The arrow keys go from pixel to pixel, the space bar paints and erases, and what it did is said."""
    page = visit("/rating?other=0000_0000_0000_0000")
    cell(page, "The other", 1, 1).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "End", "Space"):
        page.keyboard.press(key)
    expect(cell(page, "The other", 2, 4)).to_be_focused()
    expect(page.locator("#painted")).to_have_text("Row 2, column 4: 1")
    shows(page, rated(other=[[0] * 4, [0, 0, 0, 1], [0] * 4, [0] * 4], steps=1)["steps"]["loss"][0])
    page.keyboard.press("Space")
    expect(cell(page, "The other", 2, 4)).to_have_accessible_name("Row 2, column 4: 0")
    expect(page.locator("#step")).to_have_text("0 / 60")


def test_an_address_that_is_partly_wrong(visit, rated):
    """What can't be is named and left as usual; the rest holds, and no threshold in it has every pair right."""
    page = visit("/rating?right=x&seed=5&lr=9e9&step=60&threshold=12")
    expect(page.locator("#banner")).to_have_text("Not known here, so left as usual: right, lr.")
    expect(page.locator("#step")).to_have_text("60 / 60")
    expect(page.locator("#lesson")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Different where")).to_have_value("12")
    before = rated(seed=5, steps=1)["before"]
    expect(page.locator("#pairs td.digits").nth(1)).to_have_text(f"{before[1]:.4g}")
    for threshold, said in ((1e5, "5 of 7 right. No threshold does better."), (0.001, "The best threshold has 5.")):
        page.get_by_role("spinbutton", name="Different where").fill(str(threshold))
        expect(page.locator("#judged")).to_contain_text(said)
        assert page.locator('#pairs [data-right="false"]').count() >= 2


def test_descent_brings_it_to_zero(visit, rated):
    """The button plays to the end, where the rating is the server's last and the misunderstanding is told."""
    page = visit("/rating?seed=2&speed=100")
    steps = rated(seed=2)["steps"]
    shows(page, steps["loss"][0])
    expect(page.locator("#lesson")).to_be_hidden()
    page.get_by_role("button", name="Let descent adjust the weights").click()
    expect(page.locator("#step")).to_have_text("60 / 60")
    expect(page.locator("#rating")).to_have_text(re.compile("e−"))
    expect(page.locator("#lesson")).to_contain_text("“Stripes, and a grid” 0 too")
    weights = [f"{weight:.2f}" for grid in steps["weights"][-1] for row in grid for weight in row]
    assert [text.replace("−", "-") for text in page.locator(".rater-filter span").all_text_contents()] == weights
    page.get_by_role("button", name="One step back").click()
    page.get_by_role("button", name="To the start").click()
    shows(page, steps["loss"][0])


def test_a_rate_that_is_too_large(visit, rated):
    """Something altogether different diverges at the usual rate: the page says when, and which rate does it."""
    page = visit("/rating")
    page.get_by_role("button", name="Completely different").click()
    expect(page.locator("#outcome")).to_have_text(re.compile(r"^Diverged at step \d+: .* below 9.5e−7\.$"))
    page.get_by_role("button", name="Try a rate of 2.4e−7").click()
    expect(page.locator("#outcome")).to_have_text(re.compile("^The rating is 0, to a millionth, from step"))
    page.get_by_role("button", name="The same", exact=True).click()
    expect(page.locator("#rating")).to_have_text("0")
