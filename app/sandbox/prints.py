"""What a source prints, caught and capped, told as events."""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Callable
from typing import Any, TextIO

from app.core.words import sendable

MOST = 8_192
"""Characters of a run."""
AT_ONCE = 1_024
"""Characters after which they are told, though no pause has come."""


class Prints(io.TextIOBase):
    """A text file that tells what is written to it: at the next `pass_on`, or when there is much of it."""

    def __init__(self, emit: Callable[[dict[str, Any]], None]) -> None:
        self._emit = emit
        self._left = MOST
        self._untold = ""

    def catch(self) -> None:
        """Take the place of the standard output and error, and show warnings there, each once."""
        sys.stdout = sys.stderr = self
        warnings.showwarning = self._warned
        warnings.simplefilter("default")

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._left > 0:
            self._untold += text[: self._left]
            self._left -= len(text)
            if self._left <= 0:
                self._untold += f"\n… the rest is left out: {MOST:,} characters are shown\n"
            if len(self._untold) > AT_ONCE or self._left <= 0:
                self.pass_on()
        return len(text)

    def pass_on(self) -> None:
        """Tell what was written since the last time."""
        if self._untold:
            self._emit({"event": "print", "text": sendable(self._untold, len(self._untold))})
            self._untold = ""

    def _warned(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        self.write(f"{category.__name__}: {message}\n")
