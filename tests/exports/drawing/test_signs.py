"""The signs of classes are those of the page."""

from math import hypot

from app.core.training import MAX_CLASSES
from app.exports.drawing.signs import shapes


def test_every_class_has_a_shape_of_its_own():
    """As many as there may be classes, all about as large, and none twice."""
    found = shapes()
    assert len(found) == MAX_CLASSES == len({tuple(shape) for shape in found})
    assert all(0.85 <= max(hypot(*corner) for corner in shape) <= 1.35 for shape in found)


def test_what_is_written_relatively_is_where_it_is_drawn():
    """The square, and the cross, whose ends are one from the middle."""
    assert shapes()[1] == [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]
    assert len(shapes()[5]) == 12 and max(x for x, _ in shapes()[5]) == 1.0
