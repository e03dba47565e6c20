"""The palette of a moving picture: our own colours exactly, all others nearly."""

import numpy as np
import pytest
from PIL import Image

from app.exports.drawing.canvas import Canvas, Paints
from app.exports.drawing.palette import CLEAR, Palette


@pytest.fixture
def picture():
    """Discs of three colours in the page's look, with smooth edges."""
    paints = Paints("light")
    canvas = Canvas(60, 40, paints, paints("raised"))
    for number, x in enumerate((12, 30, 48)):
        canvas.dot(x, 20, paints(f"hue-{number + 1}"), 20)
    return paints, canvas.small(canvas.crop(canvas.rect))


def test_flat_colours_are_exact(picture):
    """Each pixel that has one of them gets its number."""
    paints, image = picture
    palette = Palette(paints.all, [image], [image])
    seen = np.array(palette.colours)[palette.numbers(image)]
    pixels = np.asarray(image)
    for colour in paints.all:
        where = (pixels == colour).all(-1)
        assert where.any() and (seen[where] == colour).all()


def test_edges_are_near(picture):
    """No shade is further than can hardly be seen, and nothing that is seen is clear."""
    paints, image = picture
    palette = Palette(paints.all, [image], [image])
    numbers = palette.numbers(image)
    assert (numbers != CLEAR).all() and numbers.max() < len(palette.colours) <= 1 << palette.bits
    apart = np.abs(np.array(palette.colours)[numbers] - np.asarray(image).astype(int)).max(-1)
    assert (apart > 40).mean() < 0.01


def test_what_it_has_not_seen_gets_what_is_nearest(picture):
    """A colour that came later."""
    paints, image = picture
    palette = Palette(paints.all, [image], [])
    odd = palette.numbers(Image.new("RGB", (1, 1), (250, 252, 251)))
    assert palette.colours[odd[0, 0]] == paints.rgb("raised")
