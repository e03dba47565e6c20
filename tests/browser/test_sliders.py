"""Sliders held in the hand: the runs of a whole slider are in the page before the hand moves."""

import json

import pytest
from playwright.sync_api import expect

DESKTOP = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def asked(visit):
    """Open a page and note what it asks of the server's runs: `page, asked = asked("/")`, once its fans are there."""

    def asked(path, **options):
        page = visit("about:blank", **{**DESKTOP, **options})
        notes = []
        page.on("request", lambda request: "/api/" in request.url and notes.append((request.url, request.post_data)))
        page.on("websocket", lambda socket: socket.on("framesent", lambda text: notes.append(("socket", text))))
        with page.expect_response("**/api/fans"), page.expect_response("**/api/fans"):
            page.goto(path)
        expect(page.locator("#outcome")).not_to_be_empty()
        page.wait_for_load_state("networkidle")
        notes.clear()
        return page, notes

    return asked


def drag(page, name, shares):
    """Drag a slider from place to place, and say after each what the page shows."""
    slider = page.get_by_role("slider", name=name, exact=True)
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + shares[0] * box["width"], y)
    page.mouse.down()
    for share in shares:
        page.mouse.move(box["x"] + share * box["width"], y)
        value = page.get_by_role("spinbutton", name=name).input_value()
        yield float(value), page.locator("#outcome").text_content(), page.locator("#read-x").text_content()


def run(page, **changed):
    """What the server answers over HTTP."""
    body = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 50} | changed
    return page.request.post("/api/runs", data=body).json()


def test_a_dragged_rate_asks_nothing_and_is_the_servers(asked):
    """While the hand moves nothing is asked, and at every place the page says what the server would."""
    page, notes = asked("/?step=5")
    places = list(drag(page, "Learning rate", [0.7, 0.8, 0.9, 0.95]))
    assert notes == [] and len({lr for lr, *_ in places}) == 4
    for lr, outcome, x in places:
        answer = run(page, optimizer={"name": "simple_gd", "lr": lr})
        assert f"step {answer['outcome']['step']}" in outcome or f"after {answer['outcome']['step']}" in outcome
        assert float(x.replace("−", "-")) == pytest.approx(answer["steps"]["point"][5][0], rel=1e-6)


def test_a_dragged_start_asks_nothing(asked):
    """The start's slider too draws from memory; let go, the page asks once for the run, and for other fans."""
    page, notes = asked("/")
    starts = [value for value, *_ in drag(page, "Start", [0.8, 0.6, 0.4, 0.2])]
    assert notes == [] and starts == sorted(starts, reverse=True)
    assert float(page.locator("#read-x").text_content().replace("−", "-")) == pytest.approx(starts[-1])
    with page.expect_response("**/api/fans"):
        page.mouse.up()
    runs = [json.loads(text)["run"]["start"] for where, text in notes if where == "socket"]
    assert runs == [[starts[-1]]]


def test_the_ball_is_dragged_from_memory(asked):
    """The ball itself, drawn by a hand, draws its run with it and asks nothing."""
    page, notes = asked("/")
    point = page.locator("#hill .tracepath .point").first.bounding_box()
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    page.mouse.down()
    for _ in range(10):
        page.mouse.move(point["x"] - 300, point["y"])
    start = float(page.get_by_role("spinbutton", name="Start").input_value())
    assert start < 0.5 and notes == []
    assert float(page.locator("#read-x").text_content().replace("−", "-")) == pytest.approx(start)
    page.mouse.up()


def test_a_slider_has_its_fan_when_it_is_reached_for(asked):
    """The fans of rate and start are there from the start, that of another slider when the pointer comes to it."""
    page, notes = asked("/?optimizer=momentum")
    with page.expect_response("**/api/fans") as fan:
        page.get_by_role("slider", name="Momentum").hover()
    assert fan.value.request.post_data_json["field"] == "optimizer.momentum"
    page.wait_for_load_state("networkidle")
    notes.clear()
    outcomes = {outcome for _, outcome, _ in drag(page, "Momentum", [0.2, 0.5, 0.8])}
    assert notes == [] and len(outcomes) > 1


def test_a_fan_covers_a_slider_in_a_few_hundred_kilobytes(visit):
    """The rate's fan has at least 200 places, and the start's too; neither is large, though the run is long."""
    page = visit("about:blank", **DESKTOP)
    with page.expect_response("**/api/fans") as first, page.expect_response("**/api/fans") as second:
        page.goto("/?steps=800&lr=0.01")
    for fan in (first.value, second.value):
        assert len(fan.request.post_data_json["values"]) >= 200
        assert len(fan.body()) < 450_000


def test_a_server_that_is_busy_is_asked_again(visit, faults):
    """Told to wait, the page waits, and then has its fans."""
    page = visit("about:blank", **DESKTOP)
    page.route("**/api/fans", lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}), times=2)
    with page.expect_response(lambda response: "/api/fans" in response.url and response.ok):
        page.goto("/")
    assert all("429" in fault for fault in faults) and len(faults) == 2
    faults.clear()
