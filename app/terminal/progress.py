"""How much of some work is done, for whoever waits at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from typing import TypeVar

PATIENCE = 0.3
"""Seconds after which one would like to know."""
WIDTH = 30

Answer = TypeVar("Answer")


def followed(work: Generator[float, None, Answer], noun: str) -> Answer:
    """The answer of work that yields the share of it that is done. The bar is gone when the work is done."""
    began = time.monotonic()
    shown = False
    try:
        while True:
            share = next(work)
            if sys.stderr.isatty() and time.monotonic() - began > PATIENCE:
                full = round(share * WIDTH)
                print(
                    f"\r{noun} [{'#' * full}{'-' * (WIDTH - full)}] {share:4.0%}", end="", file=sys.stderr, flush=True
                )
                shown = True
    except StopIteration as end:
        answer: Answer = end.value
        return answer
    finally:
        if shown:
            print(f"\r{' ' * (len(noun) + WIDTH + 10)}\r", end="", file=sys.stderr, flush=True)
