"""The hill page, used as a student uses it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hillpage import DESKTOP, at, draws, rate, scrub, setting, shown, tells


def test_first_paint(visit, ran):
    """The page opens with the article's parabola and a run on it, the very one that the HTTP API answers."""
    page = visit("/")
    at(page, 0)
    expect(page.locator("#objective-formula")).to_have_text(re.compile(r"f\(x\)=x2\s*f′\(x\)=2.x"))
    expect(page.locator("#outcome")).to_have_text("Converged: at step 45 the slope fell below 0.0001.")
    tells(page, ran(), 0)
    draws(page, ran())


def test_the_step_is_a_formula_with_its_numbers(visit):
    """x₁ = x₀ − η·f′(x₀) = 1 − 0.1 × 2 = 0.8, and so for the step after it."""
    page = visit("/")
    expect(page.locator("#equations")).to_have_text("x1=x0−η·f′(x0)=1−0.1×2=0.8")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#equations")).to_have_text("x2=x1−η·f′(x1)=0.8−0.1×1.6=0.64")
    expect(page.locator("#step-title")).to_have_text("Step 2: from x₁ to x₂")


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_every_rules_formula_ends_with_the_next_record(visit, ran, optimizer):
    """However many lines a rule has, the last one's result is where the server's run goes on."""
    page = visit(f"/?optimizer={optimizer}&step=7")
    at(page, 7)
    tells(page, ran(optimizer), 7)
    expect(page.locator("#equations .result").last).to_have_text(shown(ran(optimizer)["steps"]["point"][8][0], 5))


def test_the_forms_are_the_catalogues(visit, ran):
    """Each objective and each optimizer brings its formula and its fields, with the ranges of the catalogue."""
    page = visit("/?objective=bumpy&step=3")
    for objective in page.request.get("/api/objectives").json()[::6]:
        page.get_by_label("Objective").select_option(objective["title"])
        starts = page.locator("#setting [data-field^='start.'] input[type='number']")
        expect(starts).to_have_count(objective["dimension"])
        expect(starts.first).to_have_value(f"{objective['start']['default'][0]:g}")
        expect(page.get_by_text(objective["about"])).to_be_visible()
    page.get_by_label("Objective").select_option("Bumpy bowl")
    for optimizer in page.request.get("/api/optimizers").json():
        page.get_by_label("Optimizer", exact=True).select_option(optimizer["title"])
        expect(page.get_by_text(optimizer["about"])).to_be_visible()
        boxes = page.locator("#setting .fields .fields").get_by_role("spinbutton")
        expect(boxes).to_have_count(sum(len(each["symbols"]) for each in optimizer["parameters"]))
    expect(page.locator("#equations .equation")).to_have_count(len(optimizer["formula"]))
    draws(page, ran(optimizer["name"], "bumpy", 1.6))


def test_divergence_is_drawn_and_said(visit, ran):
    """A run that leaves all bounds is told with its step, and an arrow shows where the ball went."""
    answer = ran(lr=1.2, steps=400)
    page = visit("/?lr=1.2&steps=400", **DESKTOP)
    step = answer["outcome"]["step"]
    expect(page.locator("#outcome")).to_contain_text(f"Diverged at step {step}: rate × curvature is 2.4, above 2")
    last = answer["steps"]["step"][-1]
    page.evaluate(
        """() => {
          window.texts = new Set();
          const { fillText } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            texts.add(text);
            fillText.call(this, text, ...place);
          };
        }"""
    )
    scrub(page, last, last)
    draws(page, answer)
    x, loss = answer["steps"]["point"][last][0], answer["steps"]["loss"][last]
    assert set(page.evaluate("[...texts]")) == {f"x = {shown(x, 3)}", f"loss {shown(loss, 3)}"}
    assert page.locator("#loss .plot-figure").evaluate("({ _fullLayout }) => _fullLayout.yaxis.range[1]") < 5
    assert not re.search("NaN|Infinity|undefined", page.locator("main").inner_text())


def test_the_articles_runs_are_one_click(visit, ran):
    """From any setting, one click plays the article's run from its start."""
    page = visit("/?objective=bumpy&optimizer=adam&lr=0.5&start=-1&steps=20&step=20")
    at(page, 20, 20)
    for name, lr, steps in (("Rate 0.01, 800", 0.01, 800), ("Rate 0.1, 50", 0.1, 50)):
        page.get_by_role("button", name=name).click()
        expect(page.locator("#play")).to_have_accessible_name("Pause")
        expect(page.get_by_label("Objective")).to_have_value("square")
        scrub(page, steps, steps)
        tells(page, ran(lr=lr, steps=steps), steps)
        draws(page, ran(lr=lr, steps=steps))


