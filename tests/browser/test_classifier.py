"""The classifier page, used as a student uses it."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def trained(server, browser):
    """What the server answers of a training: `trained(seed=3)`, by its HTTP API."""
    context = browser.new_context(base_url=server.url)

    def trained(**training):
        answer = context.request.post("/api/trainings", data=training)
        assert answer.ok, answer.text()
        return answer.json()

    yield trained
    context.close()


def digits(number):
    """A number as the page writes it, up to nine digits."""
    return f"{number:.9g}".replace("e-0", "e−").replace("-", "−")


def weights(page):
    """The weights as their cells show them."""
    return page.locator(".weight").all_text_contents()


def shown(page):
    """All that a step shows in numbers."""
    return weights(page), page.locator("#loss-value").text_content(), page.locator("#accuracy").text_content()


def at(page, step, last=80):
    """Wait until the page stands at a step, and shows the network there."""
    expect(page.locator("#step")).to_have_text(f"{step} / {last}")
    expect(page.locator("#verdict")).not_to_be_empty()


def test_first_paint(visit):
    """The page opens with the forty pictures, the first of them lit, and the first loss: ln 4."""
    page = visit("/classifier")
    at(page, 0)
    expect(page.locator(".picture")).to_have_count(40)
    expect(page.locator(".picture[aria-current]")).to_have_accessible_name(re.compile("Picture 1: A, intensity 0"))
    expect(page.locator("#loss-value")).to_have_text("1.38629436")
    expect(page.locator(".weight")).to_have_count(64)
    expect(page.locator("#loss .tracepath, #loss .scatter").first).to_be_attached()


def test_play_shows_every_picture_and_ends_with_the_servers_numbers(visit, trained):
    """Playing lights the pictures in their order, and ends with the network that the HTTP API answers too."""
    *_, after = trained()["frames"]
    page = visit("/classifier?speed=50")
    at(page, 0)
    page.evaluate(
        """() => {
          window.lit = [];
          const look = () => window.lit.push(document.querySelectorAll(".picture[aria-current]").length
            ? [...document.querySelectorAll(".picture")].findIndex((each) => each.ariaCurrent) : 40);
          new MutationObserver(look).observe(document.getElementById("place"), { childList: true });
        }"""
    )
    page.get_by_role("button", name="Play", exact=True).click()
    at(page, 80)
    lit = page.evaluate("window.lit")
    assert len(lit) > 8 and lit[-1] == 40
    second = next(place for place in range(1, len(lit)) if lit[place] < lit[place - 1])
    assert lit[:second] == sorted(lit[:second]) and lit[second:] == sorted(lit[second:])
    expected = [weight for (grid,) in after["weights"]["conv.weight"] for row in grid for weight in row]
    assert [float(text.replace("−", "-")) for text in weights(page)] == pytest.approx(expected, abs=0.006)
    cells = page.locator("#accuracy td").all_text_contents()[1:]
    accuracy = after["training"]["accuracy"]
    assert cells[2:9:3] == [f"{100 * accuracy[name]:g} %" for name in ("A", "B", "all")]
    assert cells[11] == ["A", "B", "neither", "neither"][after["test"]["predictions"][0]]
    expect(page.locator("#outcome")).to_have_text("Trained: 39 of 40 are right, the most that can be.")


def test_every_number_is_the_servers(visit, trained):
    """Step by step forward: the loss and the answers' logits are those of the HTTP API."""
    answer = trained(seed=5)
    page = visit("/classifier?seed=5&step=24")
    for step in (24, 25, 26):
        at(page, step)
        assert page.locator("#loss-value").text_content() == digits(answer["steps"]["loss"][step])
        logits = [float(text.replace("−", "-")) for text in page.locator(".unit-output .digits").all_text_contents()]
        assert logits == [float(f"{logit:.5g}") for logit in answer["frames"][step]["logits"][0]]
        page.keyboard.press("ArrowRight")


def test_back_and_scrub_restore_exactly(visit):
    """Back from a step, and scrubbed away and back: every weight and the loss are as they were."""
    page = visit("/classifier?step=30")
    at(page, 30)
    before = shown(page)
    page.get_by_role("button", name="One step forward").click()
    at(page, 31)
    page.get_by_role("button", name="One step back").click()
    at(page, 30)
    assert shown(page) == before
    page.keyboard.press("PageUp")
    at(page, 0)
    page.keyboard.press("PageDown")
    at(page, 40)
    page.get_by_role("slider", name="Step").fill("30")
    at(page, 30)
    assert shown(page) == before


def test_between_two_frames_the_exact_network_is_fetched(visit, trained):
    """A long training is told in frames; who stands between two sees the very network of that update, back too."""
    training = {"network": {"name": "linear"}, "epochs": 50}
    page = visit("/classifier?network=linear&epochs=50&step=1005")
    at(page, 1005, 2000)
    seen = shown(page)
    body = {"training": training, "first": 1005}
    (frame,) = page.request.post("/api/trainings/frames", data=body).json()["frames"]
    assert page.locator(".unit-output .digits").first.text_content().replace("−", "-") == f"{frame['logits'][0][0]:.5g}"
    page.keyboard.press("ArrowRight")
    at(page, 1006, 2000)
    page.keyboard.press("ArrowLeft")
    at(page, 1005, 2000)
    assert shown(page) == seen
    assert 1005 not in {frame["step"] for frame in trained(**training)["frames"]}


def test_any_rule_and_schedule_train_it(visit, trained):
    """Another rule, and another schedule, train it anew at once, where the training stands; the rate is told."""
    page = visit("/classifier?step=70")
    at(page, 70)
    page.get_by_label("Optimizer", exact=True).focus()
    page.get_by_label("Optimizer", exact=True).select_option("simple_gd")
    steps = trained(optimizer={"name": "simple_gd", "lr": 0.001})["steps"]
    expect(page.locator("#loss-value")).to_have_text(digits(steps["loss"][70]))
    expect(page.locator("#rule math")).to_have_count(1)
    expect(page.locator("#roll")).to_have_attribute("href", "/?optimizer=simple_gd")
    expect(page.get_by_label("Optimizer", exact=True)).to_be_focused()
    page.get_by_label("Schedule").select_option("cosine")
    answer = trained(optimizer={"name": "simple_gd", "lr": 0.001}, schedule={"name": "cosine"})
    expect(page.locator("#place")).to_have_text(f"Before update 71, epoch 2 of 2, rate {answer['rates'][70]:.3g}")
    expect(page.locator("#loss-value")).to_have_text(digits(answer["steps"]["loss"][70]))


def test_order_and_loss_change_what_is_learned(visit, trained):
    """Shown in turns, A and B are both right after the first epoch; by squared errors the loss is another."""
    page = visit("/classifier?step=40")
    at(page, 40)
    page.get_by_label("Order").select_option("alternating")
    expect(page.locator("#shown")).to_have_text("Picture 1 of 40: an A of intensity 0")
    page.get_by_role("combobox", name="Loss").select_option("mse")
    page.get_by_label("Optimizer", exact=True).select_option("adam")
    answer = trained(order="alternating", loss="mse", optimizer={"name": "adam", "lr": 0.001})
    expect(page.locator("#loss-value")).to_have_text(digits(answer["steps"]["loss"][40]))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#shown")).to_have_text("Picture 21 of 40: a B of intensity 0")


def test_earlier_trainings_stay_as_ghosts(visit):
    """Another seed leaves the curve of the one before, called by what was otherwise, until it is cleared."""
    page = visit("/classifier?step=80")
    at(page, 80)
    expect(page).to_have_url(re.compile("seed=0"))
    page.get_by_role("button", name="Next seed").click()
    expect(page.get_by_role("button", name="Clear the earlier curves")).to_be_visible()
    page.locator("#loss .nsewdrag").hover()
    expect(page.locator("#loss .readout-box")).to_contain_text("seed 0")
    page.get_by_role("button", name="Clear the earlier curves").click()
    expect(page.get_by_role("button", name="Clear the earlier curves")).to_be_hidden()


def test_other_data_bring_what_suits_them(visit):
    """Points bring a perceptron and a batch of ten, and the network is drawn; back to the patterns by one click."""
    page = visit("/classifier?speed=200")
    at(page, 0)
    page.get_by_label("Data", exact=True).select_option("blobs")
    expect(page.locator("#step")).to_have_text(re.compile("/ 400"))
    expect(page.get_by_label("Network", exact=True)).to_have_value("perceptron")
    expect(page.get_by_role("application", name="The plane")).to_be_visible()
    expect(page.locator("#accuracy tbody th")).to_have_text(["A", "B", "C", "All", "Test"])
    expect(page).to_have_url(re.compile("data=blobs"))
    page.get_by_role("button", name="The article's training").click()
    expect(page.locator(".picture")).to_have_count(40)
    at(page, 80)


