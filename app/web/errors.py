"""Bad input, told so that a person can mend it: which field, why, and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.catalogue import OPTIMIZERS

TAGS = {entry.name for entry in OPTIMIZERS} | {"run", "train", "cancel"}


def problems(errors: Sequence[Any], within: str = "") -> list[dict[str, Any]]:
    """Pydantic's errors as JSON: `field` is a dotted path, `msg` the reason, `loc` and `type` pydantic's own.

    within: the field that the validated value is itself, where it is not the whole input.
    """
    return [_problem(error, within) for error in errors]


def problem(field: str, reason: str) -> dict[str, Any]:
    """An error that no schema can find, in the same shape."""
    return {"field": field, "msg": reason, "loc": field.split("."), "type": "value_error"}


def _problem(error: Any, within: str) -> dict[str, Any]:
    places = [str(place) for place in error["loc"]]
    if places and places[0] in ("body", "query", "path"):
        places = places[1:]
    named = [place for place in places if place not in TAGS]
    if error["type"].startswith("union_tag"):
        named.append("type" if not named else "name")
    field = ".".join([within, *named] if within else named)
    return {"field": field or "body", "msg": _reason(error), "loc": list(error["loc"]), "type": error["type"]}


def _reason(error: Any) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(context.get("error", error["msg"]))
        case "literal_error":
            return f"must be {context['expected']}, got {error['input']!r:.60}"
        case "union_tag_invalid":
            return f"must be one of {context['expected_tags']}, got {context['tag']!r:.60}"
        case "union_tag_not_found" | "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a field here"
        case "json_invalid":
            return f"is not JSON: {context.get('error', 'cannot be read')}"
    return str(error["msg"])
