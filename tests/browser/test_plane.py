"""Points in the plane: what is seen and said of them, and points of one's own."""

import math
import re

import pytest
from playwright.sync_api import expect

MOONS = "data=moons&order=given&batch=1&epochs=1"
PHONE = {"viewport": {"width": 390, "height": 844}}
BAD = b"x,y,label\n1,two,cat\n2,2,\n3\n"
GOOD = b"x;y;label\n0,12345678;1;cat\n1;2,5;dog\n2;2;dog\n"


@pytest.fixture
def plane(visit):
    """Open a training of points, and wait for the whole of it: `page, picture = plane()`, the picture in focus."""

    def plane(query=MOONS, last=200, **options):
        page = visit(f"/classifier?{query}", **options)
        plane = page.get_by_role("application", name="The plane")
        expect(page.locator("#step")).to_have_text(f"0 / {last}")
        plane.focus()
        return page, plane

    return plane


def box(plane):
    """The inside of the axes, as the picture has it: left, top and side."""
    at = plane.bounding_box()
    return at["x"] + 44, at["y"] + 10, at["width"] - 54


def test_a_sample_is_drawn_and_told_as_the_server_has_it(plane, axe):
    """The first sample's place, its class, and what the network says of it, which is the softmax of its logits."""
    page, picture = plane()
    training = {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "order": "given", "epochs": 1}
    (z, other), *_ = page.request.post("/api/trainings", data=training).json()["frames"][0]["logits"]
    share = 1 / (1 + math.exp(-abs(z - other)))
    picture.press("PageDown")
    says = f"A. The network says {'AB'[other > z]}, {100 * share:.4g} % sure."
    expect(page.locator(".plane-says")).to_have_text(re.compile(rf"^Sample 1 \(.*\): {re.escape(says)}$"))
    expect(page.locator(".plane-told")).to_have_text(re.compile("^Sample 1 "))
    assert axe(page) == []


def test_a_click_on_a_sample_goes_to_where_it_is_shown(plane):
    """A sample is drawn where its coordinates are, and a click on it goes to its update."""
    page, picture = plane()
    data = page.request.post("/api/datasets", data={"data": {"name": "moons"}}).json()
    points = data["training"]["inputs"]
    every = points + data["test"]["inputs"]
    lone = max(range(len(points)), key=lambda n: sorted(math.dist(points[n], other) for other in every)[1])
    (low, high), (_, top) = data["domain"]
    left, above, side = box(picture)
    place = left + (points[lone][0] - low) * side / (high - low), above + (top - points[lone][1]) * side / (high - low)
    page.mouse.move(*place)
    expect(page.locator(".plane-says")).to_have_text(re.compile(rf"^Sample {lone + 1} "))
    page.mouse.click(*place)
    expect(page.locator("#step")).to_have_text(f"{lone} / 200")


def test_the_boundary_moves_while_it_learns(plane):
    """At the end the network says of a place above the first heap what it has learnt, and the picture is another."""
    page, picture = plane("data=blobs&batch=10&epochs=10")
    drawn = "() => document.querySelector('.plane-canvas').toDataURL()"
    before = page.evaluate(drawn)
    page.get_by_role("button", name="To the end").click()
    expect(page.locator("#step")).to_have_text("200 / 200")
    assert page.evaluate(drawn) != before
    for _ in range(4):
        picture.press("Shift+ArrowUp")
    expect(page.locator(".plane-told")).to_have_text(re.compile(r"^\(0, 2\): the network says A, (9\d|100)\b"))


def test_points_are_drawn_by_hand(plane):
    """By mouse and by keyboard; they train a network at once, and the address has them."""
    page, picture = plane()
    page.get_by_role("button", name="Edit the points").click()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".plane-summary")).to_have_text("At least 2 points are needed.")
    left, top, side = box(picture)
    page.mouse.click(left + 0.25 * side, top + 0.5 * side)
    page.get_by_role("radio", name="B").check(force=True)
    page.mouse.move(left + 0.7 * side, top + 0.2 * side)
    page.mouse.down()
    page.mouse.move(left + 0.7 * side, top + 0.8 * side, steps=12)
    page.mouse.up()
    expect(page.locator(".plane-summary")).to_have_text(re.compile(r"points: 1 A, \d+ B\."))
    picture.press("Control+z")
    expect(page.locator(".plane-summary")).to_have_text("One more point is needed.")
    picture.press("ArrowRight")
    picture.press("Space")
    expect(page.locator(".plane-told")).to_have_text("B is drawn. 2 points: 1 A, 1 B.")
    picture.press("Shift+ArrowRight")
    picture.press("Space")
    picture.press("Delete")
    expect(page.locator(".plane-told")).to_have_text("A point is removed. 2 points: 1 A, 1 B.")
    page.get_by_role("button", name="Train with these").click()
    page.wait_for_url(re.compile("data=points&.*points=[-_A-Za-z0-9]{10,}&"))
    page.reload()
    expect(page.locator("#step")).to_have_text(re.compile(r" / [1-9]"))
    picture.press("PageUp")
    expect(page.locator(".plane-says")).to_have_text(re.compile(r"^Sample 2 \(.*\): B\. The network says"))


def test_points_are_brought_in_a_file(plane, faults, axe):
    """What is wrong with a file is told by its rows, and nothing is lost; one that is right trains a network.

    Eight decimals are more than an address holds, which is said.
    """
    page, _ = plane(**PHONE)
    chooser = page.locator(".plane-file")
    page.get_by_role("button", name="Edit the points").click()
    chooser.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": BAD})
    problems = page.locator(".plane-problems")
    expect(problems.get_by_role("listitem")).to_have_text(
        [
            "Row 2, y: must be a number between -1000 and 1000, got 'two'.",
            "Row 3, label: must not be empty.",
            "Row 4: must have 3 columns, got 1.",
        ]
    )
    expect(page.locator(".plane-summary")).to_have_text("200 points: 100 A, 100 B.")
    assert axe(page) == []
    assert "422" in faults.pop()
    chooser.set_input_files({"name": "good.csv", "mimeType": "text/csv", "buffer": GOOD})
    expect(page.locator(".plane-summary")).to_have_text("3 points: 1 cat, 2 dog.")
    expect(problems).to_be_hidden()
    page.get_by_role("button", name="Train with these").click()
    expect(page.locator(".plane-legend li")).to_have_text(["cat", "dog"])
    expect(page.locator(".plane-unlinked")).to_be_visible()
