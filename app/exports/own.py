"""An own optimizer in a program: its source as it is, and around it what there would be for one of Kudari's."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from app.core.own import OwnSpec
from app.core.standalone import Pieces
from app.exports.cells import Cell
from app.exports.names import apart, imported

RULE = "own_rule"
"""What a program calls its class, until the class is known."""
SAYS = "The optimizer is yours, as you wrote it."
SETTING = """
# As in Kudari: one thread, no machine code that is made on the way, and what is drawn by chance is the same each time.
torch.set_num_threads(1)
torch.backends.mkldnn.enabled = False
torch.manual_seed(0)
"""
SEEDS = {"random": "random.seed(0)", "numpy": "numpy.random.seed(0)"}


def cells(own: OwnSpec, says: str, pieces: Pieces, others: Sequence[Cell]) -> list[Cell]:
    """The program: what it needs, the source, and the other cells, whose names are no others of the source."""
    seeds = [name for name in SEEDS if name in imported(own.source)]
    for name in seeds:
        pieces.need(name)
    first = "\n".join([f"{pieces.imports()}\n{SETTING.rstrip()}", *(SEEDS[name] for name in seeds)])
    codes, shadowed = apart(own.source, [first, *(cell.code for cell in others)], {RULE: own.class_})
    head = Cell(says, shadowed + codes[0])
    written = [replace(cell, code=code) for cell, code in zip(others, codes[1:], strict=True)]
    return [head, Cell(SAYS, own.source.strip("\n")), *written]


def stepped_plainly(own: OwnSpec) -> bool:
    """Whether the source itself says, beyond doubt, that its step doesn't want the loss again."""
    nodes = [*ast.walk(ast.parse(own.source))]
    steps = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == "step"]
    kinds = [node for node in nodes if isinstance(node, ast.ClassDef) and node.name == own.class_]
    replaced = any(isinstance(node, ast.Attribute) and node.attr == "step" for node in nodes)
    match steps, kinds:
        case [step], [kind] if step in kind.body and not kind.decorator_list and not replaced:
            plain = len(step.args.posonlyargs + step.args.args) == 1 + len(step.args.defaults)
            return plain and {ast.unparse(each) for each in step.decorator_list} <= {"torch.no_grad()"}
    return False
