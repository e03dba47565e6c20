"""Who may run now, and who waits: so many at once, so many a client, in the order in which they came."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Hashable

from app.busy import Busy


class Places:
    """The slots of the sandbox."""

    def __init__(self, slots: int, each: int, waiting: int) -> None:
        """each: of one client at once. waiting: how many may wait."""
        self._free = [*range(slots)]
        self._each = each
        self._most = waiting
        self._having: Counter[Hashable] = Counter()
        self._waiting: list[tuple[Hashable, asyncio.Future[int]]] = []

    async def take(self, client: Hashable) -> int:
        """A slot, when there is one for this client. Raises Busy where too many wait."""
        if len(self._waiting) >= self._most:
            raise Busy(f"must wait: at most {self._most} runs of own optimizers wait on this server", 2)
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((client, turn))
        self._serve()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.free(turn.result())
                self.leave(client)
            raise
        finally:
            self._waiting = [each for each in self._waiting if each[1] is not turn]

    def free(self, slot: int) -> None:
        """Give a slot back."""
        self._free.append(slot)
        self._serve()

    def leave(self, client: Hashable) -> None:
        """A run of this client is over."""
        self._having[client] -= 1
        if not self._having[client]:
            del self._having[client]
        self._serve()

    def _serve(self) -> None:
        """Give the free slots to the first of those who wait that may have one."""
        for client, turn in self._waiting:
            if not self._free:
                return
            if not turn.done() and self._having[client] < self._each:
                self._having[client] += 1
                turn.set_result(self._free.pop(0))
