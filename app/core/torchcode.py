"""A typed formula as the Python expression of torch tensors that `app.core.expressions.function` computes."""

from __future__ import annotations

from app.core.expressions import ATOM, LEVELS, OPERATORS, PAIRED, Node


def lines(tree: Node) -> list[str]:
    """The body of a function of `point` [..., 1], or [..., 2] where y is in it, which gives losses [...]."""
    taken = "x, y = point.unbind(-1)" if tree.uses("y") else "x = point.squeeze(-1)"
    said = f"{tree.head}.clone()" if not tree.parts else _said(tree)
    return [taken, f"return {said}"]


def _said(node: Node, least: int = 0) -> str:
    """A node, in brackets where it binds less tightly than that."""
    text, level = _with_level(node)
    return text if level >= least else f"({text})"


def _with_level(node: Node) -> tuple[str, int]:
    if (value := node.value) is not None:
        return repr(value), LEVELS["neg"] if value < 0 else ATOM
    match node.parts:
        case ():
            return node.head, ATOM
        case (operand,) if node.head == "neg":
            return f"-{_said(operand, LEVELS['neg'])}", LEVELS["neg"]
        case (operand,):
            return f"{_said(operand, ATOM)}.{node.head}()", ATOM
        case (left, right) if node.head == "**":
            return f"{_said(left, ATOM)} ** {_said(right, LEVELS['neg'])}", LEVELS["**"]
        case (left, right) if node.head in OPERATORS:
            level = LEVELS[node.head]
            return f"{_said(left, level)} {node.head} {_said(right, level + 1)}", level
    sides = ", ".join(map(_tensor, node.parts))
    return f"torch.{PAIRED[node.head]}({sides})", ATOM


def _tensor(node: Node) -> str:
    """torch's maximum and minimum take no plain numbers."""
    return _said(node) if node.value is None else f"point.new_tensor({node.value!r})"
