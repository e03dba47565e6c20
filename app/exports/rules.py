"""The optimizer and the schedule of an exported program: Kudari's own source, or torch's call."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import Optimizer, find
from app.core.fields import BadField
from app.core.own import OwnSpec
from app.core.spec import Ruled
from app.core.standalone import Pieces
from app.exports.cells import Cell, call, indented, table, taken
from app.exports.own import RULE, stepped_plainly

AGAIN = "Whether its step wants a function that gives the loss again, as that of LBFGS does."


class Rules:
    """What a program says of its rule. `cells`: its source, and that of its rate; `setting`: the lines that make it."""

    def __init__(self, spec: Ruled, torchs: bool, pieces: Pieces, parameters: str) -> None:
        """torchs: whether torch's own class is wanted. parameters: what the program optimizes, as it calls that.

        Raises BadField where torch has none.
        """
        self._spec = spec
        self._torchs = torchs
        given = spec.optimizer.hyperparameters()
        self._closing = isinstance(spec.optimizer, OwnSpec) and not stepped_plainly(spec.optimizer)
        if isinstance(spec.optimizer, OwnSpec):
            if torchs:
                raise BadField("optimizer", "must be 'kudari' here: torch has no optimizer of yours")
            self._name = RULE
            self.cells = [Cell(AGAIN, taken(pieces, "app.core.stepping:wants_closure"))] if self._closing else []
        else:
            self._entry = find(OPTIMIZERS, spec.optimizer.name)
            if torchs and not self._entry.reference:
                raise BadField("optimizer", f"must be 'kudari' here: torch has no {self._entry.title}")
            self._name = self._entry.reference.partition("(")[0] if torchs else self._entry.target.partition(":")[2]
            self.cells = [self._rule(pieces)]
            given = torch_group(self._entry, given) if torchs else given
        self.setting = [f"optimizer = {call(self._name, parameters, **given)}"]
        if spec.changes:
            self.setting.append(f"changes = {table(self._changes())}")
        if not spec.schedule.constant:
            self.cells.append(self._schedule(pieces))
            self.setting.append(f"base = {spec.optimizer.parameters()['lr']!r}")

    def evaluation(self, lines: Sequence[str], found: str) -> tuple[list[str], list[str]]:
        """What gives the loss, `found`, and its gradient: what of it stands before the loop, and what in it."""
        if not self._closing:
            return [], [*lines]
        evaluate = ["def evaluate():", *indented([*lines, f"return {found}"])]
        return ["", "", *evaluate, "", "", f"again = [evaluate] if wants_closure({self._name}) else []"], [
            f"{found} = evaluate()"
        ]

    @property
    def update(self) -> list[str]:
        """An update, and what is set before it."""
        lines, dialled = [], []
        if self._spec.changes:
            lines.append("change = changes.get(number, {})")
            dialled.append("group.update(change)")
        if not self._spec.schedule.constant:
            if self._spec.changes:
                lines.append('base = change.get("lr", base)')
            dialled.append('group["lr"] = rate(base, number)')
        if dialled:
            lines += ["for group in optimizer.param_groups:", *indented(dialled)]
        return [*lines, "optimizer.step(*again)" if self._closing else "optimizer.step()"]

    def _rule(self, pieces: Pieces) -> Cell:
        entry = self._entry
        if self._torchs:
            return Cell(f"The optimizer is torch's own, {entry.reference.partition('(')[0]}. {entry.about}")
        file = entry.target.partition(":")[0].replace(".", "/")
        like = f" torch calls it {entry.reference}." if entry.reference else ""
        return Cell(
            f"{entry.title}, as it stands in Kudari's {file}.py. {entry.about}{like}", taken(pieces, entry.target)
        )

    def _schedule(self, pieces: Pieces) -> Cell:
        spec = self._spec.schedule
        entry = find(SCHEDULES, spec.name)
        shape = {name: value for name, value in spec.parameters().items() if name != entry.floor}
        text = taken(pieces, f"{entry.factor.__module__}:{entry.factor.__name__}")
        factor = call(entry.factor.__name__, "number", **shape)
        worth = f"{spec.floor} + (base - {spec.floor}) * {factor}" if spec.floor else f"base * {factor}"
        rate = f"def rate(base: float, number: int) -> float:\n    return {worth}"
        return Cell(f"{entry.title}: {entry.about} The rate of update `number`, counted from 0.", f"{text}\n\n\n{rate}")

    def _changes(self) -> dict[int, dict[str, Any]]:
        changes = {change.step: change.optimizer for change in self._spec.changes}
        if not self._torchs:
            return changes
        given = self._spec.optimizer.hyperparameters()
        told = {}
        for step, change in changes.items():
            before = torch_group(self._entry, given)
            given = {**given, **change}
            after = torch_group(self._entry, given)
            told[step] = {name: value for name, value in after.items() if value != before[name] or name in change}
        return told


def torch_group(entry: Optimizer, hyperparameters: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's hyperparameters as torch's own class takes them, which may put two into one."""
    written = ast.parse(entry.reference, mode="eval").body
    assert isinstance(written, ast.Call), "a reference is a call"
    values: dict[str, ast.expr] = {each.id: each for each in written.args if isinstance(each, ast.Name)}
    for keyword in written.keywords:
        assert keyword.arg is not None, "a reference names what it gives"
        values[keyword.arg] = keyword.value
    return {name: _worth(node, hyperparameters) for name, node in values.items()}


def _worth(node: ast.expr, hyperparameters: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            return hyperparameters[name]
        case ast.Tuple(elts=parts):
            return tuple(_worth(part, hyperparameters) for part in parts)
    return ast.literal_eval(node)
