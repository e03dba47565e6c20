"""What may be typed as a formula: how it is read, what is said of mistakes, and that nothing else gets in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.grammar import LONGEST, MAX_DEPTH, MAX_NODES, FormulaError, parse


def read(text):
    """The tree of a formula, or the error."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


@given(text=st.one_of(st.text(max_size=40), st.text(alphabet="xy0123.,+-*/^() ²−×sincoexp", max_size=40)))
@settings(max_examples=500, deadline=None, derandomize=True, database=None)
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
