"""A program in parts, as a notebook has them: some prose, and the code that it speaks of."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from app.core.standalone import Pieces

WIDTH = 118


@dataclass(frozen=True)
class Cell:
    """prose: sentences, in paragraphs. code: nothing where there is only something to say. view: what it draws."""

    prose: str
    code: str = ""
    view: str = ""


def script(title: str, cells: Sequence[Cell]) -> str:
    """The cells as one file: what the first says is its docstring, what the others say are comments."""
    first, *others = cells
    said = f"{title}.\n\n{first.prose}"
    doc = "\n".join("\n".join(wrap(line, WIDTH)) for line in said.splitlines())
    head = f'"""{doc}\n"""'
    # What must come first in a file that has it comes before the first cell.
    beginning, code = begun(others[0].code)
    if beginning:
        head = f"{comment(said)}\n\n{beginning}"
        others[0] = Cell(others[0].prose, code)
    parts = [f"{head}\n\n{first.code}", *(f"{comment(cell.prose)}\n\n{cell.code}".rstrip() for cell in others)]
    return "\n\n\n".join(parts) + "\n"


def begun(code: str) -> tuple[str, str]:
    """The docstring and the imports from the future with which a module begins, and the rest of it."""
    end = 0
    for place, node in enumerate(ast.parse(code).body):
        match node:
            case ast.Expr(value=ast.Constant(value=str())) if place == 0:
                end = node.end_lineno or 0
            case ast.ImportFrom(module="__future__"):
                end = node.end_lineno or 0
            case _:
                break
    # A line ends where Python says so, and nowhere else.
    lines = code.encode().splitlines(keepends=True)
    return b"".join(lines[:end]).decode().rstrip("\n"), b"".join(lines[end:]).decode().strip("\n")


def comment(prose: str) -> str:
    """Sentences as lines of a comment."""
    return "\n".join(f"# {line}".rstrip() for text in prose.splitlines() for line in wrap(text, WIDTH - 6) or [""])


def taken(pieces: Pieces, target: str) -> str:
    """Gather a definition and all that it rests on: what wasn't there before."""
    before = pieces.text()
    pieces.take(target)
    return pieces.text().removeprefix(before).lstrip("\n")


def indented(lines: Sequence[str]) -> list[str]:
    """The lines of a block."""
    return [f"    {line}" for line in lines]


def call(name: str, /, *given: str, **named: Any) -> str:
    """`Adam([point], lr=0.1)`."""
    return f"{name}({', '.join([*given, *(f'{key}={_written(value)}' for key, value in named.items())])})"


def table(values: Mapping[int, Mapping[str, Any]]) -> str:
    """A dictionary of dictionaries, a line for each."""
    lines = [f"    {key}: {record(value)}," for key, value in values.items()]
    return "\n".join(["{", *lines, "}"])


def record(values: Mapping[str, Any]) -> str:
    """A dictionary in a line."""
    inner = ", ".join(f'"{name}": {_written(value)}' for name, value in values.items())
    return f"{{{inner}}}"


def _written(value: Any) -> str:
    return repr(tuple(value) if isinstance(value, list) else value)
