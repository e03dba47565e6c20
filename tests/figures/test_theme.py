"""The look of the figures is that of the pages."""

import re

import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.figures.theme import TOKENS, colours, template

each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


@each_theme
def test_every_optimizer_has_its_colour(theme):
    """Each rule's hue is a colour of the palette, which no other rule has."""
    hues = [colours(theme)[f"hue-{entry.hue}"] for entry in OPTIMIZERS]
    assert len(set(hues)) == len(OPTIMIZERS)


def test_every_optimizer_has_a_ball_of_its_colour():
    """The hill's own sheet names each rule's hue too: in it, numbers and legend are drawn as the ball is."""
    sheet = TOKENS.with_name("hill.css").read_text()
    told = re.findall(r'data-hue="(\d+)"] {\s+--ball: var\(--hue-\1\);', sheet)
    assert {str(entry.hue) for entry in OPTIMIZERS} <= set(told)


def test_light_and_dark_differ():
    """A colour is read from the style sheet once for each theme."""
    assert colours("light").keys() == colours("dark").keys()
    assert colours("light")["ink"] != colours("dark")["ink"]


@each_theme
def test_the_template_draws_with_the_palette(theme):
    """Text, grid and axes have the page's colours, and the page shows through the paper."""
    layout, colour = template(theme).layout, colours(theme)
    assert layout.font.color == colour["ink"]
    assert layout.xaxis.gridcolor == layout.yaxis.gridcolor == colour["line"]
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
