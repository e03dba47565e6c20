"""Formulas as MathML: what is written, what carries a number, what is refused."""

import re

import pytest

from app.core.notation import Symbol, lines, mathml

SYMBOLS = {"x": Symbol("x", indexed=True), "g": Symbol("f′", indexed=True, of="x"), "lr": Symbol("η")}


def read(text):
    """MathML as a line of plain text, powers and fractions in brackets."""
    text = re.sub(r"<msup><mrow>(.*?)</mrow><mrow>(.*?)</mrow></msup>", r"\1^{\2}", text)
    text = re.sub(r"<mfrac><mrow>(.*?)</mrow><mrow>(.*?)</mrow></mfrac>", r"{\1}/{\2}", text)
    return re.sub(r"<[^>]*>|&#829.;|&#828.;", "", text.replace("&#8289;", "").replace("&#8290;", ""))


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("x + 2*x", "x+2x"),
        ("x*2", "x·2"),
        ("-x", "−x"),
        ("x - (x - 1)", "x−(x−1)"),
        ("2*(x + 1)", "2(x+1)"),
        ("x**2", "x^{2}"),
        ("(x + 1)**2", "(x+1)^{2}"),
        ("(-x)**2", "(−x)^{2}"),
        ("sin(12*x)", "sin(12x)"),
        ("abs(x)", "|x|"),
        ("1/x", "{1}/{x}"),
        ("0.25*x", "0.25x"),
        ("0.123456789*x", "0.123456789x"),
        ("max(x, 0)", "max(x,0)"),
        ("e**(pi*x)", "e^{πx}"),
    ],
)
def test_a_formula_is_written_as_in_a_book(formula, said):
    """Brackets stand only where they are needed, and multiplication shows only between numbers."""
    assert read(mathml(formula, {"x": Symbol("x")})) == said


def test_cases_are_rows_behind_a_brace():
    """Each value stands beside its condition, the last one beside the word for all that is left."""
    written = mathml("2*x if x > 0 else -x if x < 0 else 1", {"x": Symbol("x")})
    rows = [read(row) for row in re.findall(r"<mtr>(.*?)</mtr>", written)]
    assert rows == ["2xif&#160;x&gt;0", "−xif&#160;x&lt;0", "1otherwise"]


def test_a_root_is_drawn_over_what_it_covers():
    """sqrt becomes the sign that stretches over its argument."""
    assert mathml("sqrt(x + 1)", {"x": Symbol("x")}).startswith("<mrow><msqrt><mrow data-symbol")


def test_an_update_says_which_value_is_which():
    """On the right x is the value before the step, on the left the one after it."""
    (line,) = lines(("x = x - lr * g",), SYMBOLS)
    assert (line.name, read(line.left), read(line.right)) == ("x", "xk+1", "xk−ηf′(xk)")
    assert 'data-symbol="x" data-after="true"' in line.left
    assert 'data-symbol="x" data-after="false"' in line.right


def test_what_a_line_gave_the_next_takes():
    """Once a line has given a name its new value, the lines below it use that one."""
    symbols = SYMBOLS | {"b": Symbol("b", indexed=True)}
    first, second = lines(("b = 0.9*b + g", "x = x - lr*b"), symbols)
    assert 'data-symbol="b" data-after="false"' in first.right
    assert 'data-symbol="b" data-after="true"' in second.right


def test_a_line_comes_as_a_tree_too():
    """Whoever wants its value works the tree out; the formula marks each part with its place in the tree."""
    (line,) = lines(("x = x - lr * (g + 2)",), SYMBOLS)
    assert line.tree == ["-", "x", ["*", "lr", ["+", "g", 2]]]
    parts = re.findall(r'<mrow data-place="([\d.]+)">', line.right)
    assert parts == ["1", "2", "2.1", "2.2", "2.2.1", "2.2.2"]


@pytest.mark.parametrize(
    "text", ["y", "x.real", "open(x)", "x if x else 1", "'x'", "[x]", "lambda: x", "x @ x", "x < 1"]
)
def test_what_is_no_formula_is_refused(text):
    """Nothing but arithmetic on the symbols given and the listed functions is written."""
    with pytest.raises(ValueError, match="not"):
        mathml(text, {"x": Symbol("x")})


def test_a_line_without_an_assignment_is_refused():
    """An update rule is a list of assignments, each to one name."""
    with pytest.raises(ValueError, match="not an assignment"):
        lines(("x - lr*g",), SYMBOLS)


def test_symbols_are_escaped():
    """A symbol is text: what looks like a tag in it is not one."""
    assert "&lt;b&gt;" in mathml("x", {"x": Symbol("<b>")})
