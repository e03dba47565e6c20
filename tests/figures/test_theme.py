"""The look of the figures is that of the pages."""

import re

import numpy as np
import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.figures.theme import TOKENS, colours, template

each_theme = pytest.mark.parametrize("theme", ["light", "dark"])

HUES = [*(entry.hue for entry in OPTIMIZERS), "own"]
"""Those of the built-in rules, and that of the one that somebody writes."""
SEEN = {
    "all": np.eye(3),
    "deutan": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "protan": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "tritan": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
"""What eyes make of linear light: Machado, Oliveira and Fernandes (2009), the whole deficiency."""


def linear(colour):
    """The linear light of a hexadecimal colour."""
    value = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def oklab(light):
    """Ottosson (2020): distances here are about those that are seen."""
    cones = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    lab = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
    return lab @ np.cbrt(cones @ np.clip(light, 0, 1))


@each_theme
def test_every_optimizer_has_its_colour(theme):
    """Each rule's hue is a colour of the palette, which no other rule has."""
    hues = [colours(theme)[f"hue-{hue}"] for hue in HUES]
    assert len(set(hues)) == len(HUES)


@each_theme
@pytest.mark.parametrize("seen_by", SEEN)
def test_no_two_optimizers_look_alike(theme, seen_by):
    """Any two hues are apart in OKLab, a step of 0.02 being just seen, also for those who see colour differently."""
    hues = np.array([oklab(SEEN[seen_by] @ linear(colours(theme)[f"hue-{hue}"])) for hue in HUES])
    apart = np.linalg.norm(hues[:, None] - hues, axis=-1)[~np.eye(len(hues), dtype=bool)]
    assert apart.min() > (0.025 if seen_by == "tritan" else 0.04)


@each_theme
def test_every_hue_stands_out(theme):
    """Against a card each has three times the contrast, as graphics should (WCAG 1.4.11)."""
    raised, *hues = (
        np.dot(linear(colours(theme)[name]), (0.2126, 0.7152, 0.0722)) + 0.05
        for name in ("raised", *(f"hue-{hue}" for hue in HUES))
    )
    assert all(max(hue, raised) / min(hue, raised) >= 3 for hue in hues)


@each_theme
@pytest.mark.parametrize("seen_by", SEEN)
def test_no_two_classes_of_points_look_alike(theme, seen_by):
    """Ten colours are apart for every eye, and stand out from a card; each class has a shape of its own too."""
    raised, *classes = (linear(colours(theme)[name]) for name in ("raised", *(f"class-{n}" for n in range(1, 11))))
    seen = np.array([oklab(SEEN[seen_by] @ each) for each in classes])
    assert np.linalg.norm(seen[:, None] - seen, axis=-1)[~np.eye(10, dtype=bool)].min() > 0.05
    light, card = (np.dot(each, (0.2126, 0.7152, 0.0722)) + 0.05 for each in (np.array(classes), raised))
    assert (np.maximum(light, card) / np.minimum(light, card)).min() >= 3


def test_every_optimizer_has_a_ball_of_its_colour():
    """The sheet of hues names each rule's hue too: in it, numbers and legend are drawn as the ball is."""
    sheet = TOKENS.with_name("hues.css").read_text()
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
