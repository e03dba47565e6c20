"""The search for minima: all of them, to the last digits, and none that isn't one."""

import math

import pytest

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.expressions import function
from app.core.grammar import parse
from app.core.minima import MOST, search


def minima(formula, *domain):
    tree = parse(formula)
    return search(function(tree), domain or [(-2.0, 2.0)] * (1 + tree.uses("y")))


@pytest.mark.parametrize("name", ["square", "double_well", "bumpy", "rosenbrock"])
def test_it_finds_what_the_catalogue_states(name):
    """Of objectives of the catalogue the minima, their losses, and which of them are lowest."""
    objective = find(OBJECTIVES, name)
    found = search(objective.call, objective.domain)
    assert len(found) == len(objective.minima)
    for one, stated in zip(found, sorted(objective.minima, key=lambda each: each.point), strict=True):
        assert one.point == pytest.approx(stated.point, abs=1e-8)
        assert one.loss == pytest.approx(stated.loss, abs=1e-12)
        assert one.lowest == stated.lowest


FOUND = {
    "x**4 - 3*x**2 + x": [(-1.300839565941577,), (1.1309011226299859,)],
    "x*log(x)": [(math.exp(-1),)],
    "x**8": [(0.0,)],
    "abs(x)": [(0.0,)],
    "max(x, -x) + abs(y - 1)": [(0.0, 1.0)],
    "abs(x - y) + 0.1*(x + y)**2": [(0.0, 0.0)],
    "sqrt(x**2 + y**2)": [(0.0, 0.0)],
    "(1 - x)**2 + 100*(y - x**2)**2": [(1.0, 1.0)],
    "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2": [(-1.74755235, 0.87377617), (0.0, 0.0), (1.74755235, -0.87377617)],
}


@pytest.mark.parametrize(("formula", "points"), FOUND.items())
def test_it_finds_valleys_of_every_kind(formula, points):
    """Smooth and flat ones, kinks, curved ravines, and those of functions that aren't defined everywhere."""
    found = [minimum.point for minimum in minima(formula)]
    assert len(found) == len(points)
    for one, point in zip(found, points, strict=True):
        assert one == pytest.approx(point, abs=1e-7)


@pytest.mark.parametrize(
    "formula",
    [
        *(
            "x",
            "x**3",
            "x - x",
            "relu(x)",
            "sigmoid(x)",
            "sign(x)",
            "max(abs(x) - 1, 0)",
            "sqrt(x)",
            "log(abs(x))",
            "1/x",
        ),
        *("-1/x**2", "log(0*x)", "exp(exp(exp(x)))", "x**2 + sign(x)", "x**2 - y**2", "y**2", "sin(x)**2*y**2"),
    ],
)
def test_what_is_no_minimum_is_not_listed(formula):
    """A slope, a plateau, the floor of a ravine, a pole, a saddle, the edge of what is defined: none of these."""
    assert minima(formula) == ()


def test_few_digits_stay_few():
    """A minimum at 1 is said to be at 1, and one at 0 at 0."""
    assert [minimum.point for minimum in minima("(x**2 - 1)**2")] == [(-1.0,), (1.0,)]
    assert str(minima("x**2 + x**4")[0].point[0]) == "0.0"


def test_of_very_many_the_lowest_are_listed():
    """32 of them, in the order of their places, the same at each search."""
    found = minima("x**2 + sin(200*x)")
    assert len(found) == MOST and [each.point for each in found] == sorted(each.point for each in found)
    assert max(abs(each.point[0]) for each in found) < 0.6 and found == minima("x**2 + sin(200*x)")


def test_the_edge_belongs_to_the_domain():
    """A minimum on the edge is found, and one beyond it isn't."""
    assert [each.point for each in minima("x**2", (0.0, 2.0))] == [(0.0,)]
    assert minima("x**2", (0.1, 2.0)) == ()


def test_only_what_nothing_is_below_is_lowest():
    """Where the function falls further elsewhere in the domain, its local minimum isn't called lowest."""
    assert [each.lowest for each in minima("x**3 - x")] == [False]
    assert [each.lowest for each in minima("x**4 - x**2 + 0.1*x")] == [True, False]
