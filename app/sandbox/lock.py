"""All layers, in the order in which a child takes them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from app.sandbox.launch import Launch
from app.sandbox.layers import death, descriptors, jail, landlock, limits, priority, privileges, probes, seccomp

Layers: TypeAlias = dict[str, int]
"""What is there of each layer: 0 where it isn't, 1 where it is, and of Landlock its version."""

OPTIONAL = frozenset({"jail", "landlock"})
"""Not every machine has them, or lets one have them. Nothing is run without the others."""


class Missing(Exception):
    """A layer that must be there isn't. Its text says which, and why."""


@dataclass(frozen=True)
class Lock:
    """The lock of the children of a fork server. rooted: whether that is root, and stands in a jail."""

    launch: Launch
    server: int
    rooted: bool

    @classmethod
    def of(cls, launch: Launch) -> Lock:
        """The lock of the children of this process. Raises Missing."""
        if sys.platform != "linux":
            raise Missing("seccomp: Linux alone has it")
        return cls(launch, os.getpid(), os.geteuid() == 0 and _jailed())

    def close(self, slot: int, events: int) -> Layers:
        """Take all layers that this machine has. From here on the pipe is `descriptors.EVENTS`. Raises Missing."""
        left_out = {*self.launch.without} if self.rooted else {*self.launch.without, "jail"}
        there = {name: 0 if name in left_out else _taken(name, take) for name, take in self._layers(slot, events)}
        for name in there.keys() - OPTIONAL:
            if not there[name]:
                raise Missing(f"{name}: left out")
        return there

    def _layers(self, slot: int, events: int) -> Iterator[tuple[str, Callable[[], int | None]]]:
        """Each needs what a later one takes away: Landlock needs a file for a moment, so it is before the limits."""
        launch = self.launch
        try:
            had = limits.memory()
        except OSError as error:
            raise Missing(f"limits: {error}") from error
        yield "descriptors", partial(descriptors.close_all_but, events)
        yield "priority", priority.step_back
        yield "jail", partial(jail.enter, jail.user(self.server, launch.slots, slot))
        yield "death", partial(death.die_with, self.server)
        yield "privileges", privileges.give_up
        yield "landlock", landlock.deny_all
        yield "limits", partial(limits.bound, launch.cpu_seconds, launch.memory_bytes, had)
        yield "seccomp", seccomp.filter_calls
        yield "probes", probes.probe


def _jailed() -> bool:
    try:
        jail.stand_in_it()
    except OSError:
        return False
    return True


def _taken(name: str, take: Callable[[], int | None]) -> int:
    try:
        version = take()
    except (OSError, probes.Leak) as error:
        if name in OPTIONAL:
            return 0
        raise Missing(f"{name}: {error}") from error
    return 1 if version is None else version
