"""The hill page, used as a student uses it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def ran(server, browser):
    """What the server answers of a run by its HTTP API: `ran(lr=0.3)`, `ran("adam", objective="bumpy")`."""
    context = browser.new_context(base_url=server.url)

    def ran(optimizer="simple_gd", objective="square", start=1.0, steps=50, changes=(), **hyperparameters):
        run = {"objective": {"name": objective}, "optimizer": {"name": optimizer, **hyperparameters}}
        run |= {"start": [start], "steps": steps, "changes": list(changes)}
        answer = context.request.post("/api/runs", data=run)
        assert answer.ok, answer.text()
        return answer.json()

    yield ran
    context.close()


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


def ball(page):
    """Where the ball at the start lies in the page."""
    box = page.locator("#hill .plot-figure:not(.stale) .tracepath .point").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


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


def test_play_pause_and_play_again(visit):
    """Play rolls, pause stops at a whole step, play goes on to the end, and play at the end begins anew."""
    page = visit("/?speed=5")
    at(page, 0)
    play = page.locator("#play")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#step")).to_have_text(re.compile(r"^[1-9]\d* / 50"))
    page.get_by_role("button", name="Pause").click()
    paused = int(page.locator("#step").text_content().split()[0])
    expect(page).to_have_url(re.compile(f"step={paused}&"))
    page.get_by_label("Speed").select_option("200")
    play.click()
    at(page, 50)
    expect(play).to_have_accessible_name("Play")
    page.get_by_label("Speed").select_option("1")
    play.click()
    at(page, 1)


def test_speed_changes_while_it_rolls(visit):
    """At a step a second the end is far; another speed holds at once."""
    page = visit("/?speed=1")
    at(page, 0)
    page.keyboard.press("Space")
    at(page, 1)
    page.get_by_label("Speed").select_option("200 steps/s")
    at(page, 50)
    expect(page).to_have_url(re.compile("speed=200"))


def test_steps_one_by_one_and_scrubbing(visit, ran):
    """Forward, back and scrubbed, at each step the numbers are those of the server's run."""
    answer, page = ran(), visit("/")
    at(page, 0)
    expect(page.get_by_role("button", name="One step back")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="One step forward").dblclick()
    at(page, 2)
    tells(page, answer, 2)
    page.get_by_role("button", name="One step back").click()
    tells(page, answer, 1)
    scrub(page, 50)
    tells(page, answer, 50)


def test_keys(visit):
    """The space bar plays and pauses, the arrows step, Home and End go to the ends."""
    page = visit("/?speed=1")
    at(page, 0)
    for key, step in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 50), ("Home", 0)):
        page.keyboard.press(key)
        at(page, step)
    for name in ("Pause", "Play"):
        page.keyboard.press("Space")
        expect(page.locator("#play")).to_have_accessible_name(name)


def test_a_control_keeps_its_own_keys(visit):
    """In a slider the arrows move the slider and the space bar plays; in a number box neither moves the ball."""
    page = visit("/?speed=1&step=10")
    at(page, 10)
    before = float(rate(page).input_value())
    rate(page, "slider").press("ArrowRight")
    assert float(rate(page).input_value()) > before
    rate(page).focus()
    for key in ("Space", "ArrowRight", "ArrowLeft", "Home", "End"):
        page.keyboard.press(key)
    expect(page.locator("#play")).to_have_accessible_name("Play")
    at(page, 10)
    rate(page, "slider").press("Space")
    expect(page.locator("#play")).to_have_accessible_name("Pause")


def test_the_rate_by_slider_and_by_number(visit, ran):
    """The slider's middle is the geometric mean of its ends; a number is taken as it is. Each redraws the run."""
    page = visit("/")
    at(page, 0)
    rate(page, "slider").fill("200")
    expect(rate(page)).to_have_value("0.014")
    expect(page.locator("#outcome")).to_contain_text("Still rolling")
    draws(page, ran(lr=0.014))
    rate(page).fill("0.7")
    expect(rate(page, "slider")).to_have_attribute("aria-valuetext", "0.7")
    expect(page.locator("#equations")).to_contain_text("=1−0.7×2=−0.4")
    draws(page, ran(lr=0.7))


def test_the_start_by_slider_and_by_number(visit, ran):
    """The ball begins where the slider or the number says, far outside the usual picture too."""
    page = visit("/?step=9")
    at(page, 9)
    page.get_by_role("slider", name="Start", exact=True).fill("100")
    at(page, 0)
    expect(page.get_by_role("spinbutton", name="Start")).to_have_value("-0.75")
    expect(page.locator("#read-x")).to_have_text("−0.75")
    draws(page, ran(start=-0.75))
    page.get_by_role("spinbutton", name="Start").fill("-400")
    expect(page.locator("#read-x")).to_have_text("−400")
    expect(page.locator("#hill .xtick").filter(has_text="−400")).to_be_visible()
    draws(page, ran(start=-400))


