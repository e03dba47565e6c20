"""The schema of an own optimizer: what it takes, and by which field it refuses the rest."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.core.own import AnyRunSpec, OwnRunSpec, OwnSpec, OwnTrainingSpec
from app.core.rates import rates
from app.core.spec import RunSpec, changed, with_change

OWN = {"source": "class A: pass", "class": "A", "lr": 0.1}


def run(own=None, **spec):
    whole = {"objective": {"name": "square"}, "start": [1.0], "steps": 5, "optimizer": {**OWN, **(own or {})}}
    return OwnRunSpec.model_validate({**whole, **spec})


def refused(make):
    with pytest.raises(ValidationError) as caught:
        make()
    return [".".join(map(str, each["loc"])) for each in caught.value.errors()]


def test_hyperparameters_have_names_of_their_own():
    """Any name and any plain value, each as JSON has it: whole numbers stay whole, a list is given as a tuple."""
    own = run({"betas": [0.9, 1], "steps": 3, "fast": True, "mode": "a", "none": None}).optimizer
    given = own.hyperparameters()
    assert given == {"lr": 0.1, "betas": (0.9, 1), "steps": 3, "fast": True, "mode": "a", "none": None}
    assert [type(each) for each in (given["steps"], given["betas"][1], given["fast"])] == [int, int, bool]


def test_a_spec_reads_back_as_it_was_written():
    """The class under the name that JSON has for it; nothing is lost on the way."""
    spec = run({"betas": [0.9, 1]}, changes=[{"step": 2, "optimizer": {"lr": 0.2, "betas": [0.5, 0.5]}}])
    again = OwnRunSpec.model_validate_json(spec.model_dump_json())
    assert again.model_dump() == spec.model_dump()
    assert again.model_dump()["optimizer"]["class"] == "A"


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({"source": ""}, "optimizer.source"),
        ({"source": "x" * 65_537}, "optimizer.source"),
        ({"source": "é" * 32_769}, "optimizer.source"),
        ({"class": "a b"}, "optimizer.class"),
        ({"class": "lambda"}, "optimizer.class"),
        ({"lr": float("nan")}, "optimizer.lr"),
        ({"lr": {"a": 1}}, "optimizer.lr"),
        ({"betas": [0.9, "x"]}, "optimizer.betas"),
        ({"betas": [0.1] * 17}, "optimizer.betas"),
        ({"mode": "x" * 101}, "optimizer.mode"),
        ({"mode": "\ud800"}, "optimizer.mode"),
        ({"steps": 10**400}, "optimizer.steps"),
        ({"params": 1}, "optimizer.params"),
        ({"lambda": 1}, "optimizer.lambda"),
        ({"a b": 1}, "optimizer.a b"),
        ({f"a{n}": n for n in range(20)}, "optimizer"),
        ({"name": "adam"}, "optimizer.name"),
    ],
)
def test_what_it_does_not_take_is_refused_by_its_field(own, field):
    """Each field by its own name, whosever it is."""
    assert refused(lambda: run(own)) == [field]


def test_a_change_names_hyperparameters_alone():
    """Source and class stay what they are, on the way too."""
    for fixed in ({"source": "x"}, {"class": "B"}):
        (field,) = refused(lambda fixed=fixed: run(changes=[{"step": 1, "optimizer": {"lr": 0.2, **fixed}}]))
        assert field == f"changes.0.optimizer.{next(iter(fixed))}"
    with pytest.raises(ValidationError, match="can't be changed"):
        changed(run().optimizer, {"class": "B"})


def test_a_change_keeps_the_rest():
    """The optimizer with one number changed is the same otherwise."""
    spec = with_change(run({"beta": 0.5}), 3, {"lr": 0.3})
    assert [(change.step, change.optimizer) for change in spec.changes] == [(3, {"lr": 0.3})]
    assert changed(spec.optimizer, {"beta": 1}).parameters() == {"lr": 0.1, "beta": 1}


@pytest.mark.parametrize("own", [{"lr": "fast"}, {"lr": None}, {"lr": [0.1, 0.2]}])
def test_a_schedule_needs_a_rate(own):
    """There must be one number to scale, of a run and of a training."""
    assert refused(lambda: run(own, schedule={"name": "cosine"})) == ["schedule.name"]
    training = {"optimizer": {**OWN, **own}, "schedule": {"name": "cosine"}}
    assert refused(lambda: OwnTrainingSpec.model_validate(training)) == ["schedule.name"]


def test_a_schedule_scales_the_rate():
    """As it does a built-in rule's."""
    spec = run(schedule={"name": "exponential", "gamma": 0.5}, changes=[{"step": 2, "optimizer": {"lr": 0.4}}])
    assert rates(spec, 4) == [0.1, 0.05, 0.1, 0.05]


def test_the_server_does_not_load_it():
    """Its source is data here."""
    with pytest.raises(TypeError, match="in the sandbox alone"):
        OwnSpec.model_validate(OWN).load()


def test_a_source_makes_it_somebody_s_own():
    """A run is by an own optimizer where it has a source, and a built-in one's errors are as they were."""
    parse = TypeAdapter(AnyRunSpec).validate_python
    whole = run().model_dump()
    assert type(parse(whole)) is OwnRunSpec
    assert type(parse({**whole, "optimizer": {"name": "adam"}})) is RunSpec
