"""The gradient of a typed formula, in symbols: sympy differentiates the accepted tree, never a text."""

from __future__ import annotations

import sympy
from sympy import Expr, Function, Rational

from app.core.expressions import CONSTANTS, COORDINATES, OPERATORS, Node, number


class _Sign(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        return sympy.Integer(0)


class _Abs(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        return _Sign(self.args[0])


class _Sigmoid(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        return self * (1 - self)


class _Relu(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        return (1 + _Sign(self.args[0])) / 2


class _Max(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        larger, smaller = self.args if argindex == 1 else self.args[::-1]
        return (1 + _Sign(larger - smaller)) / 2


class _Min(Function):  # type: ignore[misc]
    def fdiff(self, argindex: int = 1) -> Expr:
        smaller, larger = self.args if argindex == 1 else self.args[::-1]
        return (1 + _Sign(larger - smaller)) / 2


# To sympy the coordinates may be complex: else it would tell cases apart in ways that the notation can't say.
SYMBOLS = {name: sympy.Symbol(name) for name in COORDINATES}
NUMBERS = {"pi": sympy.pi, "e": sympy.E}
OWN = {"sign": _Sign, "abs": _Abs, "sigmoid": _Sigmoid, "relu": _Relu, "max": _Max, "min": _Min}
NAMES = {kind: name for name, kind in OWN.items()}


class NoDerivative(ValueError):
    """sympy's derivative isn't arithmetic on real numbers."""


def gradient(tree: Node) -> tuple[str, ...]:
    """The derivative after each coordinate, in the notation of `app.core.notation`. Raises NoDerivative."""
    expression = _expression(tree)
    decimal = _decimal(tree)
    coordinates = COORDINATES if tree.uses("y") else COORDINATES[:1]
    return tuple(str(_Writer(decimal).node(_derivative(expression, name))) for name in coordinates)


def _derivative(expression: Expr, name: str) -> Expr:
    raw = expression.diff(SYMBOLS[name])
    return min(raw, sympy.factor_terms(raw), key=sympy.count_ops)


def _expression(node: Node) -> Expr:
    parts = [_expression(part) for part in node.parts]
    if not parts:
        return SYMBOLS.get(node.head) or NUMBERS.get(node.head) or Rational(node.head)
    if node.head == "neg":
        return -parts[0]
    if node.head in OPERATORS:
        return OPERATORS[node.head](*parts)
    return (OWN.get(node.head) or getattr(sympy, node.head))(*parts)


def _decimal(node: Node) -> bool:
    """Whether somebody who writes this formula writes 0.25 rather than 1/4."""
    return (not node.parts and "." in node.head) or any(map(_decimal, node.parts))


class _Writer:
    """The tree of a sympy expression. decimal: fractions of numbers as 0.25, not as 1/4."""

    def __init__(self, decimal: bool) -> None:
        self._decimal = decimal

    def node(self, expression: Expr) -> Node:
        if expression.is_Symbol:
            return Node(expression.name)
        if expression in NUMBERS.values():
            return Node(next(name for name in CONSTANTS if NUMBERS[name] == expression))
        if expression.is_Rational:
            return self._rational(expression)
        if expression.is_Add:
            return self._sum(expression)
        if expression.is_Pow and expression.exp == Rational(1, 2):
            return Node("sqrt", (self.node(expression.base),))
        if expression.is_Mul or (expression.is_Pow and _below(expression)):
            return self._product(expression)
        if expression.is_Pow:
            return Node("**", (self.node(expression.base), self.node(expression.exp)))
        if expression.is_Function:
            name = NAMES.get(type(expression)) or type(expression).__name__
            return Node(name, tuple(map(self.node, expression.args)))
        raise NoDerivative(str(expression))

    def _rational(self, value: Rational) -> Node:
        if value < 0:
            return Node("neg", (self._rational(-value),))
        if value.q == 1 or self._decimal:
            return number(float(value))
        return Node("/", (number(float(value.p)), number(float(value.q))))

    def _sum(self, expression: Expr) -> Node:
        terms = expression.as_ordered_terms()
        # y - x**2 rather than -x**2 + y.
        first = next((term for term in terms if not _negative(term)), terms[0])
        node = self.node(first)
        for term in terms:
            if term is not first:
                sign, rest = ("-", -term) if _negative(term) else ("+", term)
                node = Node(sign, (node, self.node(rest)))
        return node

    def _product(self, expression: Expr) -> Node:
        over, under = [], []
        for factor in sympy.Mul.make_args(-expression if _negative(expression) else expression):
            if factor.is_Rational and not self._decimal:
                over += [number(float(factor.p))] if factor.p != 1 else []
                under += [number(float(factor.q))] if factor.q != 1 else []
            elif factor.is_Pow and _below(factor):
                under.append(self.node(1 / factor))
            else:
                over.append(self.node(factor))
        first, *others = over or [number(1)]
        node = _times([Node("neg", (first,)) if _negative(expression) else first, *others])
        return Node("/", (node, _times(under))) if under else node


def _times(factors: list[Node]) -> Node:
    node, *others = factors
    for factor in others:
        node = Node("*", (node, factor))
    return node


def _below(power: Expr) -> bool:
    """Whether a power is written below the line."""
    return bool(power.exp.is_Rational and power.exp < 0)


def _negative(term: Expr) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)
