"""A hundred networks at once, as a student sees them."""

import csv
import re

import pytest
from playwright.sync_api import expect

GIVEN = "77 of 100 pass the article’s test; 25 did before training."
SHUFFLED = "100 of 100 pass the article’s test; 25 did before training."


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 390, "height": 844}}], ids=["desk", "phone"])
def test_what_one_lucky_run_hides(visit, axe, options):
    """Of a hundred seeds 77 pass; shuffled all do, and both shares stand side by side; a seed is taken by a key."""
    page = visit("/classifier", **options)
    page.get_by_role("button", name="Train them").click()
    expect(page.locator("#ensemble-said")).to_have_text(GIVEN)
    page.get_by_role("button", name="Shuffled order").click()
    expect(page.locator("#ensemble-said")).to_have_text(SHUFFLED)
    expect(page.locator("#ensemble-orders dd")).to_have_text(["77 of 100", "100 of 100"])
    expect(page.locator("#spread figure")).to_have_count(4)
    page.locator("#seeds").press("ArrowRight")
    expect(page.locator("#seed-said")).to_contain_text("Seed 1: learned")
    page.locator("#seeds").press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]seed=1&.*networks=100"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_click_on_the_map_trains_with_its_numbers(visit):
    """Place by place the share of the seeds that learn is told; a click takes rate and momentum into the setting."""
    page = visit("/classifier")
    expect(page.locator("#step")).to_have_text("0 / 80")
    page.get_by_role("button", name="Map the rates").click()
    expect(page.locator("#seed-map-said")).to_contain_text("Best at rate")
    page.locator("#seed-map").hover()
    expect(page.locator("#seed-map-said")).to_contain_text(re.compile(r"^rate .*, momentum .*: \d+ of 10 pass"))
    page.locator("#seed-map").click()
    expect(page).to_have_url(re.compile(r"[?&]lr=0\.01\d*&momentum=0\.4\d*&.*map=rates"))


def test_a_link_trains_them(visit):
    """Whoever opens the address of an ensemble sees it trained, and takes home how each of its networks ended."""
    page = visit("/classifier?order=shuffled&networks=20")
    expect(page.locator("#ensemble-said")).to_contain_text("20 of 20 pass the article’s test")
    page.get_by_role("button", name="Take it home").click()
    with page.expect_download() as kept:
        page.get_by_role("group", name="The many networks").get_by_role("button", name="CSV of its networks").click()
    assert kept.value.suggested_filename == "kudari-networks-patterns-conv-momentum-networks.csv"
    rows = [*csv.DictReader(kept.value.path().read_text().splitlines())]
    assert len(rows) == 20 and {row["learned"] for row in rows} == {"1"}


def test_a_long_one_can_be_stopped(visit):
    """A thousand networks that take their time end when they are stopped; what can't be trained says why."""
    page = visit("/classifier?data=moons&network=perceptron&epochs=40&batch=1")
    page.get_by_role("spinbutton", name="Networks").fill("1000")
    page.get_by_role("button", name="Train them").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#ensemble-said")).to_have_text("Stopped.")
    page.goto("/classifier?data=moons&network=perceptron&epochs=60&batch=1")
    page.get_by_role("spinbutton", name="Networks").fill("1000")
    page.get_by_role("button", name="Train them").click()
    expect(page.locator("#ensemble-said")).to_contain_text("1,000 networks are shown 12,000 samples each")
