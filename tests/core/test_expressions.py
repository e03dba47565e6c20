"""Typed formulas: what is read, what it is worth, and that nothing else gets in."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.expressions import (
    CONSTANTS,
    FUNCTIONS,
    LONGEST,
    MAX_DEPTH,
    MAX_NODES,
    PAIRED,
    FormulaError,
    Node,
    function,
    number,
    parse,
)

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


@given(text=st.one_of(st.text(max_size=40), st.text(alphabet="xy0123.,+-*/^() ²−×sincoexp", max_size=40)))
@settings(steadily, max_examples=500)
def test_junk_is_refused_at_a_column(text):
    """Whatever is typed, there is a tree or one kind of error, whose column lies in the text or just after it."""
    found = read(text)
    if isinstance(found, FormulaError):
        assert 1 <= found.column <= len(text) + 1
        assert str(found).startswith(f"column {found.column}: ") and str(found).encode()


SAME = {
    "2x": "2*x",
    "3(x + 1)": "3*(x + 1)",
    "x(x - 1)(x + 1)": "x*(x - 1)*(x + 1)",
    "2x^2y": "2*x**2*y",
    "x × x − 2 ÷ x": "x*x - 2/x",
    "x² + y³": "x**2 + y**3",
    "x⁻¹": "x**-1",
    "-x²": "-x**2",
    "X + Pi": "x + pi",
    "π·x": "pi*x",
    "ln(x) + arctan(x)": "log(x) + atan(x)",
    "2e3x": "2000*x",
    "2exp(x)": "2*exp(x)",
    "+x": "x",
    ".5x": "0.5*x",
    "((x))": "x",
    "2**-x**2": "2**-x**2",
    "(x**2)**3": "(x**2)**3",
    "x - (1 - x)": "x - (1 - x)",
    "1/2*x": "1/2*x",
}


@pytest.mark.parametrize(("typed", "understood"), SAME.items())
def test_it_is_read_as_people_write(typed, understood):
    """Signs of a phone, powers as digits, and products without a sign are understood, and shown as Python has them."""
    assert str(parse(typed)) == understood


WRONG = {
    "": "column 1: something is missing at the end",
    "x +": "column 4: something is missing at the end",
    "x * / 2": "column 5: '/' needs a number, x or a bracket before it",
    "(x": "column 1: '(' is never closed",
    "sin(x": "column 4: '(' is never closed",
    "x)": "column 2: ')' has no opening bracket",
    "x + foo": "column 5: 'foo' is not known; known are x, y, pi, e, sin, cos,",
    "xy": "column 1: 'xy' is not known: write x*y",
    "sin x": "column 5: sin needs a bracket after it: sin(x)",
    "sin(x, 1)": "column 1: 'sin' takes 1 number, got 2",
    "max(x)": "column 1: 'max' takes 2 numbers, got 1",
    "0,5*x": "column 2: ',' has no place here: write 0.5",
    "x, 1": "column 2: ',' has no place here",
    "1/2x": "column 4: 'x' may be above or below the line: write * before it, or brackets",
    "x 2": "column 3: '2' needs an operator before it",
    "1.2.3x": "column 4: '.3' needs an operator before it",
    "y = x": "column 3: write only what stands right of f(x) =",
    "|x|": "column 1: write abs(x) for the absolute value",
    "3": "column 1: x must be in it",
    "x/0": "column 2: '/' divides by 0",
    "x + log(0)": "column 5: 'log' has no finite value here",
    "(-8)**(1/3)*x": "column 5: '**' has no finite value here",
    "(-2)**x": "column 5: '**' needs a number above 0 before it, where x or y is in the exponent",
    "x**101": "column 2: '**' has an exponent beyond 100",
    "1e400*x": "column 1: '1e400' is too large",
    "−×x": "column 2: '×' needs a number, x or a bracket before it",
    "(" * 200 + "x": f"column {MAX_DEPTH + 1}: the formula is nested too deeply: at most {MAX_DEPTH} levels",
    "-" * 200 + "x": f"column {MAX_DEPTH + 1}: the formula is nested too deeply: at most {MAX_DEPTH} levels",
    "x+" * 140 + "x": f"the formula is too long: at most {MAX_NODES} numbers, names and signs",
    "x" * 10_240: f"column {LONGEST + 1}: a formula has at most {LONGEST} characters, got 10240",
}


@pytest.mark.parametrize(("typed", "said"), WRONG.items(), ids=lambda text: text[:20])
def test_what_is_wrong_is_pointed_at(typed, said):
    """The column is that of the sign where the mistake is, in what was typed, and the sentence says what to do."""
    with pytest.raises(FormulaError) as caught:
        parse(typed)
    assert said in str(caught.value)


HOSTILE = [
    *("__import__('os')", "x.__class__", "().__class__", "x.real", "lambda: 0", "lambda x: x", "(x := 3)", "f'{x}'"),
    *("x if x else y", "[x for x in y]", "{x}", "x[0]", "'x'", '"x"', "b'x'", "x; y", "x\ny=1", "x == y", "x < 1"),
    *("not x", "x and y", "x @ y", "x % 2", "x // 2", "~x", "x | y", "x & y", "x << 2", "x!", "await x", "yield x"),
    *("10**10**10*x", "9**9**9**9*x", "x**1e9", "x**-1e9", "1e400*x", "0x10*x", "1_000*x", "1j*x", "...", "*x", "**x"),
    *("sin(*x)", "sin(**x)", "sin(x=1)", "sin(sin)", "sin", "max(x,)", "abs.__self__(x)", "print(x)", "x # 1"),
    *("\ud800x", "x\0", "\0", "ｘ", "х", "x\u202e", "¹", "½x", "x\\", "`x`", "$x", "None", "True", "x is x", "nan*x"),
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_nothing_but_arithmetic_gets_in(typed):
    """Attributes, strings, comparisons, keywords, huge numbers and letters that only look like x are refused."""
    with pytest.raises(FormulaError) as caught:
        parse(typed)
    assert str(caught.value).encode()


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
