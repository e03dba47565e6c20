"""A typed formula as Python computes what the formula does, to the bit."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.expressions import MATHS, function
from app.core.grammar import FormulaError, parse
from app.core.torchcode import lines

ATOMS = st.sampled_from(["x", "y", "2", "0.3", "pi", "1e-3"])
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(
            st.sampled_from(["({} + {})", "({} - {})", "{}*({})", "({})/({})", "max({}, {})", "min({}, {})"]),
            inner,
            inner,
        ).map(lambda t: t[0].format(*t[1:])),
        st.tuples(st.sampled_from([*MATHS, "abs", "sign", "sigmoid", "relu", "-"]), inner).map("{0[0]}({0[1]})".format),
        st.tuples(inner, st.sampled_from(["2", "-1", "0.5", "3"])).map("({0[0]})**{0[1]}".format),
    ),
    max_leaves=8,
)


def computed(tree, points):
    space = {"torch": torch}
    exec("def objective(point):\n    " + "\n    ".join(lines(tree)), space)
    return space["objective"](points)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(FORMULAS)
def test_any_formula_as_python_is_the_formula(formula):
    """Value and gradient are the same bits, wherever brackets stand and numbers are folded."""
    try:
        tree = parse(formula)
    except FormulaError:
        return
    dimension = 2 if tree.uses("y") else 1
    both = [torch.randn(16, dimension, generator=torch.Generator().manual_seed(1)).requires_grad_() for _ in range(2)]
    losses = [function(tree)(both[0]), computed(tree, both[1])]
    torch.testing.assert_close(*losses, rtol=0, atol=0, equal_nan=True)
    for loss in losses:
        loss.sum().backward()
    torch.testing.assert_close(both[0].grad, both[1].grad, rtol=0, atol=0, equal_nan=True)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("-x^2", "-x ** 2.0"),
        ("(-x)^2", "(-x) ** 2.0"),
        ("2^-x", "2.0 ** -x"),
        ("x - (1 - x)", "x - (1.0 - x)"),
        ("sin(x + 1)", "(x + 1.0).sin()"),
        ("(x - 3)*-2", "(x - 3.0) * -2.0"),
        ("(-2*x)^2", "(-2.0 * x) ** 2.0"),
        ("max(x, 0)", "torch.maximum(x, point.new_tensor(0.0))"),
    ],
)
def test_has_the_brackets_that_are_needed(formula, said):
    """And no others: it is there to be read."""
    assert lines(parse(formula)) == ["x = point.squeeze(-1)", f"return {said}"]
