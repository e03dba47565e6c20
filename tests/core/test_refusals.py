"""A spec that is wrong is told its field and what is allowed there."""

import math

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import (
    MAX_CHANGES,
    OptimizerSpec,
    RunSpec,
)
from tests.core.specs import ABSENT, change, each_rule, refusal, with_


def adam(**values):
    return {"name": "adam", **values}


RATE = "must be a number between 0 and 100"
BETA = "must be a number at least 0 and below 1"
START = "must be a number between -1000 and 1000"
STEPS = "must be a whole number between 1 and 10000"
BAD = {
    "no objective": (with_(objective=ABSENT), "objective: Field required"),
    "no optimizer": (with_(optimizer=ABSENT), "optimizer: Field required"),
    "no start": (with_(start=ABSENT), "start: Field required"),
    "no steps": (with_(steps=ABSENT), "steps: Field required"),
    "objective without name": (with_(objective={}), "objective: Unable to extract tag using discriminator 'name'"),
    "optimizer without name": (
        with_(optimizer={"lr": 0.1}),
        "optimizer: Unable to extract tag using discriminator 'name'",
    ),
    "unknown objective": (with_(objective={"name": "cube"}), "objective: Input tag 'cube'"),
    "unknown optimizer": (with_(optimizer={"name": "sgd"}), "optimizer: Input tag 'sgd'"),
    "objective a string": (with_(objective="square"), "objective: Input should be a valid dictionary"),
    "optimizer a string": (with_(optimizer="adam"), "optimizer: Input should be a valid dictionary"),
    "objective with more": (with_(objective={"name": "square", "a": 2}), "objective.square.a: Extra inputs are not"),
    "optimizer with another's": (with_(optimizer=adam(momentum=0.9)), "optimizer.adam.momentum: Extra inputs are not"),
    "more fields": (with_(seed=0), "seed: Extra inputs are not"),
    "rate a string": (with_(optimizer=adam(lr="0.1")), f"optimizer.adam.lr: {RATE}, got '0.1'"),
    "rate a boolean": (with_(optimizer=adam(lr=True)), f"optimizer.adam.lr: {RATE}, got True"),
    "rate null": (with_(optimizer=adam(lr=None)), f"optimizer.adam.lr: {RATE}, got None"),
    "rate a list": (with_(optimizer=adam(lr=[0.1])), f"optimizer.adam.lr: {RATE}, got [0.1]"),
    "rate NaN": (with_(optimizer=adam(lr=math.nan)), f"optimizer.adam.lr: {RATE}, got nan"),
    "rate infinite": (with_(optimizer=adam(lr=math.inf)), f"optimizer.adam.lr: {RATE}, got inf"),
    "rate negative": (with_(optimizer=adam(lr=-0.1)), f"optimizer.adam.lr: {RATE}, got -0.1"),
    "rate too large": (with_(optimizer=adam(lr=100.5)), f"optimizer.adam.lr: {RATE}, got 100.5"),
    "beta of one": (with_(optimizer=adam(betas=[0.9, 1.0])), f"optimizer.adam.betas.1: {BETA}, got 1.0"),
    "beta negative": (with_(optimizer=adam(betas=[-0.1, 0.9])), f"optimizer.adam.betas.0: {BETA}, got -0.1"),
    "one beta": (with_(optimizer=adam(betas=[0.9])), "optimizer.adam.betas: List should have at least 2 items"),
    "three betas": (with_(optimizer=adam(betas=[0.9] * 3)), "optimizer.adam.betas: List should have at most 2 items"),
    "betas a number": (with_(optimizer=adam(betas=0.9)), "optimizer.adam.betas: Input should be a valid list"),
    "start a number": (with_(start=1.0), "start: Input should be a valid list"),
    "start a string": (with_(start=["1"]), f"start.0: {START}, got '1'"),
    "start a boolean": (with_(start=[True]), f"start.0: {START}, got True"),
    "start NaN": (with_(start=[math.nan]), f"start.0: {START}, got nan"),
    "start infinite": (with_(start=[-math.inf]), f"start.0: {START}, got -inf"),
    "start too far": (with_(start=[1000.5]), f"start.0: {START}, got 1000.5"),
    "start huge": (with_(start=[10**400]), f"start.0: {START}, got 1000"),
    "start empty": (with_(start=[]), "start: Value error, square takes 1 coordinate, got 0"),
    "start too long": (with_(start=[1.0, 2.0]), "start: Value error, square takes 1 coordinate, got 2"),
    "no step": (with_(steps=0), f"steps: {STEPS}, got 0"),
    "too many steps": (with_(steps=10_001), f"steps: {STEPS}, got 10001"),
    "steps a string": (with_(steps="50"), f"steps: {STEPS}, got '50'"),
    "steps a boolean": (with_(steps=True), f"steps: {STEPS}, got True"),
    "steps a fraction": (with_(steps=1.5), f"steps: {STEPS}, got 1.5"),
    "steps NaN": (with_(steps=math.nan), f"steps: {STEPS}, got nan"),
    "steps huge": (with_(steps=10**400), f"steps: {STEPS}, got 1000"),
    "unknown precision": (with_(dtype="float16"), "dtype: Input should be 'float32' or 'float64'"),
    "change without step": (with_(changes=[{"optimizer": {"lr": 1.0}}]), "changes.0.step: Field required"),
    "change without optimizer": (with_(changes=[{"step": 3}]), "changes.0.optimizer: Field required"),
    "change of nothing": (with_(changes=change()), "changes.0.optimizer: Dictionary should have at least 1 item"),
    "change too early": (
        with_(changes=change(-1, lr=1.0)),
        "changes.0.step: must be a whole number between 0 and 10000",
    ),
    "change too late": (
        with_(changes=change(10_001, lr=1.0)),
        "changes.0.step: must be a whole number between 0 and 10000",
    ),
    "change of the unknown": (
        with_(changes=change(momentum=0.5)),
        "changes.0.optimizer.momentum: Extra inputs are not",
    ),
    "change out of range": (with_(changes=change(lr=101.0)), f"changes.0.optimizer.lr: {RATE}, got 101"),
    "second change out of range": (with_(changes=change(lr=1.0) + change(lr=-1.0)), f"changes.1.optimizer.lr: {RATE}"),
    "change at an open end": (with_(changes=change(betas=[0.9, 1.0])), f"changes.0.optimizer.betas.1: {BETA}, got 1.0"),
    "change of too few": (with_(changes=change(betas=[0.9])), "changes.0.optimizer.betas: List should have at least 2"),
    "change to a list": (with_(changes=change(lr=[1.0])), f"changes.0.optimizer.lr: {RATE}, got [1.0]"),
    "change to a string": (with_(changes=change(lr="1")), f"changes.0.optimizer.lr: {RATE}, got '1'"),
    "change to a boolean": (with_(changes=change(lr=True)), f"changes.0.optimizer.lr: {RATE}, got True"),
    "change to NaN": (with_(changes=change(lr=math.nan)), f"changes.0.optimizer.lr: {RATE}, got nan"),
    "change to null": (with_(changes=change(lr=None)), f"changes.0.optimizer.lr: {RATE}, got None"),
    "change of the rule": (with_(changes=change(name="momentum")), "changes.0.optimizer.name: Input should be 'adam'"),
    "change of the name": (with_(changes=change(name=1.0)), "changes.0.optimizer.name: Input should be 'adam'"),
    "change of more than there is": (with_(changes=change(name="adam", a=1.0)), "changes.0.optimizer.a: Extra inputs"),
    "too many changes": (
        with_(changes=change(lr=1.0) * (MAX_CHANGES + 1)),
        f"changes: List should have at most {MAX_CHANGES}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_told_its_field_and_what_is_allowed(data, said):
    """Each refusal names the field by its path, and the range, or the names, that it would take."""
    assert said in refusal(data)


@pytest.mark.parametrize("name", ["unknown objective", "unknown optimizer"])
def test_an_unknown_name_is_told_all_names(name):
    """Who misspells an entry of the catalogue is told every one there is."""
    data, _ = BAD[name]
    entries = OBJECTIVES if name == "unknown objective" else OPTIMIZERS
    assert all(f"'{entry.name}'" in refusal(data) for entry in entries)


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "1", '"run"', '{"steps": NaN}', '{"start": [Infinity]}'])
def test_junk_is_refused(text):
    """What is not JSON, or not an object, or holds NaN, is a ValidationError as any other bad input."""
    with pytest.raises(ValidationError):
        RunSpec.model_validate_json(text)


@each_rule
def test_every_hyperparameter_has_its_range(entry):
    """Both ends of the catalogue's range are taken as it says, and what lies beyond is told the range."""
    optimizer = TypeAdapter(OptimizerSpec)
    for parameter in entry.parameters:
        count = np.size(parameter.default)
        for value, allowed in (
            (parameter.minimum, True),
            (parameter.maximum, not parameter.open),
            (math.nextafter(parameter.maximum, 0), True),
            (math.nextafter(parameter.maximum, math.inf), False),
            (math.nextafter(parameter.minimum, -math.inf), False),
        ):
            data = {
                "name": entry.name,
                parameter.name: [value] * count if isinstance(parameter.default, tuple) else value,
            }
            if allowed:
                assert getattr(optimizer.validate_python(data), parameter.name) == data[parameter.name]
            else:
                with pytest.raises(
                    ValidationError,
                    match=rf"(?s){parameter.name}.*{parameter.minimum:g} and .*{parameter.maximum:g}",
                ):
                    optimizer.validate_python(data)
