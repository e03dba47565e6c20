"""A run by an own optimizer as a file of Python that runs by itself, and gives the very same numbers."""

from __future__ import annotations

import re
from textwrap import indent

from app.core import torchcode
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import find
from app.core.grammar import parse
from app.core.own import OwnRunSpec
from app.core.spec import ObjectiveBase, ScheduleBase, TypedSpec
from app.core.standalone import Pieces
from app.core.steps import DIVERGED_BEYOND, WIDTH

PLAIN_STEP = re.compile(r"def step\(\s*self\s*\)")
CLOSING = (
    "_, *takes = inspect.signature(rule.step).parameters.values()",
    "needed = [each for each in takes if each.default is each.empty]",
    "closing = bool(needed) and needed[0].kind in (needed[0].POSITIONAL_ONLY, needed[0].POSITIONAL_OR_KEYWORD)",
)
"""Whether its step wants the loss again: `app.core.stepping.wants_closure`, as a program says it."""
SEEDS = {"random": "random.seed(0)", "numpy": "numpy.random.seed(0)"}


def script(spec: OwnRunSpec) -> str:
    """The source as it is, its lines where they were, and after it the run: each record is printed."""
    own = spec.optimizer
    name = "descend"
    while re.search(rf"\b{name}\b", own.source):
        name += "_"
    pieces = Pieces()
    pieces.need("torch")
    if pace := _pace(spec.schedule, pieces):
        pace = f"\n\n\n{pace}"
    objective = _objective(spec.objective, pieces)
    definitions = "\n\n\n".join(filter(None, (pieces.text(), objective)))
    body = f"{_imports(own.source, pieces)}\n\n{_tight(definitions + pace)}\n\n{_loop(spec)}"
    doc = f'"""{spec.steps} steps from {spec.start}, as Kudari makes them. rule: the class of the optimizer."""'
    whole = indent(f"{doc}\n{body}", "    ")
    return f"{own.source.rstrip()}\n\n\ndef {name}(rule):\n{whole}\n\n\n{name}({own.class_})\n"


def _imports(source: str, pieces: Pieces) -> str:
    """What is imported, and what is drawn by chance begun as it is for each run."""
    lines = ["torch.manual_seed(0)"]
    for module, seed in SEEDS.items():
        if re.search(rf"\b{module}\b", source):
            pieces.need(module)
            lines.append(seed)
    if not PLAIN_STEP.search(source):
        pieces.need("inspect")
    return "\n\n".join((pieces.imports(), "\n".join(lines)))


def _objective(spec: ObjectiveBase, pieces: Pieces) -> str:
    """A function `objective` of points; what it rests on is gathered."""
    if isinstance(spec, TypedSpec):
        tree = parse(spec.formula)
        lines = [f'"""{tree}"""', *torchcode.lines(tree)]
    else:
        call = find(OBJECTIVES, spec.name).call
        pieces.take(f"{call.__module__}:{call.__name__}")
        lines = [f"return {call.__name__}({_given('point', spec.parameters())})"]
    return "def objective(point):\n" + indent("\n".join(lines), "    ")


def _pace(spec: ScheduleBase, pieces: Pieces) -> str:
    """A function `rate` of the base rate and the number of the update, nothing where it is constant."""
    if spec.constant:
        return ""
    entry = find(SCHEDULES, spec.name)
    pieces.take(f"{entry.factor.__module__}:{entry.factor.__name__}")
    shape = {name: value for name, value in spec.parameters().items() if name != entry.floor}
    factor = f"{entry.factor.__name__}({_given('number', shape)})"
    return f"def rate(base, number):\n    return {spec.floor!r} + (base - {spec.floor!r}) * {factor}"


def _loop(spec: OwnRunSpec) -> str:
    own = spec.optimizer
    plain = bool(PLAIN_STEP.search(own.source))
    changes = [(change.step, change.optimizer) for change in spec.changes]
    lines = [
        f"point = torch.tensor({spec.start}, dtype=torch.{spec.dtype}).requires_grad_()",
        f"optimizer = rule({_given('[point]', own.hyperparameters())})",
    ]
    if not plain:
        lines += CLOSING
    if changes:
        lines.append(f"changes = {dict(changes)!r}")
    if not spec.schedule.constant:
        lines.append(f"base = {own.parameters()['lr']!r}")
    lines += [
        "",
        "def evaluate():",
        "    optimizer.zero_grad()",
        f"    # The first of {WIDTH} equal rows: its last digit is the same, however many points are taken at once.",
        f"    rows = torch.cat([point[None], point.detach().expand({WIDTH - 1}, -1)])",
        "    loss = objective(rows)[0]",
        "    loss.backward()",
        "    return loss",
        "",
        f"for number in range({spec.steps} + 1):",
        "    loss = evaluate()",
        "    finite = loss.isfinite() and point.grad.isfinite().all()",
        f"    if not finite or not (point.abs() <= {DIVERGED_BEYOND:g}).all():",
        '        print("diverged at step", number)',
        "        break",
        "    print(number, point.tolist(), loss.item(), point.grad.tolist())",
        f"    if number == {spec.steps}:",
        "        break",
    ]
    if changes:
        lines += [
            "    change = changes.get(number, {})",
            "    for group in optimizer.param_groups:",
            "        group.update(change)",
        ]
    if not spec.schedule.constant:
        if changes:
            lines.append('    base = change.get("lr", base)')
        lines += ["    for group in optimizer.param_groups:", '        group["lr"] = rate(base, number)']
    lines.append("    optimizer.step()" if plain else "    optimizer.step(evaluate) if closing else optimizer.step()")
    return "\n".join(lines)


def _given(first: str, named: dict[str, object]) -> str:
    return ", ".join([first, *(f"{name}={value!r}" for name, value in named.items())])


def _tight(text: str) -> str:
    """Definitions within a function stand one line apart."""
    return text.replace("\n\n\n", "\n\n")
