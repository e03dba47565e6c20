"""What is asked for on a command line, or in a file, as a spec."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.core.axis import SweepSpec
from app.core.catalogue.objectives import OBJECTIVES
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.entries import find
from app.core.fields import BadField
from app.core.spec import RunSpec, TypedSpec
from app.core.training import TrainingSpec
from app.exports.results import NOUNS, Computed

BAD_INPUT = 2
SAID = {
    "run": "a run",
    "training": "a training",
    "sweep": "a map",
    "ensemble": "many networks",
    "ensemble_map": "a map of seeds",
}
SIDE = 64
SEEDS_SIDE = 16
"""Values of an axis where nothing is said."""
SQUARE = {"name": "square"}
STEEPEST = {"name": "simple_gd"}


def refuse(*reasons: str) -> NoReturn:
    """End with what is wrong, a line for each."""
    print("\n".join(reasons), file=sys.stderr)
    raise SystemExit(BAD_INPUT)


def checked(make: Callable[[], Any], names: Mapping[str, str] | None = None) -> Any:
    """What it makes. Ends, naming the field and what is allowed, where a field is refused.

    names: what fields are called on the command line, where that is another name.
    """
    from pydantic import ValidationError

    from app.web.errors import problems

    try:
        return make()
    except ValidationError as error:
        told = [(each["field"], each["msg"]) for each in problems(error.errors())]
        refuse(*(f"{(names or {}).get(field, field)}: {reason}" for field, reason in told))
    except BadField as error:
        refuse(f"{error.field}: {error}")


def read(path: str) -> dict[str, Any]:
    """A JSON object from a file, or from standard input where the path is `-`."""
    try:
        content = json.loads(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes())
    except OSError as error:
        refuse(f"{path}: can't be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        refuse(f"{path}: is not JSON: {error}")
    if not isinstance(content, dict):
        refuse(f"{path}: must be a JSON object: a spec, or an answer that has one")
    return content


def found(path: str) -> tuple[str, dict[str, Any]]:
    """What a file is of, and its spec: the file is a spec, or an answer, or one that was saved."""
    noun, content = _found(read(path))
    within = content if isinstance(content, dict) else {noun: content}
    for place in (noun, "run", "training"):
        if not isinstance(within.get(place, {}), dict):
            refuse(f"{path}: {place}: must be an object, got {within[place]!r:.60}")
    rule = content.get("optimizer")
    if isinstance(rule, dict) and "source" in rule:
        refuse(f"{path}: optimizer: must be one of Kudari's here: your own is run by a server, python -m app serve")
    return noun, content


def _found(content: dict[str, Any]) -> tuple[str, Any]:
    # A spec of runs or trainings has one of these within.
    noun = next((noun for noun in ("sweep", "ensemble_map", "ensemble", "training", "run") if noun in content), None)
    if noun is None:
        return ("run" if "objective" in content else "training"), content
    if noun in ("run", "training") and "x" in content:
        return ("sweep" if noun == "run" else "ensemble_map"), content
    if noun == "training" and {"first", "count"} & content.keys():
        return "ensemble", content
    return noun, content[noun]


def saved(path: str) -> Computed:
    """The spec that is in a file."""
    noun, content = found(path)
    spec: Computed = checked(lambda: NOUNS[noun].model_validate(content))
    return spec


def started(path: str | None, *nouns: str) -> tuple[str, dict[str, Any]]:
    """The spec in a file of one of these nouns, for options to change; nothing of the first where there is no file."""
    if path is None:
        return nouns[0], {}
    noun, content = found(path)
    if noun not in nouns:
        refuse(f"{path}: must be {SAID[nouns[0]]}, and is {SAID[noun]}")
    return noun, content


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


def point(text: str) -> list[float]:
    """A start as it is typed."""
    try:
        return [float(each) for each in text.split(",")]
    except ValueError:
        refuse(f"start: must be numbers with commas between them, as 1 or 1,-2, got {text!r}")


def run_of(content: dict[str, Any]) -> RunSpec:
    """A run, what isn't said as a first visitor sees it: the parabola, plain descent, fifty steps, a good start."""
    content.setdefault("objective", dict(SQUARE))
    content["optimizer"] = _filled(content, STEEPEST)
    content.setdefault("steps", 50)
    if "start" not in content:
        content["start"] = checked(lambda: _start(content["objective"]))
    run: RunSpec = checked(lambda: RunSpec.model_validate(content))
    return run


def training_of(content: dict[str, Any]) -> TrainingSpec:
    """A training, what isn't said the article's: its rule too, where only numbers of a rule are said."""
    content["optimizer"] = _filled(content, TrainingSpec().optimizer.model_dump())
    training: TrainingSpec = checked(lambda: TrainingSpec.model_validate(content))
    return training


def _filled(content: Mapping[str, Any], usual: Mapping[str, Any]) -> Any:
    """The rule, the usual one where it has no name. What is no rule is left for the spec to refuse."""
    rule = content.get("optimizer", {})
    return {**usual, **rule} if isinstance(rule, dict) and "name" not in rule else rule


def _start(objective: Any) -> list[float]:
    if not isinstance(objective, dict):
        return [0.0]
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


def map_of(content: dict[str, Any], axes: Mapping[str, str | None]) -> SweepSpec:
    """A map, its run as `run_of` has it, its axes as they are typed."""
    content["run"] = run_of(content["run"]).model_dump()
    _laid(content, axes, SIDE)
    spec: SweepSpec = checked(lambda: SweepSpec.model_validate(content))
    return spec


def many_of(
    content: dict[str, Any], seeds: Mapping[str, int | None], axes: Mapping[str, str | None]
) -> EnsembleSpec | EnsembleMapSpec:
    """Many networks, or where there are axes a map of the seeds that learn. seeds: `first` and `count`."""
    content["training"] = training_of(content["training"]).model_dump()
    content |= {name: value for name, value in seeds.items() if value is not None}
    _laid(content, axes, SEEDS_SIDE)
    kind = EnsembleMapSpec if "x" in content or "y" in content else EnsembleSpec
    spec: EnsembleSpec | EnsembleMapSpec = checked(
        lambda: kind.model_validate(content), {"count": "seeds", "first": "seed"}
    )
    return spec


def _laid(content: dict[str, Any], axes: Mapping[str, str | None], count: int) -> None:
    for name, text in axes.items():
        if text is not None:
            content[name] = axis(text, name, count)


def axis(text: str, name: str, usual: int) -> dict[str, Any]:
    """`optimizer.lr=0.001:1:64:log` as an axis has it; so many values, evenly spaced, where nothing else is said."""
    field, _, ends = text.partition("=")
    parts = ends.split(":")
    try:
        low, high, count, scale = [*parts, *("", "", str(usual), "linear")[len(parts) :]]
        return {"field": field, "low": float(low), "high": float(high), "count": int(count), "scale": scale}
    except ValueError:
        refuse(f"{name}: must be FIELD=LOW:HIGH[:COUNT[:log]], as optimizer.lr=0.001:1:64:log, got {text!r}")
