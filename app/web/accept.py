"""Which form of an answer a client would have: its `Accept` header."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

CSV = "text/csv"
CSV_TOO: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {CSV: {"schema": {"type": "string"}}},
        "description": "A table, where `Accept: text/csv` asks for it.",
    }
}
VARY = {"Vary": "Accept"}


def wants_csv(request: Request) -> bool:
    """Whether it would rather have a table than JSON. A client that takes anything is given JSON."""
    accepted = _qualities(request.headers.get("accept", "*/*"))
    table = accepted.get(CSV, accepted.get("text/*", 0.0))
    return table > max(accepted.get("application/json", accepted.get("application/*", 0.0)), 0.0)


def _qualities(header: str) -> dict[str, float]:
    found = {}
    for part in header.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            found[kind] = float(quality)
        except ValueError:
            found[kind] = 0.0
    return found
