"""What can be sent of somebody else's words and numbers."""

from __future__ import annotations

EXACT = 2**53
"""Whole numbers beyond this are no longer the same in every program that reads JSON."""


def sendable(text: str, most: int) -> str:
    """The beginning of a text. Half a character, which Python may hold and nothing outside of it takes, is a `?`."""
    return text[:most].encode(errors="replace").decode()
