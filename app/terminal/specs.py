"""What is asked for on a command line, or in a file, as a spec."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.core.axis import SweepSpec
from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.fields import BadField, Spec
from app.core.spec import RunSpec, TypedSpec
from app.core.training import TrainingSpec
from app.exports.results import Computed

BAD_INPUT = 2
KINDS: dict[str, type[Spec]] = {"run": RunSpec, "training": TrainingSpec, "sweep": SweepSpec}
SQUARE = {"name": "square"}
STEEPEST = {"name": "simple_gd"}


def refuse(*reasons: str) -> NoReturn:
    """End with what is wrong, a line for each."""
    print("\n".join(reasons), file=sys.stderr)
    raise SystemExit(BAD_INPUT)


def checked(make: Callable[[], Any]) -> Any:
    """What it makes. Ends, naming the field and what is allowed, where a field is refused."""
    from pydantic import ValidationError

    from app.web.errors import problems

    try:
        return make()
    except ValidationError as error:
        refuse(*(f"{each['field']}: {each['msg']}" for each in problems(error.errors())))
    except BadField as error:
        refuse(f"{error.field}: {error}")


def read(path: str) -> dict[str, Any]:
    """A JSON object from a file, or from standard input where the path is `-`."""
    try:
        content = json.loads(sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        refuse(f"{path}: can't be read: {error}")
    if not isinstance(content, dict):
        refuse(f"{path}: must be a JSON object: a spec, or an answer that has one")
    return content


def noun_of(content: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What a file is of, and its spec: the file is a spec, or an answer, or one that was saved."""
    for noun in ("sweep", "training"):
        if noun in content:
            return noun, content[noun]
    if "run" in content:
        return ("sweep", dict(content)) if "x" in content else ("run", content["run"])
    return ("run" if "objective" in content else "training"), dict(content)


def saved(path: str) -> Computed:
    """The spec that is in a file."""
    noun, content = noun_of(read(path))
    spec: Computed = checked(lambda: KINDS[noun].model_validate(content))
    return spec


def started(path: str | None, noun: str) -> dict[str, Any]:
    """The spec in a file of that noun, for options to change; nothing where there is no file."""
    if path is None:
        return {}
    found, content = noun_of(read(path))
    if found != noun:
        refuse(f"{path}: must be a {noun}, and is a {found}")
    return content


def changed(content: dict[str, Any], options: Mapping[str, Any], settings: Sequence[str]) -> dict[str, Any]:
    """The content with the options that are given, by their dotted paths, and `path=value` as JSON writes values.

    An option that is a name drops what stood beside the name before it.
    """
    given = {path: value for path, value in options.items() if value is not None}
    for setting in settings:
        path, separator, text = setting.partition("=")
        if not separator:
            refuse(f"--set {setting}: must be NAME=VALUE, as in optimizer.momentum=0.8")
        given[path if "." in path else f"optimizer.{path}"] = value_of(text)
    for path, value in given.items():
        *places, last = path.split(".")
        inner = content
        for place in places:
            inner = inner.setdefault(place, {})
            if not isinstance(inner, dict):
                refuse(f"{path}: there is no such field")
        if last == "name" and inner.get("name") != value:
            inner.clear()
        inner[last] = value
    return content


def value_of(text: str) -> Any:
    """A value as JSON writes it, `0.1,0.2` as a list, all else as text."""
    for written in (text, f"[{text}]" if "," in text else text):
        try:
            return json.loads(written)
        except ValueError:
            continue
    return text


def run_of(content: dict[str, Any]) -> RunSpec:
    """A run, what isn't said as a first visitor sees it: the parabola, plain descent, fifty steps, a good start."""
    content.setdefault("objective", dict(SQUARE))
    content["optimizer"] = {**STEEPEST, **content.get("optimizer", {})}
    content.setdefault("steps", 50)
    if "start" not in content:
        content["start"] = checked(lambda: _start(content["objective"]))
    run: RunSpec = checked(lambda: RunSpec.model_validate(content))
    return run


def _start(objective: dict[str, Any]) -> list[float]:
    if objective.get("name") == "typed":
        return _typed_start(objective)
    try:
        return [*find(OBJECTIVES, str(objective.get("name"))).start]
    except KeyError:
        # The spec says it better.
        return [0.0]


def _typed_start(objective: dict[str, Any]) -> list[float]:
    from pydantic import ValidationError

    from app.core.grammar import FormulaError

    try:
        return [*TypedSpec.model_validate(objective).describe().start]
    except ValidationError:
        return [0.0]
    except FormulaError as error:
        raise BadField("objective.formula", str(error)) from error


def axis(text: str, name: str) -> dict[str, Any]:
    """`optimizer.lr=0.001:1:64:log` as an axis has it; 64 values, evenly spaced, where nothing else is said."""
    field, _, ends = text.partition("=")
    parts = ends.split(":")
    try:
        low, high, count, scale = [*parts, *("", "", "64", "linear")[len(parts) :]]
        return {"field": field, "low": float(low), "high": float(high), "count": int(count), "scale": scale}
    except ValueError:
        refuse(f"{name}: must be FIELD=LOW:HIGH[:COUNT[:log]], as optimizer.lr=0.001:1:64:log, got {text!r}")
