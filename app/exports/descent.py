"""A run as a program of plain torch that gives the same numbers: made of the very source of its pieces."""

from __future__ import annotations

import ast

from app.core import torchcode
from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.grammar import parse
from app.core.spec import RunSpec, TypedSpec
from app.core.standalone import Pieces
from app.core.steps import DIVERGED_BEYOND, WIDTH
from app.exports.cells import Cell, call, record, taken
from app.exports.results import RunResult
from app.exports.rules import Rules

SHOWN = 20
"""About as many records are printed."""
EXACT_POWERS = (1, 2, 3)
"""Exponents for which torch gives one value alone the bits that it gives many."""
UNLIKE = frozenset({"sigmoid", "sinh", "cosh"})
"""Functions for which it may not."""


def cells(result: RunResult, torchs: bool) -> list[Cell]:
    """In parts. torchs: whether the optimizer is torch's own class. Raises BadField where torch has none."""
    spec = result.spec
    pieces = Pieces()
    pieces.need("torch")
    objective = _objective(spec, pieces)
    rules = Rules(spec, torchs, pieces, "[point]")
    about = "The run. A record holds the point, the loss and the gradient there, and what the optimizer keeps."
    run = Cell(about, _loop(spec, rules, _differs(objective.code)))
    says = (
        "Kudari computed this run, and this program computes it again, with nothing but torch: the same numbers, to "
        "the last bit. The objective and the optimizer stand here as they stand in Kudari."
    )
    return [Cell(says, pieces.imports()), objective, *rules.cells, run, _compared(result)]


def called(spec: RunSpec, points: str) -> str:
    """How the program calls the function of these points."""
    if isinstance(spec.objective, TypedSpec):
        return f"typed({points})"
    return call(find(OBJECTIVES, spec.objective.name).call.__name__, points, **spec.objective.parameters())


def _objective(spec: RunSpec, pieces: Pieces) -> Cell:
    if isinstance(spec.objective, TypedSpec):
        pieces.need("torch", "Tensor")
        body = "\n    ".join(torchcode.lines(parse(spec.objective.formula)))
        return Cell("The function that was typed.", f"def typed(point: Tensor) -> Tensor:\n    {body}")
    entry = find(OBJECTIVES, spec.objective.name)
    file = entry.call.__module__.replace(".", "/")
    code = taken(pieces, f"{entry.call.__module__}:{entry.call.__name__}")
    return Cell(f"{entry.title}, as it stands in Kudari's {file}.py. {entry.about}", code)


def _loop(spec: RunSpec, rules: Rules, rows: bool) -> str:
    given = f"point.expand({WIDTH}, -1)" if rows else "point"
    reason = (
        f"    # The last bit here may depend on how many values torch works out at once: in Kudari {WIDTH} or more."
    )
    lines = [
        f"point = torch.tensor({spec.start}, dtype=torch.{spec.dtype}, requires_grad=True)",
        *rules.setting,
        f"steps = {spec.steps}",
        "",
        "records = []",
        "for number in range(steps + 1):",
        "    optimizer.zero_grad()",
        *([reason] if rows else []),
        f"    loss = {called(spec, given)}{'[0]' if rows else ''}",
        "    loss.backward()",
        "    kept = {name: value for name, value in optimizer.state[point].items() if torch.is_tensor(value)}",
        "    finite = all(value.isfinite().all() for value in (loss, point.grad, *kept.values()))",
        f"    if not finite or not (point.abs() <= {DIVERGED_BEYOND:.0f}).all():",
        '        print(f"diverged at step {number}")',
        "        break",
        "    records.append(",
        "        {",
        '            "step": number,',
        '            "point": point.tolist(),',
        '            "loss": loss.item(),',
        '            "grad": point.grad.tolist(),',
        '            "state": {name: value.tolist() for name, value in kept.items()},',
        "        }",
        "    )",
        "    if number < steps:",
        *(f"        {line}" for line in rules.turn),
        "        optimizer.step()",
    ]
    return "\n".join(lines)


def _compared(result: RunResult) -> Cell:
    last = result.steps.record(-1)
    every = max(1, len(result.steps) // SHOWN)
    lines = [
        f"for record in records[::{every}]:",
        """    print(f"step {record['step']:5}   x = {record['point']}   loss = {record['loss']}")""",
        f"kudari = {record({name: last[name] for name in ('step', 'loss')})[:-1]}, "
        f'"point": {last["point"]}, "grad": {last["grad"]}}}',
        "same = all(records[-1][name] == kudari[name] for name in kudari)",
        """print("The last record is Kudari's, to the last bit." if same else f"Kudari's last record: {kudari}")""",
    ]
    return Cell("Some of the records, and Kudari's last one beside that of this program.", "\n".join(lines))


def _differs(code: str) -> bool:
    """Whether a function has anything whose last bit may depend on how many values are worked out at once."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=float() | int() as power)) if power in EXACT_POWERS:
                continue
            case ast.BinOp(op=ast.Pow()):
                return True
            case ast.Attribute(attr=name) if name in UNLIKE:
                return True
    return False
