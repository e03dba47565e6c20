"""The network drawn with its numbers, and what it takes for what, as a student looks at them."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}}
DEAD = "/classifier?data=moons&network=perceptron_relu&optimizer=simple_gd&lr=100&order=given&batch=10&epochs=2&step=40"
DIGITS = (
    "/classifier?data=digits~count:50&network=linear&optimizer=simple_gd&lr=0.01&order=given&batch=10&epochs=2&step=4"
)


@pytest.fixture
def trained(server, visit):
    """What the server answers of a training: `trained(page, seed=3)`, by its HTTP API."""

    def trained(page, **training):
        answer = page.request.post("/api/trainings", data=training)
        assert answer.ok, answer.text()
        return answer.json()

    return trained


def numbers(page, selector):
    """What cells show, as numbers."""
    return [float(text.replace("−", "-")) for text in page.locator(selector).all_text_contents()]


def test_a_logit_shows_its_sixteen_products(visit, trained):
    """A logit shows sixteen products over the picture, whose sum is the server's logit to the last digit."""
    page = visit("/classifier?step=23")
    output = page.locator(".unit-output").nth(1)
    expect(output).not_to_have_text(re.compile("^z₁$"))
    output.hover()
    frame = trained(page)["frames"][23]
    logit = f"{frame['logits'][0][1]:.9g}".replace("-", "−")
    expect(page.locator(".product")).to_have_text(f"Filter 1: z₁ = the sum of 16 products, input × weight = {logit}")
    (weights,) = frame["weights"]["conv.weight"][1]
    picture = [(1, 1, 1, 1), (0, 1, 0, 1), (0, 1, 0, 1), (1, 1, 1, 1)]
    products = [
        3 * pixel * weight
        for row, line in zip(picture, weights, strict=True)
        for pixel, weight in zip(row, line, strict=True)
    ]
    assert numbers(page, ".seen .weight") == pytest.approx(products, abs=0.006)
    page.mouse.move(0, 0)
    expect(page.locator(".seen .pixel")).to_have_count(16)


def test_gradients_and_the_update_in_the_weights_place(visit, trained):
    """The drawing shows the server's gradients, and the update about to be made; after the last one there is none."""
    page = visit("/classifier?network=conv_bias&step=30")
    frame = trained(page, network={"name": "conv_bias"})["frames"][30]
    for mode, name in (("Gradients", "grads"), ("Update", "update")):
        page.get_by_role("radio", name=mode).check(force=True)
        flat = [each for (grid,) in frame[name]["conv.weight"] for row in grid for each in row]
        assert numbers(page, ".unit > .grid .weight") == pytest.approx(flat, rel=0.5, abs=0.006)
    page.locator(".unit > .grid .weight").first.focus()
    page.keyboard.press("ArrowRight")
    told = f"{frame['update']['conv.weight'][0][0][0][1]:.9g}"
    expect(page.locator(".product")).to_contain_text("Filter 0, row 1, column 2: update")
    assert float(page.locator(".product").text_content().split()[-1].replace("−", "-")) == float(told)
    expect(page).to_have_url(re.compile("numbers=update"))
    page.get_by_role("button", name="End").click()
    expect(page.get_by_text("No update is coming")).to_be_visible()


def test_dead_units_are_marked_and_said(visit, trained, axe):
    """At a wild rate units of a ReLU fall silent: they are hatched and counted in words, and nothing is blank."""
    page = visit(DEAD, color_scheme="dark")
    spec = {"data": {"name": "moons"}, "network": {"name": "perceptron_relu"}, "batch": 10, "epochs": 2}
    silent = trained(page, **spec, optimizer={"name": "simple_gd", "lr": 100})["frames"][-1]["silent"]["bent"]
    expect(page.locator(".network-diagnosis")).to_contain_text(f"{len(silent)} of 8 hidden units are silent: zero for")
    expect(page.locator(".unit[data-silent=true]")).to_have_count(len(silent))
    assert len(numbers(page, ".layer:first-child .grid .weight")) == 8 * 3
    assert axe(page) == []


def test_what_is_taken_for_what(visit, trained, axe):
    """Of digits the matrix counts what the server says; a cell shows its pictures, one of which leads to its update."""
    page = visit(DIGITS, **PHONE)
    expect(page.locator(".confusion button")).to_have_count(100)
    spec = {"data": {"name": "digits", "count": 50}, "network": {"name": "linear"}, "batch": 10, "epochs": 2}
    answer = trained(page, **spec, optimizer={"name": "simple_gd", "lr": 0.01})
    said = answer["frames"][4]["training"]["predictions"]
    labels = page.request.post("/api/datasets", data={"data": spec["data"]}).json()["training"]["labels"]
    first = next(sample for sample, label in enumerate(labels) if said[sample] != label)
    pairs = list(zip(labels, said, strict=True))
    assert numbers(page, ".confusion button") == [
        pairs.count((truth, each)) for truth in range(10) for each in range(10)
    ]
    page.get_by_role("button", name=f"{labels[first]}, said to be {said[first]}:").click()
    tiles = page.locator(".wall-head + .tiles .tile:not(.tile-empty)")
    expect(tiles).to_have_count(pairs.count(pairs[first]))
    tiles.first.click()
    expect(page.locator("#step")).to_have_text(f"{first // 10} / 10")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and axe(page) == []
