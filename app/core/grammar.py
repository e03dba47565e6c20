"""What is typed as a formula -> a small tree of arithmetic. Nothing is evaluated as Python."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from app.core.expressions import CONSTANTS, COORDINATES, FUNCTIONS, LEVELS, PAIRED, Node, number, worth

LONGEST = 300
MAX_NODES = 120
MAX_DEPTH = 30
MAX_EXPONENT = 100

ALIASES = {"ln": "log", "arctan": "atan", "π": "pi"}

SIGNS = dict.fromkeys("×·⋅∙∗✕", "*") | dict.fromkeys("−–—‒﹣", "-") | dict.fromkeys("÷∕⁄", "/") | {"^": "**"}
"""Signs as a phone or a text editor writes them."""
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
HINTS = {
    "|": "write abs(x) for the absolute value",
    "√": "write sqrt(x) for the square root",
    "=": "write only what stands right of f(x) =",
    "[": "write round brackets",
    "{": "write round brackets",
}
TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*|π)"
    r"|(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    rf"|(?P<sign>\*\*|[-+*/(),{''.join(map(re.escape, SIGNS))}])"
)


class FormulaError(ValueError):
    """What is wrong with a formula, and at which column, counted from 1."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(f"column {column}: {reason}")
        self.column = column


@lru_cache(maxsize=512)
def parse(text: str) -> Node:
    """The tree of a formula in x, or in x and y. Raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError(LONGEST + 1, f"a formula has at most {LONGEST} characters, got {len(text)}")
    tree = _Parser(text).whole()
    if tree.value is not None:
        raise FormulaError(1, "x must be in it")
    return tree


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    written: str
    column: int


class _Parser:
    """Reads a formula from left to right, each operand with the operators after it that bind more tightly."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._place = 0
        self._nodes = 0
        self._depth = 0

    def whole(self) -> Node:
        tree = self._expression(0)
        if self._next.kind != "end":
            self._fail(self._next, "has no opening bracket" if self._next.text == ")" else self._comma())
        return tree

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _expression(self, level: int) -> Node:
        """An operand, and all that follows by operators of a higher level."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(self._next.column, f"the formula is nested too deeply: at most {MAX_DEPTH} levels")
        left = self._operand()
        divided = False
        while True:
            token = self._next
            sign = token.text if token.kind == "sign" else "**" if token.kind == "power" else "*"
            starts = token.kind in ("name", "number") or sign == "("
            sign = "*" if starts else sign
            if token.kind == "end" or LEVELS.get(sign, 0) <= level:
                break
            if token.kind == "number":
                self._fail(token, "needs an operator before it")
            if starts and divided:
                self._fail(token, "may be above or below the line: write * before it, or brackets")
            divided = sign == "/" or (divided and sign == "**")
            if token.kind == "power":
                right = self._superscript(self._take())
            else:
                if not starts:
                    self._take()
                right = self._expression(LEVELS["neg"] if sign == "**" else LEVELS[sign])
            left = self._node(sign, token, left, right)
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._take()
        match token.kind, token.text:
            case "number", text:
                if math.isinf(float(text)):
                    self._fail(token, "is too large")
                return self._counted(number(float(text)), token)
            case "name", name:
                return self._name(name, token)
            case "sign", "(":
                return self._closed(self._expression(0), token)
            case "sign", "+":
                return self._expression(LEVELS["neg"])
            case "sign", "-":
                return self._node("neg", token, self._expression(LEVELS["neg"]))
            case "end", _:
                raise FormulaError(token.column, "something is missing at the end")
        self._fail(token, "needs a number, x or a bracket before it")

    def _name(self, written: str, token: _Token) -> Node:
        name = written.lower()
        name = ALIASES.get(name, name)
        if name in COORDINATES or name in CONSTANTS:
            return self._counted(Node(name, value=CONSTANTS.get(name)), token)
        if name not in FUNCTIONS:
            known = ", ".join((*COORDINATES, *CONSTANTS, *FUNCTIONS))
            split = "*".join(name) if set(name) <= set(COORDINATES) else ""
            self._fail(token, f"is not known: write {split}" if split else f"is not known; known are {known}")
        bracket = self._next
        if bracket.text != "(":
            raise FormulaError(bracket.column, f"{name} needs a bracket after it: {name}(x)")
        self._take()
        arguments = [self._expression(0)]
        while self._next.text == ",":
            self._take()
            arguments.append(self._expression(0))
        wanted = 2 if name in PAIRED else 1
        if len(arguments) != wanted:
            point = "; decimals have a point" if wanted == 1 else ""
            self._fail(token, f"takes {wanted} number{'s'[: wanted > 1]}, got {len(arguments)}{point}")
        return self._closed(self._node(name, token, *arguments), bracket)

    def _closed(self, node: Node, opening: _Token) -> Node:
        """What stood in a bracket, if it is closed."""
        if self._next.text != ")":
            self._fail(*((opening, "is never closed") if self._next.kind == "end" else (self._next, self._comma())))
        self._take()
        return node

    def _superscript(self, token: _Token) -> Node:
        power = int(token.text.translate(SUPERSCRIPTS))
        node = self._counted(number(abs(power)), token)
        return self._node("neg", token, node) if power < 0 else node

    def _comma(self) -> str:
        """What to say of a comma that parts no arguments."""
        before, after = self._tokens[self._place - 1], self._tokens[self._place + 1]
        if before.kind == after.kind == "number":
            return f"has no place here: write {before.text}.{after.text}"
        return "has no place here"

    def _node(self, head: str, token: _Token, *parts: Node) -> Node:
        """An operator or a function with its parts. Raises where it is never a finite number."""
        values = [part.value for part in parts]
        if head == "/" and values[1] == 0:
            self._fail(token, "divides by 0")
        if head == "**" and values[1] is not None and abs(values[1]) > MAX_EXPONENT:
            self._fail(token, f"has an exponent beyond {MAX_EXPONENT}")
        if head == "**" and values[0] is not None and values[0] <= 0 and values[1] is None:
            self._fail(token, "needs a number above 0 before it, where x or y is in the exponent")
        value = None
        if None not in values:
            value = worth(head, values)
            if value is None:
                self._fail(token, "has no finite value here")
        return self._counted(Node(head, parts, value), token)

    def _counted(self, node: Node, token: _Token) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise FormulaError(token.column, f"the formula is too long: at most {MAX_NODES} numbers, names and signs")
        return node

    def _fail(self, token: _Token, reason: str) -> NoReturn:
        raise FormulaError(token.column, f"{token.written!r} {reason}")


def _tokens(text: str) -> list[_Token]:
    """The pieces of a formula, and its end."""
    tokens = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = TOKEN.match(text, place)
        if found is None:
            raise FormulaError(place + 1, HINTS.get(text[place], f"{text[place]!r} is no part of a formula"))
        assert found.lastgroup is not None, "every alternative has a name"
        written = found[0]
        tokens.append(_Token(found.lastgroup, SIGNS.get(written, written), written, place + 1))
        place = found.end()
    return [*tokens, _Token("end", "", "", len(text) + 1)]
