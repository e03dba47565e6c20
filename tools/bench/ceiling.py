"""Kudari's own server with an engine that computes nothing: it sends records whose JSON was made before.

`python -m bench.ceiling FILE`: the file has the messages of a run for each update rule.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import orjson

from app.__main__ import serve
from app.core.spec import RunSpec
from app.settings import Settings
from app.web import application

Message = dict[str, Any]


@dataclass(frozen=True)
class Ready:
    """Records that need only be sent."""

    step: Sequence[int]
    json: bytes

    def __len__(self) -> int:
        return len(self.step)

    def columns(self) -> orjson.Fragment:
        return orjson.Fragment(self.json)


@dataclass(frozen=True)
class Part:
    """As a run's parts are for whoever sends them."""

    steps: Ready
    outcome: Message | None


class Replay:
    """In the engine's place."""

    warm = True

    def __init__(self, messages: dict[str, list[Message]]) -> None:
        self._parts = {rule: [part(message) for message in each] for rule, each in messages.items()}

    async def start(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        """Nor to end."""

    async def descend(self, spec: RunSpec) -> AsyncIterator[Part]:
        """The parts of the run that its rule stands for."""
        for part in self._parts[spec.optimizer.name]:
            yield part


def part(message: Message) -> Part:
    """What a message was made of."""
    steps = message.get("steps", {"step": []})
    return Part(Ready(steps["step"], orjson.dumps(steps)), message.get("outcome"))


def main(file: str) -> None:
    """Serve until the process is ended."""
    messages = json.loads(Path(file).read_text())
    with mock.patch.object(application, "Engine", return_value=Replay(messages)):
        serve(Settings(port=0))


if __name__ == "__main__":
    main(sys.argv[1])
