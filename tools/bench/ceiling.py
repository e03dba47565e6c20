"""Kudari's own server with an engine that computes nothing: its records were made before.

`python -m bench.ceiling FILE`: the file has the messages of a run for each update rule.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from app.core.batch import Part
from app.core.spec import RunSpec
from app.core.steps import Outcome, Steps
from app.settings import Settings
from app.terminal.serve import serve
from app.web import application

Message = dict[str, Any]


class Replay:
    """In the engine's place."""

    warm = True

    def __init__(self, messages: dict[str, list[Message]]) -> None:
        self._parts = {rule: [part(message) for message in each] for rule, each in messages.items()}

    async def start(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        """Nor to end."""

    async def rates(self, spec: RunSpec) -> None:
        """The rate of these runs is constant."""

    async def descend(self, spec: RunSpec) -> AsyncIterator[Part]:
        """The parts of the run that its rule stands for."""
        for part in self._parts[spec.optimizer.name]:
            yield part


def part(message: Message) -> Part:
    """What a message was made of."""
    steps = message.get("steps", {"step": [], "point": [], "loss": [], "grad": [], "state": {}})
    point, loss, grad = (np.array(steps[name], dtype=np.float32) for name in ("point", "loss", "grad"))
    state = {name: np.array(column, dtype=np.float32) for name, column in steps["state"].items()}
    records = Steps(np.array(steps["step"], dtype=np.int64), point, loss, grad, state)
    outcome = message.get("outcome")
    return Part(0, records, outcome and Outcome(**outcome))


def main(file: str) -> None:
    """Serve until the process is ended."""
    messages = json.loads(Path(file).read_text())
    with mock.patch.object(application, "Engine", return_value=Replay(messages)):
        serve(Settings(port=0))


if __name__ == "__main__":
    main(sys.argv[1])
