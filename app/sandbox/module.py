"""A source as the module that it is, and the optimizer in it."""

from __future__ import annotations

import inspect
import linecache
import sys
from types import ModuleType

import torch

FILE = "<optimizer>"
"""What tracebacks call the source."""


class NoOptimizer(Exception):
    """The source runs, and hasn't what was asked for."""


def load(source: str) -> ModuleType:
    """Run a source. Raises whatever it raises."""
    module = ModuleType("optimizer")
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    # So that what looks a class's module up finds it: dataclasses do, and pickles.
    sys.modules[module.__name__] = module
    exec(compile(source, FILE, "exec", dont_inherit=True), module.__dict__)
    return module


def optimizers(module: ModuleType) -> dict[str, type[torch.optim.Optimizer]]:
    """The optimizers that are written in it, in their order."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, torch.optim.Optimizer) and value.__module__ == module.__name__
    }


def optimizer(module: ModuleType, name: str) -> type[torch.optim.Optimizer]:
    """The optimizer of a name, which can step. Raises NoOptimizer."""
    kind = vars(module).get(name)
    if kind is None:
        there = ", ".join(optimizers(module)) or "none"
        raise NoOptimizer(f"there is no class {name} in the code; its optimizers: {there}")
    if not (inspect.isclass(kind) and issubclass(kind, torch.optim.Optimizer)):
        raise NoOptimizer(f"{name} is no subclass of torch.optim.Optimizer")
    if kind.step is torch.optim.Optimizer.step:
        raise NoOptimizer(f"{name} has no method step")
    return kind