def test_the_address_holds_everything(visit):
    """What is chosen in one window, its bends and the step, are the same in another that opens the address."""
    page = visit("/?optimizer=adam&objective=bumpy&changes=12~lr:0.4_30~betas:0.5,0.9")
    at(page, 0)
    page.get_by_role("spinbutton", name="Start").fill("-1.2")
    page.get_by_role("spinbutton", name="Steps").fill("70")
    scrub(page, 33, 70)
    page.get_by_label("Log scale").check()
    page.get_by_label("Speed").select_option("50")
    expect(page).to_have_url(re.compile("start=-1.2&steps=70&lane=.*~at:12~.*&step=33&speed=50&scale=log"))
    other = visit(page.url.removeprefix(page.evaluate("location.origin")))
    at(other, 33, 70)
    for part in ("#read-x", "#read-loss", "#equations", "#bends-text", "#outcome"):
        expect(other.locator(part)).to_have_text(page.locator(part).text_content())
    expect(other.get_by_label("Log scale")).to_be_checked()
    assert setting(other) == setting(page)


def test_an_address_that_says_something_unknown(visit, ran):
    """It is told which parts are not known here; all else that the address says holds."""
    page = visit("/?objective=nowhere&lr=abc&start=0.5&steps=70")
    expect(page.get_by_text("Not known here, so left as usual: objective, lr.")).to_be_visible()
    at(page, 0, 70)
    draws(page, ran(start=0.5, steps=70))


def test_back_from_another_page(visit, ran):
    """The browser's own way back leads to the run as it was left."""
    page = visit("/?lr=0.3")
    at(page, 0)
    scrub(page, 6)
    expect(page).to_have_url(re.compile("step=6"))
    page.get_by_role("link", name="Classifier").click()
    expect(page).to_have_url(re.compile("/classifier"))
    page.go_back()
    at(page, 6)
    tells(page, ran(lr=0.3), 6)


def test_a_bad_number_is_told_and_loses_nothing(visit, ran):
    """The box says what is allowed there; the run stays, and a good number takes the words back."""
    page = visit("/?step=4")
    at(page, 4)
    for field, text, reason in (
        ("Learning rate", "1000", "Learning rate must be a number between 0 and 100."),
        ("Learning rate", "", "Learning rate must be a number between 0 and 100."),
        ("Start", "1e9", "Start must be a number between -1000 and 1000."),
        ("Steps", "2.5", "Steps must be a whole number between 1 and 10000."),
    ):
        box = page.get_by_role("spinbutton", name=field)
        good = box.input_value()
        box.fill(text)
        expect(page.get_by_role("alert")).to_have_text(reason)
        expect(box).to_have_attribute("aria-invalid", "true")
        tells(page, ran(), 4)
        draws(page, ran())
        box.fill(good)
        expect(page.get_by_role("alert")).to_have_count(0)
        scrub(page, 4)


def test_a_lost_server_comes_back(visit, ran, own_server, faults):
    """A quiet line while the server is away, and the ball rolls on; then what was chosen meanwhile is run."""
    page = visit("/?speed=1", base=own_server.url)
    at(page, 0)
    page.keyboard.press("Space")
    own_server.stop()
    expect(page.get_by_text("The server can't be reached")).to_be_visible()
    expect(page.locator("#play")).to_have_accessible_name("Pause")
    page.get_by_role("button", name="Pause").click()
    step = int(page.locator("#step").text_content().split()[0])
    rate(page).fill("0.4")
    own_server.start()
    expect(page.get_by_text("The server can't be reached")).to_be_hidden()
    tells(page, ran(lr=0.4), step)
    draws(page, ran(lr=0.4))
    assert faults and all("ERR_CONNECTION" in fault for fault in faults)
    faults.clear()


def test_by_keyboard_alone(visit, ran):
    """From one control to the next by Tab, each with a ring that shows where one is, a whole session is done."""
    page = visit("/?speed=200")
    at(page, 0)

    def go(role, name):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.get_by_role(role, name=name, exact=True).evaluate("(found) => found === document.activeElement"):
                return
        raise AssertionError(f"no way to the {role} {name}")

    go("combobox", "Objective")
    page.keyboard.type("Double")
    go("slider", "Start")
    page.keyboard.press("Home")
    go("combobox", "Optimizer")
    page.keyboard.type("Mom")
    go("spinbutton", "Learning rate η")
    page.keyboard.type("0.02")
    go("button", "Play")
    page.keyboard.press("Enter")
    at(page, 50)
    tells(page, ran("momentum", "double_well", -1.8, lr=0.02), 50)
