"""Descents in lanes, as tests ask for them."""

import numpy as np
import pytest

from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.spec import MAX_STEPS, RunSpec
from app.core.steps import Steps

each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def spec(
    objective="square",
    rule="simple_gd",
    start=None,
    steps=50,
    dtype="float32",
    changes=(),
    schedule="constant",
    **values,
):
    start = find(OBJECTIVES, objective).start if start is None else start
    return RunSpec.model_validate(
        {
            "objective": {"name": objective},
            "optimizer": {"name": rule, **values},
            "start": list(start),
            "steps": steps,
            "dtype": dtype,
            "changes": list(changes),
            "schedule": {"name": schedule},
        }
    )


def runs(specs, sizes=(MAX_STEPS + 1,)):
    """The whole records and the outcome of each spec, stepped together."""
    parts = [part for chunk in descend(specs, sizes) for part in chunk]
    ended = {part.run: part.outcome for part in parts if part.outcome is not None}
    return [(Steps.join([part.steps for part in parts if part.run == lane]), ended[lane]) for lane in range(len(specs))]


def run(**settings):
    ((steps, outcome),) = runs([spec(**settings)])
    return steps, outcome


def same(one, other):
    """Whether two runs have the same bits in every column, and the same outcome."""
    (steps, outcome), (others, others_outcome) = one, other
    columns = [
        ("step", steps.step, others.step),
        *((name, getattr(steps, name), getattr(others, name)) for name in ("point", "loss", "grad")),
    ]
    columns += [(name, column, others.state[name]) for name, column in steps.state.items()]
    assert steps.state.keys() == others.state.keys()
    for name, column, expected in columns:
        assert column.dtype == expected.dtype
        np.testing.assert_array_equal(column, expected, err_msg=name)
    assert outcome == others_outcome
    return True
