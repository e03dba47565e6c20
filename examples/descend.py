"""Step a descent by hand, with a larger rate after a while: `python examples/descend.py [http://127.0.0.1:8000]`.

Needs nothing but Python, and a server: `make run`.
"""

import json
import sys
from urllib.request import Request, urlopen

server = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"


def ask(method, path, body=None):
    """What the server answers to this body in JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(server + path, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request) as answer:
        return json.loads(answer.read() or "null")


descent = ask(
    "POST",
    "/api/descents",
    {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0]},
)
path = f"/api/descents/{descent['id']}"

for step in range(1, 11):
    current = ask("POST", f"{path}/steps", {"count": 1})["current"]
    print(f"step {step:2}   x = {current['point'][0]:.6f}   gradient = {current['grad'][0]:.6f}")
    if step == 5:
        ask("PATCH", path, {"optimizer": {"lr": 0.3}})

ask("DELETE", path)
