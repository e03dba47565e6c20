"""The schema of a run: what it fills in, what it refuses, and that it says why."""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import app
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import START_LIMIT, find
from app.core.spec import (
    MAX_CHANGES,
    MAX_STEPS,
    SCHEMAS,
    Change,
    DescentSpec,
    OptimizerSpec,
    RunSpec,
    changed,
)

ABSENT = object()
GOOD = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 50}

each_rule = pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)


def with_(**fields):
    """A good run with some fields put in, or left out."""
    return {name: value for name, value in (GOOD | fields).items() if value is not ABSENT}


def adam(**values):
    return {"name": "adam", **values}


def change(step=3, **values):
    return [{"step": step, "optimizer": values}]


def refusal(data, model=RunSpec):
    """What is said of bad input, as one text: the field's path and the reason, error by error."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in caught.value.errors())


@st.composite
def specs(draw):
    """Any run that the catalogue allows."""
    objective, rule = draw(st.sampled_from(OBJECTIVES)), draw(st.sampled_from(OPTIMIZERS))
    optimizer = {"name": rule.name}
    for parameter in rule.parameters:
        number = st.floats(parameter.minimum, parameter.maximum, exclude_max=parameter.open)
        count = np.size(parameter.default)
        several = st.lists(number, min_size=count, max_size=count)
        optimizer[parameter.name] = draw(several if isinstance(parameter.default, tuple) else number)
    moves = st.fixed_dictionaries({"lr": st.floats(0, 100)})
    return {
        "objective": {"name": objective.name},
        "optimizer": optimizer,
        "start": [draw(st.floats(-START_LIMIT, START_LIMIT)) for _ in range(objective.dimension)],
        "dtype": draw(st.sampled_from(["float32", "float64"])),
        "changes": draw(
            st.lists(st.fixed_dictionaries({"step": st.integers(0, MAX_STEPS), "optimizer": moves}), max_size=4)
        ),
        "steps": draw(st.integers(1, MAX_STEPS)),
    }


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


@each_rule
def test_defaults_are_filled_in(entry):
    """A rule named and no more has the catalogue's defaults, and a default lies in its own range and slider."""
    spec = RunSpec.model_validate(with_(optimizer={"name": entry.name}))
    wanted = {each.name: list(np.atleast_1d(each.default)) for each in entry.parameters}
    assert {name: list(np.atleast_1d(value)) for name, value in spec.optimizer.hyperparameters().items()} == wanted
    for parameter in entry.parameters:
        low, high = parameter.slider
        assert parameter.minimum <= low < high <= parameter.maximum
        assert all(low <= number <= high for number in wanted[parameter.name])
        assert len(parameter.symbols) == len(wanted[parameter.name])
    SCHEMAS["optimizer"][entry.name].model_validate(spec.optimizer.model_dump())


def test_the_whole_run_is_answered():
    """What the spec says of itself is the body that was sent, with every default written out."""
    assert RunSpec.model_validate(with_(start=[1])).model_dump() == {
        "objective": {"name": "square"},
        "optimizer": {"name": "adam", "lr": 0.1, "betas": [0.9, 0.999], "eps": 1e-8},
        "schedule": {"name": "constant"},
        "start": [1.0],
        "dtype": "float32",
        "changes": [],
        "steps": 50,
    }


@given(data=specs())
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_a_spec_survives_json(data):
    """Through JSON and back a spec is the same to the last digit, and so is its JSON."""
    spec = RunSpec.model_validate(data)
    text = spec.model_dump_json()
    assert RunSpec.model_validate_json(text) == spec
    assert RunSpec.model_validate_json(text).model_dump_json() == text
    assert RunSpec.model_validate(json.loads(text)) == spec
    assert spec.optimizer.model_dump() == data["optimizer"]


def test_changes_are_put_in_order_and_merged():
    """Changes come out by step, one for each, and where two say the same name the later one holds."""
    given_ = change(9, lr=0.5) + change(2, lr=0.1) + change(9, eps=1e-6) + change(2, lr=0.2)
    spec = RunSpec.model_validate(with_(changes=given_))
    assert spec.changes == [
        Change(step=2, optimizer={"lr": 0.2}),
        Change(step=9, optimizer={"lr": 0.5, "eps": 1e-6}),
    ]
    assert RunSpec.model_validate(with_(changes=given_[1:] + given_[:1])).changes == spec.changes


def test_as_many_changes_as_are_allowed():
    """A thousand changes are taken, in any order."""
    changes = [each for step in reversed(range(MAX_CHANGES)) for each in change(step, lr=0.1)]
    spec = RunSpec.model_validate(with_(changes=changes))
    assert [each.step for each in spec.changes] == list(range(MAX_CHANGES))


def test_a_descent_has_no_steps():
    """A step-by-step descent takes the same body without `steps`, and refuses it with."""
    assert DescentSpec.model_validate(with_(steps=ABSENT)).start == [1.0]
    assert refusal(GOOD, DescentSpec) == "steps: Extra inputs are not permitted"


def test_changed_keeps_the_rest():
    """New hyperparameters are put in beside those that stay, and are held to the same ranges."""
    optimizer = RunSpec.model_validate(GOOD).optimizer
    assert changed(optimizer, {"lr": 0.5}).hyperparameters() == optimizer.hyperparameters() | {"lr": 0.5}
    assert optimizer.hyperparameters()["lr"] == find(OPTIMIZERS, "adam").parameters[0].default
    with pytest.raises(ValidationError, match=r"between 0 and 100"):
        changed(optimizer, {"lr": 101.0})


def test_a_spec_does_not_change():
    """Two runs may share a spec: its fields cannot be set."""
    spec = RunSpec.model_validate(GOOD)
    with pytest.raises(ValidationError, match="frozen"):
        spec.steps = 3
    with pytest.raises(ValidationError, match="frozen"):
        spec.optimizer.lr = 3.0


def test_the_json_schema_has_the_ranges():
    """What `/docs` shows of a field is the range that a refusal names."""
    schema = RunSpec.model_json_schema()
    steps, betas = schema["properties"]["steps"], schema["$defs"]["AdamSpec"]["properties"]["betas"]
    assert (steps["minimum"], steps["maximum"]) == (1, MAX_STEPS)
    assert (betas["items"]["minimum"], betas["items"]["exclusiveMaximum"]) == (0, 1)
    assert set(schema["required"]) == {"objective", "optimizer", "start", "steps"}


def test_importing_the_schema_does_not_import_torch():
    """The page is served while torch still loads: neither spec nor catalogue needs it."""
    code = "import sys, app.core.training, app.core.catalogue, app.core.notation; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(app.__file__).parent.parent)
