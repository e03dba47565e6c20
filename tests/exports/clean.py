"""A process that has torch and nothing of Kudari's: a program runs there as it does at a learner's."""

import json
import subprocess
import sys
from contextlib import contextmanager

PROGRAM = """
import contextlib, importlib.util, io, json, sys, traceback, warnings
import torch

assert importlib.util.find_spec("app") is None
warnings.simplefilter("error")


def run(cells):
    torch.set_num_threads(1)
    torch.backends.mkldnn.enabled = True
    namespace = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for cell in cells:
            exec(compile(cell, "cell", "exec", dont_inherit=True), namespace)
    return namespace | {"said": said.getvalue()}


def told(values):
    for name, value in values.items():
        if isinstance(value, torch.nn.Module):
            value = {each: weight.tolist() for each, weight in value.named_parameters()}
        if hasattr(value, "to_plotly_json"):
            value = value.to_plotly_json()["data"]
        with contextlib.suppress(TypeError, ValueError):
            json.dumps(value)
            yield name, value


for line in sys.stdin:
    try:
        print(json.dumps(dict(told(run(json.loads(line))))), flush=True)
    except Exception:
        print(json.dumps({"raised": traceback.format_exc()}), flush=True)
"""


@contextmanager
def process():
    """Within it: `run(code, ...)` runs cells in a namespace of their own, and tells what they leave there and print."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-I", "-c", PROGRAM], **pipes) as python:

        def run(*cells):
            print(json.dumps(cells), file=python.stdin, flush=True)
            done = json.loads(python.stdout.readline())
            assert "raised" not in done, done["raised"]
            return done

        yield run
        python.kill()