def test_a_control_moved_while_it_plays(visit):
    """Another seed while it plays: it plays on with the new network, to its end."""
    page = visit("/classifier?speed=50")
    at(page, 0)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Next seed").click()
    at(page, 80)
    expect(page).to_have_url(re.compile("seed=1.*step=80"))
    expect(page.get_by_role("spinbutton", name="Seed", exact=True)).to_have_value("1")


def test_divergence_is_said(visit, trained):
    """A training that runs away is told with its step, and the network is as it was before that."""
    rule = {"name": "momentum", "lr": 100.0, "momentum": 1.0}
    outcome = trained(optimizer=rule, epochs=50)["outcome"]
    page = visit("/classifier?lr=100&momentum=1&epochs=50&step=2000")
    expect(page.locator("#outcome")).to_contain_text(f"Diverged at step {outcome['step']}")
    at(page, outcome["step"], outcome["step"])
    assert not {"NaN", "Infinity", ""} & set(weights(page))


def test_bad_input_is_told_and_loses_nothing(visit):
    """A rate out of range is told with the range; so are more updates than there may be; the training stays."""
    page = visit("/classifier?step=12")
    at(page, 12)
    before = weights(page)
    page.get_by_role("spinbutton", name="Learning rate").fill("1000")
    expect(page.get_by_role("alert").filter(has_text="between 0 and 100")).to_be_visible()
    page.get_by_label("Data", exact=True).select_option("digits")
    expect(page.locator("#step")).to_have_text(re.compile("/ 250"))
    page.get_by_role("spinbutton", name="Epochs").fill("200")
    page.get_by_role("spinbutton", name="Batch").fill("1")
    expect(page.get_by_role("alert").filter(has_text="must be at most 40")).to_be_visible()
    page.get_by_role("button", name="The article's training").click()
    expect(page.locator("#step")).to_have_text(re.compile("/ 80"))
    page.get_by_role("slider", name="Step").fill("12")
    at(page, 12)
    assert weights(page) == before


def test_the_address_holds_everything(visit):
    """What is chosen on one page, and the step, are the same on another that opens the address."""
    page = visit("/classifier")
    at(page, 0)
    page.get_by_label("Optimizer", exact=True).select_option("adam")
    page.get_by_label("Network", exact=True).select_option("conv_bias")
    page.get_by_label("Order").select_option("shuffled")
    page.get_by_role("spinbutton", name="Seed", exact=True).fill("42")
    page.get_by_role("spinbutton", name="Epochs").fill("3")
    at(page, 0, 120)
    page.get_by_role("slider", name="Step").fill("99")
    page.get_by_label("Log scale").check()
    expect(page).to_have_url(re.compile("conv_bias&optimizer=adam&.*shuffled.*seed=42&epochs=3&step=99&.*scale=log"))
    other = visit(page.url.removeprefix(page.evaluate("location.origin")))
    at(other, 99, 120)
    expect(other.locator("#loss-value")).to_have_text(page.locator("#loss-value").text_content())
    assert weights(other) == weights(page)
    expect(other.get_by_label("Log scale")).to_be_checked()


def test_keyboard(visit):
    """Keys play and step; the picture that is shown is walked to by the arrows."""
    page = visit("/classifier?step=30")
    at(page, 30)
    page.keyboard.press("ArrowLeft")
    at(page, 29)
    page.keyboard.press("Home")
    at(page, 0)
    page.keyboard.press("End")
    at(page, 80)
    page.get_by_role("slider", name="Step").fill("30")
    page.locator(".picture[aria-current]").focus()
    page.keyboard.press("ArrowRight")
    at(page, 31)
    expect(page.locator(".picture[aria-current]")).to_be_focused()


def test_a_picture_is_gone_to(visit):
    """A click on a picture goes to where it is shown in the epoch of the moment."""
    page = visit("/classifier?step=45")
    at(page, 45)
    page.get_by_role("button", name="Picture 33: B, intensity 12").click()
    at(page, 72)
    expect(page.locator("#shown")).to_have_text("Picture 33 of 40: a B of intensity 12")


def test_a_phone(visit):
    """On a phone nothing is wider than the screen, and it plays to its end."""
    page = visit("/classifier?speed=200", **PHONE, has_touch=True, is_mobile=True)
    at(page, 0)
    page.get_by_role("button", name="Play", exact=True).tap()
    at(page, 80)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
