"""What a hostile program is."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent, indent

OPTIMIZER = """
import torch

def attack():
{attack}

class Hostile(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {{"lr": lr}})

    def step(self):
        if not self.state.get("tried"):
            self.state["tried"] = {{"once": 1}}
{trying}
        for group in self.param_groups:
            for p in group["params"]:
                p.data.sub_(group["lr"] * p.grad)
"""
CATCHING = """
try:
    got = attack()
except Exception as error:
    print("held:", type(error).__name__, str(error)[:200])
else:
    print("{verdict}:", repr(got)[:200])
"""


@dataclass(frozen=True)
class Program:
    """A program, and how its run must end.

    ends: nothing where the run goes on to its end as if nothing had been, else the types of fault that it may end with.
    """

    name: str
    source: str
    ends: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def held(name: str, attack: str) -> Program:
    """An attack in the first step that must raise an exception; its author may go on."""
    return Program(name, _optimizer(attack, CATCHING.format(verdict="ESCAPED")))


def harmless(name: str, attack: str) -> Program:
    """Something odd in the first step that does no harm, whether it raises or not."""
    return Program(name, _optimizer(attack, CATCHING.format(verdict="harmless")))


def ended(name: str, attack: str, *ends: str) -> Program:
    """An attack in the first step that ends the run, in one of these ways."""
    return Program(name, _optimizer(attack, "attack()"), ends)


def whole(name: str, source: str, *ends: str) -> Program:
    """A whole module, which ends in one of these ways; in none where it goes on to its end."""
    return Program(name, dedent(source).strip("\n"), ends)


def _optimizer(attack: str, trying: str) -> str:
    return OPTIMIZER.format(
        attack=indent(dedent(attack).strip("\n"), "    "), trying=indent(trying.strip("\n"), " " * 12)
    )
