"""A server like Kudari's, with its settings of the socket, that computes nothing: it sends messages made before.

`python -m bench.ceiling FILE`: the file has the messages for each update rule.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send


def replay(messages: dict[str, list[str]]) -> ASGIApp:
    """An application that answers each request for a run with the messages of its rule."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (asked := await receive())["type"] != "websocket.disconnect":
            for text in messages[json.loads(asked["text"])["run"]["optimizer"]["name"]]:
                await send({"type": "websocket.send", "text": text})

    return app


def main(file: str) -> None:
    """Serve until the process is ended."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", file=sys.stderr, flush=True)
    app = replay(json.loads(Path(file).read_text()))
    uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="warning", ws_ping_timeout=None)).run([listener])


if __name__ == "__main__":
    main(sys.argv[1])
