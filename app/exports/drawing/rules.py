"""What a rule is called in a picture, with its colour and its numbers."""

from __future__ import annotations

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import Optimizer, find
from app.core.own import OwnSpec
from app.core.spec import OptimizerBase, ScheduleBase
from app.exports.drawing.numerals import shown

OWN = "hue-own"
PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁺⁻", "0123456789+−")
"""Our type has no small ones."""


def hue_of(optimizer: OptimizerBase) -> str:
    """The token of its colour."""
    return OWN if isinstance(optimizer, OwnSpec) else f"hue-{_entry(optimizer).hue}"


def title_of(optimizer: OptimizerBase) -> str:
    """What it is called."""
    return optimizer.class_ if isinstance(optimizer, OwnSpec) else _entry(optimizer).title


def name_of(optimizer: OptimizerBase, schedule: ScheduleBase) -> str:
    """Its title, its rate, and of its other numbers those that are not the usual ones."""
    told = [title_of(optimizer), *_numbers(optimizer)]
    if not schedule.constant:
        told.append(find(SCHEDULES, schedule.name).title.lower())
    return ", ".join(told)


def _numbers(optimizer: OptimizerBase) -> list[str]:
    given = optimizer.parameters()
    if isinstance(optimizer, OwnSpec):
        return [f"{name} = {value}" for name, value in given.items() if name == "lr"]
    told = []
    for parameter in _entry(optimizer).parameters:
        value = given[parameter.name]
        usual = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
        if parameter.name == "lr" or value != usual:
            letters = [letter.translate(PLAIN) for letter in parameter.symbols]
            values = value if isinstance(value, list) else [value]
            told += [f"{letter} = {shown(each)}" for letter, each in zip(letters, values, strict=True)]
    return told


def _entry(optimizer: OptimizerBase) -> Optimizer:
    return find(OPTIMIZERS, optimizer.name)