def test_the_ball_is_dragged(visit, ran):
    """A mouse takes the ball along the curve; where it lets go, the run begins, and the axes have not moved."""
    page = visit("/?step=5", **DESKTOP)
    at(page, 5)
    page.keyboard.press("Home")
    x, y = ball(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=8)
    page.mouse.up()
    start = float(page.get_by_role("spinbutton", name="Start").input_value())
    tells(page, ran(start=start), 0)
    draws(page, ran(start=start))
    assert ball(page)[0] == pytest.approx(x - 200, abs=1)


def test_the_ball_is_dragged_by_a_finger(visit, ran):
    """On a phone a finger takes the ball, and the page doesn't scroll under it."""
    page = visit("/", **PHONE)
    at(page, 0)
    x, y = ball(page)
    touch = page.context.new_cdp_session(page)
    for kind, place in [
        ("touchStart", x),
        *(("touchMove", x - 20 * count) for count in range(1, 6)),
        ("touchEnd", None),
    ]:
        points = [] if place is None else [{"x": place, "y": y + (x - place)}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    start = float(page.get_by_role("spinbutton", name="Start").input_value())
    assert start < 0.5
    draws(page, ran(start=start))
    assert ball(page)[0] == pytest.approx(x - 100, abs=1)
    assert page.evaluate("scrollY") == 0


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


def test_the_rate_moved_while_it_rolls_bends_the_run(visit, ran):
    """What is behind the ball stays as it was; from there on the run is the server's with this change."""
    page = visit("/?lr=0.02&steps=200&speed=25")
    at(page, 0, 200)
    page.keyboard.press("Space")
    expect(page.locator("#step")).to_have_text(re.compile(r"^([5-9]|\d\d+) / "))
    rate(page).fill("0.3")
    expect(page).to_have_url(re.compile("~at:"))
    _, lr, step, change = setting(page)["lane"].split("~")
    assert (lr, change) == ("lr:0.02", "lr:0.3")
    step = step.removeprefix("at:")
    scrub(page, 200, 200)
    bent = ran(lr=0.02, steps=200, changes=[{"step": int(step), "optimizer": {"lr": 0.3}}])
    draws(page, bent)
    behind = ran(lr=0.02, steps=200)["steps"]["point"][: int(step) + 1]
    assert 5 <= int(step) < 200 and bent["steps"]["point"][: int(step) + 1] == behind
    expect(page.locator("#bends-text")).to_have_text(f"Bent at step {step}: learning rate 0.3.")
    page.get_by_role("button", name="Straighten").click()
    expect(page.locator("#bends-text")).to_be_hidden()
    tells(page, ran(lr=0.3, steps=200), 200)
    draws(page, ran(lr=0.3, steps=200))


def test_a_long_run_is_bent_while_it_comes(visit):
    """The bend doesn't wait for the ten thousand steps that it makes obsolete."""
    page = visit("/?optimizer=adam&lr=0.001&steps=10000&speed=200")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#step")).to_have_text(re.compile(r"^\d\d+ / "))
    rate(page, "slider").fill("250")
    expect(page.locator("#bends-text")).to_be_visible()
    expect(page.locator("#outcome")).to_be_empty()
    expect(page.locator("#play")).to_have_accessible_name("Pause")


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


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_reduced_motion(visit, motion):
    """Who asked for less motion sees the ball from step to step, everybody else on its way too."""
    still = motion == "reduce"
    page = visit(f"/?steps=10&speed={10 if still else 1}&lr=0.3", reduced_motion=motion)
    at(page, 0, 10)
    page.evaluate(
        """() => {
          window.places = new Set();
          const { arc } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...rest) {
            if (radius === 11) places.add(x);
            if (places.size === 15) document.body.classList.add("on-its-way");
            arc.call(this, x, y, radius, ...rest);
          };
        }"""
    )
    page.keyboard.press("Space")
    if still:
        at(page, 10, 10)
        assert page.evaluate("places.size") in range(2, 12)
    else:
        expect(page.locator("body")).to_contain_class("on-its-way")


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


def test_other_colours_while_it_rolls(visit):
    """Light and dark are switched in the midst of a run: it rolls on, in the colours of the other."""
    page = visit("/?speed=1", color_scheme="light")
    at(page, 0)
    page.keyboard.press("Space")
    paper = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("body")).not_to_have_css("background-color", paper)
    expect(page.locator("#play")).to_have_accessible_name("Pause")
