"""Own optimizers, as tests send them."""

import json

from app.web.examples import SOURCE

PATIENCE = 30
BUILT_IN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 50}


def own(source=SOURCE, **more):
    return {"source": source, "class": "SimpleGD", **more}


def run(source=SOURCE, **more):
    return {**BUILT_IN, "optimizer": own(source, lr=0.1), **more}


def told(stream, id):
    """All messages of an id, to its last."""
    messages = []
    while not messages or messages[-1]["type"] not in ("done", "error", "busy"):
        message = json.loads(stream.recv(timeout=PATIENCE))
        messages += [message] if message["id"] == id else []
    return messages


def ask(stream, id, type, spec):
    stream.send(json.dumps({"type": type, "id": id, {"run": "run", "train": "training", "look": "look"}[type]: spec}))
