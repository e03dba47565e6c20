"""The tree of a typed formula: its text, its worth in numbers, and the function of torch tensors that it is."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

MATHS = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "exp", "log", "sqrt")
CONSTANTS = {"pi": math.pi, "e": math.e}
COORDINATES = ("x", "y")
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in MATHS},
    "abs": abs,
    "sign": lambda u: float((u > 0) - (u < 0)),
    "sigmoid": lambda u: (1 + math.tanh(u / 2)) / 2,
    "relu": lambda u: max(u, 0.0),
    "max": max,
    "min": min,
}
"""What may be called, and its value for numbers. max and min take two, the others one."""
PAIRED = {"max": "maximum", "min": "minimum"}
"""The functions of two numbers, and what torch calls them."""

OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "**": 4}
"""How tightly an operator binds, as in Python: the sign binds less tightly than the power."""
ATOM = 5


@dataclass(frozen=True)
class Node:
    """A number or a name, which has no parts; or an operator, a sign ("neg") or a function, and what it works on.

    value: what it is worth where neither x nor y is in it.
    """

    head: str
    parts: tuple[Node, ...] = ()
    value: float | None = None

    def uses(self, name: str) -> bool:
        return self.head == name or any(part.uses(name) for part in self.parts)

    def __str__(self) -> str:
        """In the notation of `app.core.notation`, with no bracket that isn't needed."""
        match self.parts:
            case ():
                return self.head
            case (operand,) if self.head == "neg":
                return f"-{operand._within(LEVELS['neg'])}"
            case (left, right) if self.head in OPERATORS:
                level = LEVELS[self.head]
                sign = f" {self.head} " if level == 1 else self.head
                if self.head == "**":
                    return f"{left._within(ATOM)}{sign}{right._within(LEVELS['neg'])}"
                return f"{left._within(level)}{sign}{right._within(level + 1)}"
        return f"{self.head}({', '.join(map(str, self.parts))})"

    def _within(self, level: int) -> str:
        own = LEVELS.get(self.head, ATOM) if self.parts else ATOM
        return str(self) if own >= level else f"({self})"


def number(value: float) -> Node:
    """A number that isn't negative: `2`, `0.3`, `1e-08`."""
    return Node(repr(float(value)).removesuffix(".0"), value=float(value))


def worth(head: str, values: list[Any]) -> float | None:
    """The value of an operator or a function of numbers, None where it has none."""
    try:
        if head == "neg":
            return -float(values[0])
        # Python's own power of a negative number may be complex.
        act = math.pow if head == "**" else OPERATORS.get(head) or FUNCTIONS[head]
        value = float(act(*values))
    except (ArithmeticError, ValueError):
        return None
    return value if math.isfinite(value) else None


def function(tree: Node) -> Callable[[Tensor], Tensor]:
    """The function of points [..., 1], or [..., 2] where y is in it, which gives losses [...]."""
    inner = _closure(tree)
    if not tree.parts:
        # The point itself is changed in place as it descends, and the losses that were recorded must not.
        return lambda point: point[..., COORDINATES.index(tree.head)].clone()
    if tree.uses("y"):
        return lambda point: inner(*point.unbind(-1))
    return lambda point: inner(point.squeeze(-1), None)


def _closure(node: Node) -> Callable[[Any, Any], Any]:
    """What a node computes, of x and y, put together once so that a step does nothing but call torch."""
    if (value := node.value) is not None:
        return lambda x, y: value
    if node.head == "x":
        return lambda x, y: x
    if node.head == "y":
        return lambda x, y: y
    if len(node.parts) == 1:
        one = _closure(node.parts[0])
        act: Callable[..., Any] = operator.neg if node.head == "neg" else operator.methodcaller(node.head)
        return lambda x, y: act(one(x, y))
    left, right = map(_closure, node.parts)
    act = OPERATORS.get(node.head) or _paired(PAIRED[node.head])
    return lambda x, y: act(left(x, y), right(x, y))


def _paired(name: str) -> Callable[[Any, Any], Any]:
    def act(left: Any, right: Any) -> Any:
        tensor = right if isinstance(left, float) else left
        left, right = (tensor.new_tensor(side) if isinstance(side, float) else side for side in (left, right))
        return getattr(left, name)(right)

    return act
