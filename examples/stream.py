"""Print a descent as Kudari's server computes it: `python examples/stream.py [ws://127.0.0.1:8000]`.

Needs `pip install websockets`, and a server: `make run`.
"""

import json
import sys

from websockets.sync.client import connect

server = sys.argv[1] if len(sys.argv) > 1 else "ws://127.0.0.1:8000"
run = {
    "objective": {"name": "bumpy"},
    "optimizer": {"name": "momentum", "lr": 0.01, "momentum": 0.9},
    "start": [1.6],
    "steps": 100,
}

with connect(f"{server}/api/stream") as socket:
    socket.send(json.dumps({"type": "run", "id": "ball", "run": run}))
    # The server sends `started`, then records in chunks, then `done`; or `error` where something isn't allowed.
    for text in socket:
        message = json.loads(text)
        if message["type"] == "error":
            sys.exit(f"{message['field']} {message['reason']}")
        if message["type"] == "steps":
            columns = message["steps"]
            for step, (x,), loss in zip(columns["step"], columns["point"], columns["loss"], strict=True):
                print(f"step {step:3}   x = {x:+.6f}   loss = {loss:.6f}")
        if message["type"] == "done":
            print(message["outcome"]["status"])
            break
