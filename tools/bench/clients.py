"""Many clients of the socket in one process: each connects, and when all are told to go asks for its run.

`python -m bench.clients`: reads {"url", "runs"}, says when all are connected, reads a line, asks, and answers when
each client asked, had its first records, and was done, on the clock that all processes share.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60
ENDED = re.compile('"type":"(done|error|busy)"')
AT_ONCE = 50
"""How many connect at the same time: a hall doesn't open its phones in one instant."""


async def run(socket: ClientConnection, spec: dict[str, Any]) -> dict[str, Any]:
    """One client's run. Messages are kept as they come and read afterwards: it is the server that is measured."""
    asked = time.monotonic()
    await socket.send(json.dumps({"type": "run", "id": "a", "run": spec}))
    messages = [await socket.recv(decode=True), await socket.recv(decode=True)]
    first = time.monotonic()
    while not ENDED.search(messages[-1], 0, 60):
        messages.append(await socket.recv(decode=True))
    return {"asked": asked, "first": first, "last": time.monotonic(), "messages": messages}


def checked(result: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """The result with its messages read, if every record came. Raises RuntimeError for a client that was refused."""
    messages = [json.loads(text) for text in result["messages"]]
    steps = [step for message in messages if message["type"] == "steps" for step in message["steps"]["step"]]
    if steps != list(range(spec["steps"] + 1)):
        raise RuntimeError(f"a client was sent {len(steps)} records, and at last {result['messages'][-1]:.300}")
    return {**result, "messages": messages}


async def main() -> None:
    """Connect, wait, ask, answer."""
    asked = json.loads(sys.stdin.readline())
    gate = asyncio.Semaphore(AT_ONCE)

    async def open_one() -> ClientConnection:
        async with gate:
            return await connect(asked["url"], ping_interval=None, proxy=None)

    async with asyncio.timeout(PATIENCE):
        sockets = await asyncio.gather(*(open_one() for _ in asked["runs"]))
        print("connected", flush=True)
        sys.stdin.readline()
        results = await asyncio.gather(*map(run, sockets, asked["runs"]))
    results = [checked(*each) for each in zip(results, asked["runs"], strict=True)]
    for result in results[asked["keep"] :]:
        del result["messages"]
    print(json.dumps(results), flush=True)
    await asyncio.gather(*(socket.close() for socket in sockets))


if __name__ == "__main__":
    asyncio.run(main())
