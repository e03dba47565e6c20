"""Formulas: Python-like text to MathML whose symbols can be replaced by numbers.

The text is arithmetic as Python writes it, `x - lr * g / (sqrt(v) + eps)`, with the functions listed below. Cases are
written as Python does too, `a if x > 0 else b if x < 0 else c`, and typeset as rows behind a brace. An update rule is
a list of assignments. A name on the left of an assignment is the value after the step; on the right it is the value
before it until it has been assigned. Each symbol becomes an element with `data-symbol` (its name) and
`data-after` (whether it is the new value), so that a page can put this step's numbers in their places. In an update
rule what is added and multiplied has its `data-place` in the line's tree.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from app.core.trees import Tree, places, tree

FUNCTIONS = {
    *("sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "exp", "log"),
    *("sign", "sigmoid", "relu", "max", "min"),
}
CONSTANTS = {"pi": "π", "e": "e"}
COMPARISONS: dict[type[ast.cmpop], str] = {ast.Lt: "&lt;", ast.Gt: "&gt;", ast.LtE: "≤", ast.GtE: "≥"}
PRECEDENCE = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 3, ast.USub: 2, ast.Pow: 4}
ATOM = 5


@dataclass(frozen=True)
class Symbol:
    """How a name is written: `indexed` if it carries the step's number (x₀, x₁), `of` for f′ of that (f′(x₀))."""

    text: str
    indexed: bool = False
    of: str = ""


@dataclass(frozen=True)
class Line:
    """One assignment: the MathML of its two sides, the name that it gives a new value, and the tree of that value."""

    name: str
    left: str
    right: str
    tree: Tree


def mathml(text: str, symbols: Mapping[str, Symbol]) -> str:
    """The presentation MathML of an expression, without the `<math>` around it.

    Raises ValueError where the text is not arithmetic on names in `symbols` and the listed functions.
    """
    return _Writer(symbols, set()).row(ast.parse(text, mode="eval").body)


def lines(assignments: Sequence[str], symbols: Mapping[str, Symbol]) -> list[Line]:
    """The MathML of an update rule, an assignment a line. Raises ValueError as `mathml` does."""
    known: set[str] = set()
    written = []
    for text in assignments:
        (statement,) = ast.parse(text).body
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise ValueError(f"not an assignment to a name: {text!r}")
        name = statement.targets[0].id
        right = _Writer(symbols, known, places(statement.value)).row(statement.value)
        known = known | {name}
        left = _Writer(symbols, known).row(statement.targets[0])
        written.append(Line(name, left, right, tree(statement.value)))
    return written


@dataclass(frozen=True)
class _Writer:
    symbols: Mapping[str, Symbol]
    after: set[str]
    places: Mapping[ast.expr, str] = field(default_factory=dict)

    def row(self, node: ast.expr) -> str:
        return self._placed(node, self.write(node)[0]) if node in self.places else f"<mrow>{self.write(node)[0]}</mrow>"

    def write(self, node: ast.expr) -> tuple[str, int]:
        """The MathML of a node, and how tightly it binds."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return f"<mn>{value:.15g}</mn>", ATOM
            case ast.Name(id=name) if name in CONSTANTS and name not in self.symbols:
                return f"<mi>{CONSTANTS[name]}</mi>", ATOM
            case ast.Name(id=name):
                return self._name(name), ATOM
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"<mo>−</mo>{self._within(operand, 2)}", PRECEDENCE[ast.USub]
            case ast.BinOp():
                return self._binary(node)
            case ast.Call(func=ast.Name(id="sqrt"), args=[argument]):
                return f"<msqrt>{self.write(argument)[0]}</msqrt>", ATOM
            case ast.Call(func=ast.Name(id="abs"), args=[argument]):
                return f"<mrow><mo>|</mo>{self.write(argument)[0]}<mo>|</mo></mrow>", ATOM
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in FUNCTIONS:
                listed = "<mo>,</mo>".join(self.write(argument)[0] for argument in arguments)
                return f"<mi>{name}</mi><mo>&#8289;</mo>{_bracketed(listed)}", ATOM
            case ast.IfExp():
                return f'<mrow><mo>{{</mo><mtable class="cases">{self._cases(node)}</mtable></mrow>', 0
        raise ValueError(f"not part of the notation: {ast.unparse(node)!r}")

    def _cases(self, node: ast.expr) -> str:
        """The rows of a case and of those after it, the last one for all that is left."""
        if not isinstance(node, ast.IfExp):
            return f"<mtr><mtd>{self.row(node)}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"
        condition = f"<mrow><mtext>if&#160;</mtext>{self._comparison(node.test)}</mrow>"
        return f"<mtr><mtd>{self.row(node.body)}</mtd><mtd>{condition}</mtd></mtr>{self._cases(node.orelse)}"

    def _comparison(self, node: ast.expr) -> str:
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                return f"{self.write(left)[0]}<mo>{COMPARISONS[type(op)]}</mo>{self.write(right)[0]}"
        raise ValueError(f"not part of the notation: {ast.unparse(node)!r}")

    def _binary(self, node: ast.BinOp) -> tuple[str, int]:
        level = PRECEDENCE.get(type(node.op), 0)
        match node.op:
            case ast.Add():
                return f"{self._within(node.left, 1)}<mo>+</mo>{self._within(node.right, 1)}", level
            case ast.Sub():
                return f"{self._within(node.left, 1)}<mo>−</mo>{self._within(node.right, 2)}", level
            case ast.Mult():
                times = "<mo>·</mo>" if isinstance(node.right, ast.Constant) else '<mo class="times">&#8290;</mo>'
                return f"{self._within(node.left, 2)}{times}{self._within(node.right, 2)}", level
            case ast.Div():
                over, under = self.row(node.left), self.row(node.right)
                return f"<mfrac>{over}{under}</mfrac>", level
            case ast.Pow():
                return (
                    f"<msup><mrow>{self._within(node.left, ATOM)}</mrow>{self.row(node.right)}</msup>",
                    level,
                )
        raise ValueError(f"not part of the notation: {ast.unparse(node)!r}")

    def _within(self, node: ast.expr, level: int) -> str:
        text, own = self.write(node)
        return self._placed(node, text if own >= level else _bracketed(text))

    def _placed(self, node: ast.expr, text: str) -> str:
        place = self.places.get(node)
        return text if place is None else f'<mrow data-place="{place}">{text}</mrow>'

    def _name(self, name: str) -> str:
        if name not in self.symbols:
            raise ValueError(f"not a symbol of this formula: {name!r}")
        symbol = self.symbols[name]
        after = "true" if name in self.after else "false"
        letter = f"<mi>{escape(symbol.of or symbol.text)}</mi>"
        if symbol.indexed:
            letter = f'<msub>{letter}<mi class="index">{"k+1" if name in self.after else "k"}</mi></msub>'
        if symbol.of:
            letter = f"<mi>{escape(symbol.text)}</mi>{_bracketed(letter)}"
        return f'<mrow data-symbol="{escape(name)}" data-after="{after}">{letter}</mrow>'


def _bracketed(text: str) -> str:
    return f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>"
