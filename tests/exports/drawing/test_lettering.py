"""The page's type: every letter that a picture may have is in our files."""

from itertools import chain

import pytest
from PIL import Image, ImageDraw

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.exports.drawing.lettering import Face
from app.exports.drawing.rules import PLAIN

FACE = Face(40.0)
TITLES = [entry.title for entry in chain(OBJECTIVES, DATASETS, NETWORKS, SCHEDULES, OPTIMIZERS)]
SYMBOLS = [symbol for entry in OPTIMIZERS for each in entry.parameters for symbol in each.symbols]
LETTERS = sorted({*"".join(TITLES), *"".join(SYMBOLS).translate(PLAIN), *"0123456789−.=(),% e"} - {" "})


def looks(letter):
    """The pixels of a letter."""
    image = Image.new("L", (80, 80))
    FACE.write(ImageDraw.Draw(image), (10, 60), letter, 255)
    return image.tobytes()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_there(letter):
    """None is drawn as the box that stands for what a file lacks."""
    assert looks(letter) != looks("\N{SNOWMAN}")


def test_a_text_is_as_wide_as_it_is_drawn():
    """Greek among it too, and digits are of one width."""
    image = Image.new("L", (400, 80))
    FACE.write(ImageDraw.Draw(image), (0, 60), "Adam, η = 0.3", 255)
    assert image.getbbox()[2] == pytest.approx(FACE.width("Adam, η = 0.3"), abs=4)
    assert FACE.width("111") == FACE.width("000")
