"""Bad input, told so that a person can mend it: which field, why, and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from app.core import spec, training
from app.core.own import BUILT_IN, OWN
from app.exports.pictures import PICTURES

SCHEMAS = spec.SCHEMAS | training.SCHEMAS | {"export": PICTURES}

TOLD = 20
"""Errors that one answer names; a long list may have thousands."""


class Problem(TypedDict):
    """What is wrong with one field: its dotted path, why and what is allowed, and where in a formula or code it is."""

    field: str
    msg: str
    column: NotRequired[int]
    fault: NotRequired[dict[str, Any]]


class Refused(Exception):
    """Input that no schema finds wrong, and that is refused all the same."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.problems = problems


def problems(errors: Sequence[Any], within: str = "") -> list[Problem]:
    """Pydantic's errors, the first of them where there are very many.

    within: the field that the validated value is itself, where it is not the whole input.
    """
    return [_problem(error, within) for error in errors[:TOLD]]


def _problem(error: Mapping[str, Any], within: str) -> Problem:
    problem: Problem = {"field": _path(error, within), "msg": _reason(error)}
    if error["type"] == "formula":
        problem["column"] = error["ctx"]["column"]
    return problem


def _path(error: Mapping[str, Any], within: str) -> str:
    """The field as its sender knows it: pydantic's place without where FastAPI read it, and without the entry's name.

    Pydantic puts the name of what was chosen after `objective` and `optimizer`, which are unions.
    """
    places = [str(place) for place in error["loc"] if place not in (OWN, BUILT_IN)]
    if places and places[0] in ("body", "query", "path"):
        places = places[1:]
    if error["type"] == "json_invalid":
        places = []
    for kind, entries in SCHEMAS.items():
        if kind in places and "changes" not in places:
            chosen = places.index(kind) + 1
            if places[chosen : chosen + 1] and places[chosen] in entries:
                del places[chosen]
    if places and places[0] in SCHEMAS["objective"]:
        # The whole body is an objective.
        del places[0]
    if error["type"].startswith("union_tag"):
        places.append("format" if places[-1:] == ["export"] else "name")
    return ".".join([within, *places] if within else places) or "body"


def _reason(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(context.get("error", error["msg"]))
        case "literal_error":
            return f"must be {context['expected']}, got {error['input']!r:.60}"
        case "union_tag_invalid":
            return f"must be {_either(context['expected_tags'])}, got {context['tag']!r:.60}"
        case "union_tag_not_found":
            names = SCHEMAS.get(error["loc"][-1], SCHEMAS["objective"])
            return f"is missing: {_either(', '.join(map(repr, sorted(names))))}"
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a field here"
        case "json_invalid":
            return f"is not JSON: {context['error']}"
        case "model_attributes_type" if isinstance(error["input"], bytes):
            return "must be sent as Content-Type: application/json"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"must be an object, got {error['input']!r:.60}"
        case "list_type":
            return f"must be a list, got {error['input']!r:.60}"
        case "string_type":
            return f"must be text, got {error['input']!r:.60}"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "string_too_short":
            return f"must have at least {context['min_length']} character{'s'[: context['min_length'] > 1]}"
        case "too_long":
            return f"must have at most {context['max_length']} items"
        case "too_short":
            return f"must have at least {context['min_length']} item{'s'[: context['min_length'] > 1]}"
    return str(error["msg"])


def _either(names: str) -> str:
    """'a', 'b', 'c' -> 'a', 'b' or 'c'."""
    return " or ".join(names.rsplit(", ", 1))
