"""PyTorch code: every exported program gives Kudari's numbers, to the last bit, with nothing but torch."""

import pytest
import torch

from app.core.catalogue.datasets import PICTURE
from app.core.fields import BadField
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.code import CodeOptions, write
from tests.exports.cases import MINE, OF_TORCH, OWN_RUNS, OWN_TRAININGS, RULES, RUNS, TRAININGS, run


def ours(done, name):
    """What a program has left under a name, which it calls otherwise where the source has it."""
    (found,) = (value for key, value in done.items() if key.rstrip("_") == name and value != "mine")
    return found


def descended(computed, clean, content, *names, kind=RunSpec, optimizer="kudari"):
    """Hold each record of a run against that of its program. As text, so that a zero has its sign."""
    result = computed(kind, content)
    done = clean(write(result, CodeOptions(optimizer=optimizer)).decode())
    theirs = (result.steps.record(row) for row in range(len(result.steps)))
    mine, theirs = ([{name: each[name] for name in names} for each in many] for many in (ours(done, "records"), theirs))
    assert str(mine) == str(theirs)
    assert "to the last bit." in done["said"]
    assert ("diverged" in done["said"]) == (result.outcome.status == "diverged")


def trained(computed, clean, content, kind=TrainingSpec, optimizer="kudari"):
    """Hold every loss, and every weight at the end, against those of the program."""
    result = computed(kind, content)
    done = clean(write(result, CodeOptions(optimizer=optimizer)).decode())
    assert str(ours(done, "losses")) == str(result.steps.loss)
    assert str(ours(done, "network")) == str(result.frames[-1].weights)
    assert "to the last bit." in done["said"]
    assert ("diverged" in done["said"]) == (result.outcome.status == "diverged")


@pytest.mark.parametrize("case", RUNS)
def test_a_run(computed, clean, case):
    """Every objective, rule and schedule, and what is typed: each record, what the rule keeps too."""
    descended(computed, clean, RUNS[case], "step", "point", "loss", "grad", "state")


@pytest.mark.parametrize("case", OF_TORCH)
def test_a_run_by_torchs_own(computed, clean, case):
    """torch's class in place of Kudari's source comes to the same points, losses and gradients."""
    descended(computed, clean, OF_TORCH[case], "step", "point", "loss", "grad", optimizer="torch")


@pytest.mark.parametrize("case", OWN_RUNS)
def test_a_run_by_an_own_optimizer(computed, clean, case):
    """Whatever the source names, draws and hides."""
    descended(computed, clean, OWN_RUNS[case], "step", "point", "loss", "grad", kind=OwnRunSpec)


@pytest.mark.parametrize("case", TRAININGS)
def test_a_training(computed, clean, case):
    """Every network with all data that it can be shown, and every rule; what goes too far is taken back."""
    trained(computed, clean, TRAININGS[case])


def test_a_training_by_torchs_own(computed, clean):
    """The article's own: torch.optim.SGD with momentum."""
    trained(computed, clean, {}, optimizer="torch")


@pytest.mark.parametrize("case", OWN_TRAININGS)
def test_a_training_by_an_own_optimizer(computed, clean, case):
    """As a run by it."""
    trained(computed, clean, OWN_TRAININGS[case], kind=OwnTrainingSpec)


@pytest.mark.parametrize("rule", RULES)
def test_double_precision(computed, clean, rule):
    """To the last bit where no rule corrects by a power; there within a few units of the last of 16 digits."""
    result = computed(RunSpec, run(dtype="float64", optimizer={"name": rule, "lr": 0.01}))
    records = clean(write(result, CodeOptions()).decode())["records"]
    points = torch.tensor([record["point"] for record in records], dtype=torch.float64)
    theirs = torch.from_numpy(result.steps.point)
    powers = rule in ("adam", "adamw", "adamax", "nadam", "radam")
    assert torch.allclose(points, theirs, rtol=1e-12, atol=1e-14) if powers else torch.equal(points, theirs)


@pytest.mark.parametrize(
    ("optimizer", "reason"), [({"name": "lion"}, "torch has no Lion"), (MINE, "no optimizer of yours")]
)
def test_a_rule_that_torch_has_not(computed, optimizer, reason):
    """To ask torch for it is an error that says so."""
    result = computed(OwnRunSpec if "source" in optimizer else RunSpec, run(optimizer=optimizer))
    with pytest.raises(BadField, match=reason) as refused:
        write(result, CodeOptions(optimizer="torch"))
    assert refused.value.field == "optimizer"


def test_shapes_are_named(computed):
    """Pictures of 4 x 4 are what the article's network is made for."""
    assert f"Conv({PICTURE}, 2)" in write(computed(TrainingSpec, {"epochs": 1}), CodeOptions()).decode()
