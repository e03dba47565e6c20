"""The page of the own optimizer, used as a student uses it."""

import pytest
from playwright.sync_api import expect


def code(page):
    """The editor, by the name that a screen reader has for it."""
    return page.get_by_role("textbox", name="Your optimizer, in Python")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_everyone_can_use_it(visit, axe, width, scheme):
    """Nothing is in the way of those who can't see it, on a phone and a laptop, in light and dark."""
    page = visit("/optimizer", viewport={"width": width, "height": 900}, color_scheme=scheme)
    expect(code(page)).to_contain_text("class SimpleGD")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []


def test_the_keys_of_the_editor(visit):
    """Tab goes on by four spaces, Enter keeps the indentation, undo takes it back, and Escape lets Tab leave."""
    page = visit("/optimizer")
    code(page).press("Control+A")
    page.keyboard.type("if True:\n1")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    expect(code(page).locator(".cm-line")).to_have_text(["if True:", "    1   2"])
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(code(page)).not_to_be_focused()
