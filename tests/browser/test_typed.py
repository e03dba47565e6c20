"""A function of one's own: typed, marked where it can't be read, and part of the address."""

import re

import pytest
from playwright.sync_api import expect

RUN_AS_TYPED = """async () => {
  const { asText } = await import("/static/js/typedform.js");
  const { postJson } = await import("/static/js/api.js");
  const objectives = await (await fetch("/api/objectives")).json();
  return Promise.all(objectives.map(async ({ name, formula, parameters, domain, start }) => {
    const numbers = Object.fromEntries(parameters.map(({ name, maximum }) => [name, maximum]));
    const typed = { name: "typed", formula: asText({ formula, parameters, spec: numbers }), domain };
    const losses = [{ name, ...numbers }, typed].map(async (objective) => {
      const run = { objective, optimizer: { name: "simple_gd", lr: 0 }, start: start.default, steps: 1 };
      return (await postJson("/api/runs", run)).outcome.loss;
    });
    return [name, ...(await Promise.all(losses))];
  }));
}"""


def formula(page):
    return page.get_by_role("textbox", name="f(x), or f(x, y)")


def test_a_typed_function_rolls(visit):
    """It begins with the objective at hand; what is typed is drawn and run from where the ball was."""
    page = visit("/?start=0.8")
    page.get_by_label("Objective").select_option("Your own function…")
    expect(formula(page)).to_have_value("x**2")
    expect(formula(page)).to_be_focused()
    formula(page).fill("x^4 - x²")
    expect(page.locator("#objective-formula")).to_have_text(re.compile("4.x3−2.x"))
    expect(page.locator("#read-x")).to_have_text("0.8")
    expect(page.locator("#equations")).to_have_text("x1=x0−η·f′(x0)=0.8−0.1×0.448=0.7552")
    expect(page).to_have_url(re.compile("objective=typed&formula=x"))


def test_nonsense_is_marked_and_the_last_function_stays(visit, faults):
    """The word that isn't known has a mark on it and a sentence under it, until it is mended."""
    page = visit("/?v=2&objective=typed&formula=x**2%2B1&domain=-3,3")
    expect(page.locator("#read-loss")).not_to_be_empty()
    before = page.locator("#objective-formula").text_content()
    formula(page).fill("x**2 + 0.3*sine(12*x)")
    expect(page.locator(".typed mark")).to_have_text("sine")
    expect(page.get_by_role("alert")).to_have_text("Column 12: 'sine' is not known.")
    expect(formula(page)).to_have_attribute("aria-invalid", "true")
    assert page.locator("#objective-formula").text_content() == before
    page.get_by_label("x to").fill("-4")
    formula(page).fill("x**2 + 0.3*sin(12*x)")
    expect(page.get_by_role("alert")).to_have_text(re.compile("X from must be below the other end"))
    page.get_by_label("x to").fill("4")
    expect(page.locator("#objective-formula")).to_have_text(re.compile(r"0\.3.sin.\(12.x\)"))
    expect(page.get_by_role("alert")).to_have_count(0)
    assert all("422" in fault for fault in faults)
    faults.clear()


def test_with_a_y_it_is_a_landscape(visit):
    """A link with a formula in x and y opens; without the y it is a curve again, and another objective ends it."""
    page = visit("/?v=2&objective=typed&formula=x**2%2B3*y**2&domain=-2,2,-1,1&start=1,0.5")
    expect(formula(page)).to_have_value("x**2+3*y**2")
    expect(page.get_by_label("y to")).to_have_value("1")
    expect(page.locator("#read-x")).to_have_text("(1, 0.5)")
    formula(page).fill("x**2")
    expect(page.get_by_role("spinbutton", name="Start y")).to_have_count(0)
    expect(page.get_by_label("y to")).to_be_hidden()
    page.get_by_label("Objective").select_option("Double well")
    expect(formula(page)).to_be_hidden()
    expect(page.locator("#objective-formula")).to_contain_text("(x2−1)2")


def test_every_objective_can_be_typed(visit):
    """As text, with numbers for its parameters, each function of the catalogue is what it was."""
    page = visit("/docs")
    for name, own, typed in page.evaluate(RUN_AS_TYPED):
        assert typed == pytest.approx(own, rel=1e-5, abs=1e-6), name
