"""A run as a program of plain torch that gives the same numbers: made of the very source of its pieces."""

from __future__ import annotations

import ast

from app.core import torchcode
from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.grammar import parse
from app.core.own import OwnSpec
from app.core.spec import RunSpec, TypedSpec
from app.core.standalone import Pieces
from app.core.steps import DIVERGED_BEYOND, WIDTH
from app.exports.cells import Cell, call, indented, taken
from app.exports.results import RunResult
from app.exports.rules import Rules

SHOWN = 20
"""About as many records are printed."""
EXACT_POWERS = (1, 2, 3)
"""Exponents for which torch gives one value alone the bits that it gives many."""
UNLIKE = frozenset({"sigmoid", "sinh", "cosh"})
"""Functions for which it may not."""
ROWS = (
    f"# The last bit here may depend on how many values torch works out at once: in Kudari {WIDTH} or more.",
    f"rows = torch.cat([point[None], point.detach().expand({WIDTH - 1}, -1)])",
)


def cells(result: RunResult, torchs: bool, pieces: Pieces) -> list[Cell]:
    """In parts. torchs: whether the optimizer is torch's own class. Raises BadField where torch has none."""
    spec = result.spec
    objective = _objective(spec, pieces)
    rules = Rules(spec, torchs, pieces, "[point]")
    keeps = "" if isinstance(spec.optimizer, OwnSpec) else ", and what the optimizer keeps"
    run = Cell(
        f"The run. A record holds the point, the loss and the gradient there{keeps}.",
        _loop(spec, rules, _differs(objective.code)),
    )
    return [objective, *rules.cells, run, _compared(result)]


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
    before, evaluated = rules.evaluation(
        [
            "optimizer.zero_grad()",
            *(ROWS if rows else []),
            f"loss = {called(spec, 'rows')}[0]" if rows else f"loss = {called(spec, 'point')}",
            "loss.backward()",
        ],
        "loss",
    )
    own = isinstance(spec.optimizer, OwnSpec)
    kept = "kept = {name: value for name, value in optimizer.state[point].items() if torch.is_tensor(value)}"
    seen = "(loss, point.grad)" if own else "(loss, point.grad, *kept.values())"
    record = ['"step": number,', '"point": point.tolist(),', '"loss": loss.item(),', '"grad": point.grad.tolist(),']
    state = '"state": {name: value.tolist() for name, value in kept.items()},'
    turn = [
        *evaluated,
        *([] if own else [kept]),
        f"finite = all(value.isfinite().all() for value in {seen})",
        f"if not finite or not (point.abs() <= {DIVERGED_BEYOND:_.0f}).all():",
        '    print("diverged at step", number)',
        "    break",
        "records.append(",
        *indented(["{", *indented([*record, *([] if own else [state])]), "}"]),
        ")",
        "if number < steps:",
        *indented(rules.update),
    ]
    lines = [
        f"point = torch.tensor({spec.start}, dtype=torch.{spec.dtype}, requires_grad=True)",
        *rules.setting,
        f"steps = {spec.steps}",
        *before,
        "",
        "records = []",
        "for number in range(steps + 1):",
        *indented(turn),
    ]
    return "\n".join(lines)


def _compared(result: RunResult) -> Cell:
    last = result.steps.record(-1)
    every = max(1, len(result.steps) // SHOWN)
    lines = [
        f"for record in records[::{every}]:" if every > 1 else "for record in records:",
        """    print(f"step {record['step']:5}   x = {record['point']}   loss = {record['loss']}")""",
        "kudari = {",
        *(f'    "{name}": {last[name]},' for name in ("step", "point", "loss", "grad")),
        "}",
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
