"""Formulas as trees of plain lists, for a page to work them out.

A tree is a number, a name, or a list of an operation and what it is of: `x - lr * g` is `["-", "x", ["*", "lr", "g"]]`.
The place of a node is the way to it from the root, the numbers of the items on the way: that of `lr` is `2.1`.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

Tree = float | str | list[Any]

OPERATIONS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.Lt: "<",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.GtE: ">=",
}

ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def parsed(text: str) -> Tree:
    """The tree of an expression as Python writes it."""
    return tree(ast.parse(text, mode="eval").body)


def worth(tree: Tree, values: Mapping[str, Any]) -> float:
    """What a tree of the four kinds of arithmetic comes to, of numbers by their names."""
    match tree:
        case [str(operation), left, right]:
            return ARITHMETIC[operation](worth(left, values), worth(right, values))
        case str(name):
            return float(values[name])
        case int() | float():
            return tree
    raise ValueError(f"not arithmetic: {tree}")


def tree(node: ast.expr) -> Tree:
    """The tree of an expression that `app.core.notation` can write."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name(id=name):
            return name
        case _:
            return [_operation(node), *(tree(each) for each in operands(node))]


def operands(node: ast.expr) -> list[ast.expr]:
    """What an operation is of, in the order of the tree."""
    match node:
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return [left, right]
        case ast.Call(args=arguments):
            return arguments
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return [test, body, orelse]
    return []


def places(node: ast.expr, place: str = "") -> dict[ast.expr, str]:
    """The place of each operand of a sum, a difference, a product or a quotient that is reached through such alone."""
    found: dict[ast.expr, str] = {}
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()) | ast.UnaryOp():
            for number, each in enumerate(operands(node), 1):
                there = f"{place}.{number}".removeprefix(".")
                found |= {each: there, **places(each, there)}
    return found


def _operation(node: ast.expr) -> str:
    match node:
        case ast.UnaryOp():
            return "neg"
        case ast.BinOp(op=op) | ast.Compare(ops=[op]):
            return OPERATIONS[type(op)]
        case ast.Call(func=ast.Name(id=name)):
            return name
        case ast.IfExp():
            return "if"
    raise ValueError(f"not part of the notation: {ast.unparse(node)!r}")
