"""What is said where as much goes on as may."""

from __future__ import annotations


class Busy(Exception):
    """As much goes on as may. `seconds`: how long to wait before asking again."""

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds
