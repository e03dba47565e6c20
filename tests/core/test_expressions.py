"""The tree of a formula: its text is read again, and it is worth what Python and torch say."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.expressions import CONSTANTS, FUNCTIONS, PAIRED, Node, function, number
from app.core.grammar import FormulaError, parse

steadily = settings(max_examples=200, deadline=None, derandomize=True, database=None)

ONE = sorted(FUNCTIONS.keys() - PAIRED.keys())
leaves = st.one_of(
    st.sampled_from([Node("x"), Node("y"), Node("pi", value=math.pi), Node("e", value=math.e)]),
    st.one_of(st.integers(0, 20), st.floats(0, 1e6, allow_subnormal=False)).map(number),
)


def larger(parts):
    """Trees one level higher than these, of every kind but powers whose exponents would be too large."""
    return st.one_of(
        st.builds(lambda head, *sides: Node(head, sides), st.sampled_from(["+", "-", "*", "/"]), parts, parts),
        st.builds(lambda base, power: Node("**", (base, number(power))), parts, st.integers(0, 5)),
        st.builds(lambda head, part: Node(head, (part,)), st.sampled_from(["neg", *ONE]), parts),
        st.builds(lambda head, *sides: Node(head, sides), st.sampled_from(sorted(PAIRED)), parts, parts),
    )


trees = st.recursive(leaves, larger, max_leaves=12)


def shape(node):
    """A tree without the values of its parts."""
    return node.head, tuple(map(shape, node.parts))


def python(text, **point):
    """What a formula is worth by Python's own arithmetic: None where it has no real, finite value."""
    try:
        value = eval(text, {"__builtins__": {}}, {**CONSTANTS, **FUNCTIONS, **point})
    except (ArithmeticError, ValueError):
        return None
    return value if isinstance(value, float | int) and math.isfinite(value) else None


def read(text):
    """The tree of a formula, or the error."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


@given(tree=trees)
@steadily
def test_what_is_printed_is_read_again(tree):
    """A tree's text gives the same tree, or is refused for a part that has no value."""
    again = read(str(tree))
    if isinstance(again, FormulaError):
        assert any(said in str(again) for said in ("x must be in it", "no finite value", "divides by 0"))
    else:
        assert shape(again) == shape(tree)


@given(tree=trees, x=st.floats(-3, 3), y=st.floats(-3, 3))
@steadily
def test_it_is_worth_what_python_says(tree, x, y):
    """In double precision torch's value of a formula is Python's, wherever Python has a finite one."""
    again = read(str(tree))
    wanted = python(str(tree), x=x, y=y)
    if isinstance(again, Node) and wanted is not None:
        point = torch.tensor([x, y] if again.uses("y") else [x], dtype=torch.float64)
        assert function(again)(point).item() == pytest.approx(wanted, rel=1e-6, abs=1e-6) or abs(wanted) > 1e12


BY_HAND = {
    "x**2 + 0.3*sin(12*x)": lambda x: x**2 + 0.3 * (12 * x).sin(),
    "x*exp(-x**2)/3": lambda x: x * (-(x**2)).exp() / 3,
    "2**x - sqrt(abs(x))": lambda x: 2**x - x.abs().sqrt(),
    "relu(x) + sigmoid(3x)": lambda x: x.relu() + (3 * x).sigmoid(),
    "max(x, 0.5)": lambda x: torch.maximum(x, torch.full_like(x, 0.5)),
    "x": lambda x: x,
}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize(("typed", "by_hand"), BY_HAND.items())
def test_it_is_the_function_written_by_hand(typed, by_hand, dtype):
    """Losses and gradients are to the bit those of the same formula in torch, in both precisions."""
    points = torch.linspace(-2, 2, 160, dtype=dtype)[:, None].requires_grad_()
    x = points.detach().squeeze(-1).requires_grad_()
    losses, wanted = function(parse(typed))(points), by_hand(x)
    losses.sum().backward()
    wanted.sum().backward()
    assert losses.dtype == dtype
    assert torch.equal(losses, wanted) and torch.equal(points.grad[:, 0], x.grad)


@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 5), (0,)], ids=str)
@pytest.mark.parametrize("typed", ["x**2 + 1", "y", "max(x, 1)*y", "min(1, x)"])
def test_points_in_any_batch(typed, shape):
    """Points [..., dimension] give losses [...], of the points' own precision."""
    tree = parse(typed)
    losses = function(tree)(torch.zeros(*shape, 1 + tree.uses("y")))
    assert (losses.shape, losses.dtype) == (shape, torch.float32)


def test_losses_stay_when_the_point_moves():
    """Of the formula x the losses are a copy: a rule that changes the point in place leaves what was recorded."""
    points = torch.ones(3, 1)
    losses = function(parse("x"))(points)
    points.add_(1)
    assert losses.tolist() == [1.0, 1.0, 1.0]
