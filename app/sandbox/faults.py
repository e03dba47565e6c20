"""What went wrong in a source, as its author needs it: where, what, and what to try."""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from types import TracebackType
from typing import Any

from app.core.words import sendable
from app.sandbox.hints import hint
from app.sandbox.module import FILE

MAX_MESSAGE = 500
MAX_TRACE = 8
MAX_TEXT = 200

SAID: dict[type[BaseException], str] = {
    MemoryError: "it asked for more memory than there is",
    KeyboardInterrupt: "it interrupted itself",
    SystemExit: "it left",
}
"""Of exceptions that say nothing themselves."""


SPEAKS_OF = {"__init__": r"__init__\(\)|'(param_groups|defaults|state)'", "step": r"\bstep\(\)"}
"""Methods, by what a message says that was raised outside of the source."""


def fault(error: BaseException, source: str, name: str | None, step: int | None = None) -> dict[str, Any]:
    """The event of an exception. step: the number of the step that raised it, from 1, where one did.

    name: of the class. Where none of its lines raised it, the line is that of the class, or of a method of it.
    """
    message = _said(error)
    trace = _trace(error.__traceback__)
    line: int | None = trace[-1]["line"] if trace else None
    column: int | None = None
    if isinstance(error, SyntaxError):
        line, column, message = error.lineno, error.offset, error.msg
    elif line is None:
        line = _beginning(source, name, message)
    told = {
        "type": type(error).__name__[:100],
        "message": sendable(message, MAX_MESSAGE),
        "line": line,
        "column": column,
        "trace": trace,
        "hint": hint(error, message, trace[-1]["text"] if trace else ""),
        "step": step,
    }
    return {"event": "fault", "fault": told}


def _said(error: BaseException) -> str:
    try:
        return str(error) or SAID.get(type(error), "it says no more")
    except Exception as other:
        return f"it can't be told: its __str__ raised {type(other).__name__}"


def _trace(raised: TracebackType | None) -> list[dict[str, Any]]:
    """The author's own lines that led there, the last where it was raised."""
    lines = [
        {"line": line, "name": frame.f_code.co_name[:MAX_TEXT], "text": _text(line)}
        for frame, line in traceback.walk_tb(raised)
        if frame.f_code.co_filename == FILE
    ]
    return lines[-MAX_TRACE:]


def _beginning(source: str, name: str | None, message: str) -> int | None:
    """Where the method begins that a message speaks of, or else the class; None where there is none of that name."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and re.search(SPEAKS_OF.get(method.name, "$^"), message):
                    return method.lineno
            return node.lineno
    return None


def _text(line: int) -> str:
    return sendable(linecache.getline(FILE, line).strip(), MAX_TEXT)
