"""Bringing saved files back: opened, beside what is there, and offered where they belong."""

import json
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

HILL = "/?v=2&objective=square&start=1&steps=30&lane=simple_gd~lr:0.2"
RUN = {"objective": {"name": "square"}, "optimizer": {"name": "adam", "lr": 0.3}, "start": [1.5], "steps": 40}
BENT = {
    **RUN,
    "schedule": {"name": "cosine", "T_max": 30},
    "changes": [{"step": 7, "optimizer": {"betas": [0.5, 0.9]}}],
}
TYPED = {**BENT, "objective": {"name": "typed", "formula": "x**2 + cos(y)", "domain": [[-2, 2]]}, "start": [1, 0.3]}
POINTS = {
    "name": "points",
    "points": [[0.1, 1 / 3], [1, -2.5], [0.7, 0]],
    "labels": [0, 1, 1],
    "classes": ["<b>A</b>", "B"],
}
TRAININGS = [
    {"epochs": 1, "seed": 7},
    {
        "data": {"name": "moons", "count": 30},
        "network": {"name": "perceptron", "hidden": 4},
        "optimizer": {"name": "adam", "lr": 0.05},
        "schedule": {"name": "step", "step_size": 5},
        "changes": [{"step": 3, "optimizer": {"lr": 0.01}}],
        "order": "shuffled",
        "batch": 7,
        "loss": "mse",
        "epochs": 3,
    },
    {"data": POINTS, "network": {"name": "linear"}, "epochs": 5},
    {"data": {"name": "digits"}, "network": {"name": "linear"}, "epochs": 1, "batch": 100},
]


def answered(server, path, spec):
    """What the server says of it."""
    return httpx.post(f"{server.url}/api/{path}", json=spec, timeout=60).json()


def brought(page, content, button="Open it"):
    """Give the dialog a file with this content, and press the button."""
    if not page.locator("#take-dialog").is_visible():
        expect(page.locator("#outcome, #hill-ends").first).not_to_be_empty()
        page.get_by_role("button", name="Take it home").click()
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    file = {"name": "saved.json", "mimeType": "application/json", "buffer": text}
    page.get_by_label("What was saved as JSON").set_input_files(file)
    page.get_by_role("button", name=button, exact=True).click()
    return page.locator("#bring-status")


def taken(page, noun):
    """The bytes of what is taken home as JSON."""
    with page.expect_download() as download:
        page.locator(f'[data-files="{noun}"]').get_by_role("button", name="JSON").click()
    return Path(download.value.path()).read_bytes()


SAME = re.compile("^It is opened, with the file's own numbers: the server gives the same, to the last bit.$")


@pytest.mark.parametrize(
    ("path", "noun", "specs"), [(HILL, "run", [RUN, BENT, TYPED]), ("/classifier?epochs=1", "training", TRAININGS)]
)
def test_what_is_brought_back_is_the_same(visit, server, path, noun, specs):
    """Taken home again it has the same bytes: bent, scheduled, typed, drawn by hand, digits."""
    page = visit(path)
    for spec in specs:
        home = httpx.post(f"{server.url}/api/exports/json", json={noun: spec}, timeout=60).content
        expect(brought(page, home)).to_have_text(SAME)
        last = len(json.loads(home)["steps"]["step"]) - (noun == "run")
        expect(page.get_by_label("To step")).to_have_value(str(last))
        assert taken(page, noun) == home


CODE = """
import torch

class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, mode="plain", betas=(0.9, 0.99), **rest):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p]["<b>"] = p.grad * 2
                p.add_(p.grad, alpha=-group["lr"])
"""
OWN = {"source": CODE, "class": "Mine", "lr": 0.05, "mode": "a:b~c", "more": [1]}
OWN_RUN = {**TYPED, "optimizer": OWN, "changes": [{"step": 7, "optimizer": {"lr": 0.01}}]}
OWN_TRAINING = {**TRAININGS[1], "optimizer": OWN, "data": POINTS}


def test_own_code_comes_back_with_all_that_it_is_given(visit, server):
    """Its run and its training have the same bytes again, and the code that was there is kept aside."""
    page = visit("/optimizer?template=momentum")
    editor = page.get_by_role("textbox", name="Your optimizer")
    editor.press("Control+Home")
    editor.press_sequentially("# mine")
    for noun, spec in (("run", OWN_RUN), ("training", OWN_TRAINING)):
        home = httpx.post(f"{server.url}/api/exports/json", json={noun: spec}, timeout=60).content
        status = brought(page, home)
        expect(status).to_have_text("Its code is opened. The numbers are the file's, to the last bit.")
        expect(page.locator("#status")).to_contain_text("Ran 40 steps")
        assert taken(page, noun) == home
    other = json.loads(home)
    other["steps"]["loss"][2] = 9.5
    expect(brought(page, other, "Compare with it")).to_contain_text("From update 2 on the numbers are others")
    expect(page.locator("#lab-beside")).to_contain_text("Grey: Mine out of a file. Trained with 3 updates.")
    page.keyboard.press("Escape")
    expect(page.locator("#hyperparameters")).to_contain_text('Also given: mode = "a:b~c", more = [1].')
    expect(page.locator("#hill-along")).to_contain_text("as Cosine, T_max 30, eta_min 0. Changed at step 7: lr 0.01.")
    expect(page).to_have_url(
        re.compile(r"hp=only~lr:0\.05~mode:.*&objective=typed&formula=.*&schedule=cosine.*&data=points")
    )
    expect(page.locator("#unshared")).to_have_text("The address bar holds all but the points.")
    page.get_by_role("button", name="Bring it back").click()
    expect(editor).to_contain_text("# mine")


