"""Words of somebody else's as they can be sent."""

from __future__ import annotations


def sendable(text: str, most: int) -> str:
    """The beginning of a text. Half a character, which Python may hold and nothing outside of it takes, is a `?`."""
    return text[:most].encode(errors="replace").decode()
