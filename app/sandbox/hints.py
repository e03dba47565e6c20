"""What to try, for the mistakes that are made most often."""

from __future__ import annotations

import re
from typing import Final

NEVER_MOVED: Final = (
    "The step left the parameter where it was. Change it in place: p.sub_(…), p.add_(…) or p.data = …; "
    "p = p - … only gives the name p to a new tensor."
)
REPLACED: Final = (
    "The step put another tensor in place of the parameter. The network keeps the old one: change that in place, "
    "with p.sub_(…) or p.add_(…)."
)
TOO_SLOW: Final = "Is there a loop without an end, or work for each number that torch could do for all at once?"
NO_NUMBER: Final = (
    "The update made a number that isn't finite: a division by zero, the root of a negative number, or steps so large "
    "that they overflow. Add a small eps, or lower the learning rate."
)

HINTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "AttributeError",
        r"has no attribute '(param_groups|defaults|state|_\w*hook\w*|_zero_grad_profile_name|_patch_step_function)'",
        "Call super().__init__(params, defaults) first in __init__: it makes param_groups and state.",
    ),
    ("NoOptimizer", "no method step", "Write def step(self): it is called after each backward pass."),
    ("NoOptimizer", "no subclass", "Begin it with class MyOptimizer(torch.optim.Optimizer):"),
    ("NoOptimizer", "no class", "The class that is run must be in the code, under the very name."),
    (
        "RuntimeError",
        "leaf Variable that requires grad",
        "Put @torch.no_grad() above step: changing a parameter is no part of what is differentiated.",
    ),
    (
        "RuntimeError",
        r"(?s)does not require grad.*closure\(",
        "The loss is computed again with gradients on: with torch.enable_grad(): loss = closure().",
    ),
    (
        "RuntimeError",
        "does not require grad|backward through the graph a second time",
        "The parameter no longer leads back to the loss. Change it in place, under @torch.no_grad().",
    ),
    (
        "TypeError|AttributeError",
        "NoneType",
        "p.grad is None for a parameter that the loss doesn't depend on: skip it with if p.grad is None: continue.",
    ),
    (
        "TypeError",
        r"__init__\(\) got an unexpected keyword argument",
        "__init__ doesn't take this hyperparameter: add it there, with a default.",
    ),
    (
        "TypeError",
        r"Optimizer\.__init__\(\) missing",
        "It takes the parameters and a dict of hyperparameters: super().__init__(params, {'lr': lr}).",
    ),
    (
        "TypeError",
        r"__init__\(\) missing \d+ required",
        "Give each hyperparameter of __init__ a default, or a value beside the code.",
    ),
    ("TypeError", r"step\(\) (missing|takes)", "step is called as optimizer.step(): def step(self, closure=None):"),
    (
        "KeyError",
        r"\n.*state",
        "self.state[p] is empty before the first step: fill it where len(self.state[p]) == 0.",
    ),
    ("KeyError", "", "A group of param_groups holds what was given to super().__init__, under the very names."),
    ("NameError", "'(torch|np|numpy|math)'", "Import it at the top: import torch, import numpy as np, import math."),
    ("AttributeError", "'(Tensor|Parameter)' object", "A tensor has no such method: is it spelled as PyTorch does?"),
    (
        "AttributeError",
        "object has no attribute",
        "Is it set in __init__, under this very name? Hyperparameters are in group, as group['lr'].",
    ),
    ("NameError", "", "Is it spelled as where it was made? Hyperparameters are in group, as group['lr']."),
    (
        "RuntimeError",
        "size of tensor|shape|broadcast|must match",
        "Make state of the parameter's own shape, with torch.zeros_like(p): parameters differ in shape.",
    ),
    ("RuntimeError|MemoryError", "alloc|memory", "It asked for more memory than a run may have."),
    ("MemoryError", "", "It asked for more memory than a run may have."),
    ("RecursionError", "", "A function calls itself without an end."),
    (
        "PermissionError|BlockingIOError|OSError",
        "",
        "A run has no files, no network and no other processes: it computes, and that is all.",
    ),
    (
        "ModuleNotFoundError|ImportError",
        "",
        "A run has torch, numpy and Python's own library, as far as it computes; nothing else can be imported.",
    ),
    ("IndentationError|TabError", "", "Lines of one block begin in the same column; indent by four blanks."),
    ("SyntaxError", "", "Look at the line above too: a bracket or a colon may be missing there."),
    ("ZeroDivisionError", "", "Add a small eps to what is divided by."),
)
"""Kinds of exception, what its message says, or the line below it that raised it, and the hint: the first that fits."""


def hint(error: BaseException, message: str, line: str) -> str | None:
    """What to try after an exception, None where nothing in particular. line: the author's own that raised it."""
    if isinstance(error, RuntimeError) and "can't start new thread" in message:
        return "A run has one thread. torch computes in it as fast as this machine allows."
    for kinds, pattern, said in HINTS:
        if type(error).__name__ in kinds.split("|") and re.search(pattern, f"{message}\n{line}"):
            return said
    return None
