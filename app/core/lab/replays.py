"""Trainings that were looked at lately, to be looked at again where they stood: forwards, and back."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Generator

from app.core.lab.frames import Frame
from app.core.lab.train import Training
from app.core.training import TrainingSpec

KEPT = 1_000
"""How many states are remembered, of all trainings together. The longest training has 200."""
PIECE = 100
"""How many updates are computed before others have their turn, and there are at least between remembered states."""


class Replays:
    """States of trainings by their spec and step. Each is a pure function of these: what is forgotten is recomputed."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, list[Training]] = OrderedDict()
        self._guard = threading.Lock()

    def frames(self, spec: TrainingSpec, first: int, count: int) -> Generator[None, None, list[Frame]]:
        """The frames from `first` on, fewer where the training ends, none where it has ended before. In pieces."""
        training = self._before(spec, first)
        while training.step < first and training.outcome is None:
            training.updates(min(first - training.step, PIECE))
            self._remember(spec, training)
            yield
        if training.outcome is not None:
            return [training.frame()] if training.step == first else []
        frames = training.updates(count, every=1).frames[:count]
        self._remember(spec, training)
        return frames

    def _before(self, spec: TrainingSpec, step: int) -> Training:
        """The training as it stood at that step, or where it is known the last time before."""
        with self._guard:
            states = self._states.get(spec.model_dump_json(), [])
            place = bisect_right(states, step, key=lambda state: state.step)
            state = states[place - 1] if place else None
        return state.copy() if state is not None else Training(spec, spec.updates)

    def _remember(self, spec: TrainingSpec, training: Training) -> None:
        """Keep a copy, unless a state shortly before it is known."""
        with self._guard:
            states = self._states.setdefault(spec.model_dump_json(), [])
            self._states.move_to_end(spec.model_dump_json())
            place = bisect_right(states, training.step, key=lambda known: known.step)
            if not place or training.step - states[place - 1].step >= PIECE:
                states.insert(place, training.copy())
            while sum(map(len, self._states.values())) > KEPT:
                self._states.popitem(last=False)
