"""What is said on the socket, as tests say and hear it."""

import json

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6], "steps": 800}
LONG = {**RUN, "steps": 3_000}


def ask(stream, id, run=RUN):
    stream.send(json.dumps({"type": "run", "id": id, "run": run}))


def train(stream, id, **training):
    stream.send(json.dumps({"type": "train", "id": id, "training": training}))


def sweep(stream, id, sweep):
    stream.send(json.dumps({"type": "sweep", "id": id, "sweep": sweep}))


def swept(across, up, steps):
    """A map of the rate and the start."""
    x = {"field": "optimizer.lr", "low": 0.001, "high": 1.0, "count": across, "scale": "log"}
    y = {"field": "start.0", "low": -2.0, "high": 2.0, "count": up}
    return {"run": {**RUN, "steps": steps}, "x": x, "y": y}


def recv(stream):
    return json.loads(stream.recv(timeout=60))


def until_done(stream, *ids):
    """The messages by their ids, up to the end of these. The last to end is the last in order."""
    messages = {}
    left = set(ids)
    while left:
        message = recv(stream)
        earlier = messages.pop(message["id"], [])
        messages[message["id"]] = [*earlier, message]
        if message["type"] in ("done", "error", "busy"):
            left.discard(message["id"])
    return messages


def joined(messages):
    """The chunks of one run as the columns of its answer over HTTP."""
    whole = {}
    for message in messages:
        columns = message.get("steps", {})
        for name, column in {**columns, **columns.get("state", {})}.items():
            if name != "state":
                whole.setdefault(name, []).extend(column)
    return whole
