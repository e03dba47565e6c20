"""Bringing a saved run back to the hill page: opened, and beside a live one."""

import json
import re

import httpx
import pytest
from playwright.sync_api import expect

PAGE = "/?v=2&objective=square&start=1&steps=30&lane=simple_gd~lr:0.2"
RUN = {"objective": {"name": "square"}, "optimizer": {"name": "adam", "lr": 0.3}, "start": [1.5], "steps": 40}


@pytest.fixture
def answer(server):
    """What the server says of the run, as it is saved."""
    return httpx.post(f"{server.url}/api/runs", json=RUN).json()


def brought(page, content, button):
    """Give the dialog a file with this content, and press the button."""
    expect(page.locator("#outcome")).not_to_be_empty()
    page.get_by_role("button", name="Take it home").click()
    file = {"name": "saved.json", "mimeType": "application/json", "buffer": json.dumps(content).encode()}
    page.get_by_label("A run that was saved as JSON").set_input_files(file)
    page.get_by_role("button", name=button).click()
    return page.locator("#take-status")


def test_a_saved_run_opens_as_the_same_run(visit, answer):
    """The page's address is the run's, and the numbers are said to be the file's and the server's."""
    page = visit(PAGE)
    status = brought(page, answer, "Open it")
    expect(status).to_have_text(
        "It is opened, with the file's own numbers: the server gives the same, to the last bit."
    )
    expect(page).to_have_url(re.compile(r"start=1\.5&steps=40&lane=adam~lr:0\.3"))


def test_beside_a_live_run_it_has_its_own_numbers(visit, answer):
    """A second ball, whose loss is what the file says though the server would say otherwise."""
    answer["steps"]["loss"][0] = 5.5
    page = visit(PAGE)
    status = brought(page, answer, "Compare with it")
    expect(status).to_have_text(
        "It is the last ball, with the file's own numbers: from step 0 on the server gives others."
    )
    expect(page.locator("#race-rows tr").last).to_contain_text("5.5")
    expect(page).to_have_url(re.compile(r"steps=40&lane=simple_gd~lr:0\.2&lane=adam~lr:0\.3.*~start:1\.5"))


def test_what_is_no_run_is_told(visit, faults):
    """In the server's words where it refuses it; nothing else has changed."""
    page = visit(PAGE)
    status = brought(page, {**RUN, "optimizer": {"name": "adam", "lr": -1}}, "Open it")
    expect(status).to_have_text("It can't be brought back: optimizer.lr must be a number between 0 and 100, got -1.")
    expect(page).to_have_url(re.compile(r"lane=simple_gd~lr:0\.2(&|$)"))
    (refused,) = faults
    assert "422" in refused
    faults.clear()
