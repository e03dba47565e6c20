"""Axes: round ticks where Plotly has them, and every number in its place."""

import numpy as np
import pytest

from app.exports.drawing.axes import Axes, linear, powers
from app.exports.drawing.canvas import Rect

AXES = Axes(Rect(0, 0, 200, 100), (-1.0, 1.0), (0.0, 10.0))


@pytest.mark.parametrize(
    ("low", "high", "room", "texts"),
    [
        (-1.5, 1.5, 4, ["−1", "0", "1"]),
        (-0.36, 2.43, 9, ["0", "0.5", "1", "1.5", "2"]),
        (-12, 812, 4, ["0", "200", "400", "600", "800"]),
        (0, 3e-6, 4, ["0", "1e−6", "2e−6", "3e−6"]),
        (0, 1e6, 4, ["0", "2e5", "4e5", "6e5", "8e5", "1e6"]),
        (0, 4e-4, 2, ["0", "2e−4", "4e−4"]),
    ],
)
def test_ticks_are_round(low, high, room, texts):
    """Ones, twos and fives, in the page's numbers."""
    assert [text for _, text in linear(low, high, room)] == texts


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (-7.4, 0.4, ["1e−6", "1e−4", "0.01", "1"]),
        (-15, 11, ["1e−14", "1e−7", "1", "1e7"]),
        (0.1, 0.5, ["1.5", "2", "2.5", "3"]),
    ],
)
def test_powers_of_ten(low, high, texts):
    """Every so many of them, one always; where there is hardly one, round numbers."""
    assert [text for _, text in powers(low, high, 4)] == texts


def test_numbers_have_their_places():
    """From the left to the right, from the bottom to the top; what is no number is far away."""
    assert AXES.place(-1.0, 0.0) == (0.0, 100.0)
    assert AXES.place(1.0, 10.0) == (200.0, 0.0)
    assert AXES.place(0.5, 2.5) == (150.0, 75.0)
    far = AXES.places(np.array([np.inf, np.nan]), np.array([-1e30, 1e30]))
    assert np.isfinite(far).all() and (np.abs(far) > 1e4).all()


def test_a_logarithmic_axis_has_zero_below_it():
    """Its ends are powers of ten."""
    axes = Axes(Rect(0, 0, 200, 100), (-1.0, 1.0), (-2.0, 0.0), log=True)
    assert axes.place(0.0, 0.1) == (100.0, 50.0)
    assert axes.place(0.0, 0.0)[1] > 1e4
