"""A run as a figure of Plotly, the page's own: `python examples/figure.py [http://127.0.0.1:8000]`.

Needs plotly (`pip install plotly`), and a server: `make run`. In a notebook `kudari_figure(run)` alone shows it.
"""

import json
import sys
from urllib.request import Request, urlopen

import plotly.io

SERVER = "http://127.0.0.1:8000"


def kudari_figure(run, server=SERVER, **choices):
    """The hill with the run on it. choices: view="loss" or "surface", look="dark"."""
    body = json.dumps({"run": run, **choices}).encode()
    request = Request(f"{server}/api/exports/figure", body, {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return plotly.io.from_json(answer.read().decode())


if __name__ == "__main__":
    run = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 50}
    server = sys.argv[1] if len(sys.argv) > 1 else SERVER
    for view in ("hill", "loss"):
        figure = kudari_figure(run, server, view=view)
        x, y = (figure.layout[axis].title.text for axis in ("xaxis", "yaxis"))
        print(f"{y} by {x}: {', '.join(trace.uid for trace in figure.data if trace.uid)}")
