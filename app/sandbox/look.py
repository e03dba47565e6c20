"""What an optimizer can be told: the hyperparameters of its `__init__`."""

from __future__ import annotations

import inspect
import math
from typing import Any

from app.core.own import MAX_HYPERPARAMETERS, MAX_NAME, MAX_NUMBERS
from app.core.words import sendable
from app.sandbox.module import NoOptimizer, load, optimizer, optimizers

MAX_CLASSES = 20
MAX_DOC = 2_000


def look(source: str, name: str | None) -> dict[str, Any]:
    """The event that tells of an optimizer, the last of the source where no name is said. Raises as the source does."""
    module = load(source)
    there = list(optimizers(module))
    if name is None:
        if not there:
            raise NoOptimizer("there is no subclass of torch.optim.Optimizer in the code")
        name = there[-1]
    kind = optimizer(module, name)
    return {
        "event": "look",
        "class": name,
        "classes": there[-MAX_CLASSES:],
        "doc": sendable(inspect.getdoc(kind) or "", MAX_DOC) if vars(kind).get("__doc__") else "",
        "hyperparameters": _hyperparameters(kind),
    }


def _hyperparameters(kind: type) -> list[dict[str, Any]]:
    """Those that can be told by name, whose default can be told too: all after the parameters themselves."""
    parameters = [*inspect.signature(kind).parameters.values()][1:]
    named = [each for each in parameters if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
    return [_told(each) for each in named[:MAX_HYPERPARAMETERS] if len(each.name) <= MAX_NAME]


def _told(parameter: inspect.Parameter) -> dict[str, Any]:
    required = parameter.default is parameter.empty
    noted = parameter.annotation is not parameter.empty
    default = None if required else parameter.default
    kind = _kind(default)
    if isinstance(default, tuple):
        default = list(default)
    if isinstance(default, str):
        default = sendable(default, MAX_NAME)
    return {
        "name": parameter.name,
        "default": None if kind == "other" else default,
        "annotation": sendable(inspect.formatannotation(parameter.annotation), MAX_NAME) if noted else None,
        "kind": kind,
        "required": required,
    }


def _kind(default: Any) -> str:
    if isinstance(default, bool):
        return "switch"
    if isinstance(default, int | float):
        return ("whole" if isinstance(default, int) else "number") if math.isfinite(default) else "other"
    if isinstance(default, str):
        return "text" if len(default) <= MAX_NAME else "other"
    if isinstance(default, tuple | list) and 0 < len(default) <= MAX_NUMBERS:
        return "numbers" if all(_kind(each) in ("number", "whole") for each in default) else "other"
    return "other"