def test_the_address_holds_what_was_brought_back(visit, server):
    """What is changed on the way too, and that is told until it is straightened."""
    page = visit("/classifier?epochs=1")
    expect(brought(page, answered(server, "trainings", TRAININGS[1]))).to_have_text(SAME)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"schedule=step.*changes=3%7Elr%3A0\.01.*batch=7"))
    page.reload()
    expect(page.locator("#bends-text")).to_have_text("Changed at update 3: learning rate 0.01.")
    page.get_by_role("button", name="Leave it as it begins").click()
    expect(page.locator("#bends")).to_be_hidden()


def test_beside_a_live_run_it_has_its_own_numbers(visit, server):
    """A second ball, whose loss is what the file says though the server would say otherwise."""
    answer = answered(server, "runs", RUN)
    answer["steps"]["loss"][0] = 5.5
    page = visit(HILL)
    told = "with the file's own numbers: from step 0 on the server gives others, which are what is taken home."
    expect(brought(page, answer, "Compare with it")).to_have_text(f"It is the last ball, {told}")
    expect(page.locator("#race-rows tr").last).to_contain_text("5.5")
    expect(page).to_have_url(re.compile(r"steps=40&lane=simple_gd~lr:0\.2&lane=adam~lr:0\.3.*~start:1\.5"))


def test_beside_a_live_training_it_is_an_earlier_curve(visit, server):
    """With how often both are right; of other data it is refused, and who closes the dialog is brought nothing."""
    page = visit("/classifier?epochs=1")
    expect(brought(page, answered(server, "trainings", {"epochs": 2}), "Compare with it")).to_have_text(
        re.compile(r"grey curve “epochs 2”, .* the same, .* right about 97.5 % .* the one here about 50 %")
    )
    expect(page.locator("#clear-ghosts")).to_be_visible()
    expect(brought(page, TRAININGS[1], "Compare with it")).to_contain_text("it has other data")
    page.route("**/api/trainings", lambda route: None)
    with page.expect_request("**/api/trainings"):
        brought(page, TRAININGS[1])
    with page.expect_event("requestfailed"):
        page.keyboard.press("Escape")
    expect(page.locator("#setting select").first).to_have_value("patterns")


def test_a_file_of_another_page_is_offered_there(visit, server):
    """And is carried there whole, points, numbers and all; dropped on the page it is chosen."""
    page = visit(HILL)
    answer = answered(server, "trainings", TRAININGS[2])
    answer["steps"]["loss"][2] = 9.5
    expect(page.locator("#outcome")).not_to_be_empty()
    page.evaluate(
        """(text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], "<i>.json"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        json.dumps(answer),
    )
    expect(page.locator("#bring-status")).to_have_text("<i>.json is chosen.")
    page.keyboard.press("Enter")
    expect(page.locator("#bring-status")).to_have_text("It is a training, which opens on the classifier.")
    page.get_by_role("link", name="Open it on the classifier").click()
    expect(page.locator("#bring-status")).to_contain_text("from update 2 on the server gives others")
    expect(page.locator("#accuracy th").nth(3)).to_have_text("<b>A</b>")


def test_a_map_opens_its_run_and_itself(visit, server):
    """Where the page's own map has such axes; else its run alone, and why."""
    page = visit(HILL)
    x = {"field": "optimizer.lr", "low": 0.01, "high": 1, "count": 3, "scale": "log"}
    y = {"field": "start.0", "low": -1, "high": 1, "count": 2}
    answer = answered(server, "sweeps", {"run": RUN, "x": x, "y": y})
    expect(brought(page, answer)).to_have_text(SAME)
    expect(page.locator("#map-place")).to_have_text(re.compile(r"\d+ % come to rest, \d+ % still roll"))
    other = {"run": RUN, "x": {**x, "field": "optimizer.betas.0", "high": 0.9}, "y": y}
    expect(brought(page, other)).to_contain_text("Its map is over optimizer.betas.0 from 0.01 to 0.9")


WRONG = [
    (b"", "it is empty"),
    (b'{"run": {"objective": {"name": "square"}, "start": [NaN]}}', "it is not JSON"),
    ({"cells": []}, "there is no run and no training in it"),
    ({**RUN, "optimizer": {"name": "adam", "lr": -1}}, "optimizer.lr must be a number between 0 and 100, got -1"),
    ({**RUN, "steps": "40"}, "steps must be a whole number between 1 and 10000, got '40'"),
    ({**RUN, "future": 1}, "future is not a field here"),
    ({**RUN, "dtype": "float64"}, "it is in float64, and this page is in float32"),
]


def test_what_cannot_be_opened_is_told(visit, server, faults):
    """In the server's words where it refuses; nothing else has changed, and half a file's numbers are not shown."""
    page = visit(HILL)
    for content, why in WRONG:
        expect(brought(page, content)).to_contain_text(f"It can't be brought back: {why}")
    expect(page).to_have_url(re.compile(r"lane=simple_gd~lr:0\.2(&|$)"))
    assert [fault.count("422") for fault in faults] == [1, 1, 1]
    faults.clear()
    half = answered(server, "runs", RUN)
    del half["steps"]["grad"]
    expect(brought(page, half)).to_contain_text("The file's numbers are not of this run: these are the server's.")
