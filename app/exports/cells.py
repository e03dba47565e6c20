"""A program in parts, as a notebook has them: some prose, and the code that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from app.core.standalone import Pieces

WIDTH = 118


@dataclass(frozen=True)
class Cell:
    """prose: sentences, in paragraphs. code: nothing where there is only something to say."""

    prose: str
    code: str = ""


def script(title: str, cells: Sequence[Cell]) -> str:
    """The cells as one file: what the first says is its docstring, what the others say are comments."""
    first, *others = cells
    doc = "\n".join("\n".join(wrap(line, WIDTH)) for line in f"{title}.\n\n{first.prose}".splitlines())
    parts = [f'"""{doc}\n"""\n\nfrom __future__ import annotations\n\n{first.code}']
    parts += [f"{comment(cell.prose)}\n\n{cell.code}".rstrip() for cell in others]
    return "\n\n\n".join(parts) + "\n"


def comment(prose: str) -> str:
    """Sentences as lines of a comment."""
    return "\n".join(f"# {line}".rstrip() for text in prose.splitlines() for line in wrap(text, WIDTH - 6))


def taken(pieces: Pieces, target: str) -> str:
    """Gather a definition and all that it rests on: what wasn't there before."""
    before = pieces.text()
    pieces.take(target)
    return pieces.text().removeprefix(before).lstrip("\n")


def call(name: str, *given: str, **named: Any) -> str:
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
