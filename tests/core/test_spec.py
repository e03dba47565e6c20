"""What a run is told to do: defaults, changes, JSON and back."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

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
    RunSpec,
    changed,
)
from tests.core.specs import ABSENT, GOOD, change, each_rule, refusal, with_


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
