"""Every rule of the catalogue goes where its reference goes: torch's own, or its paper's."""

import itertools
from functools import cache

import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from tests.core.rules import (
    START,
    along_the_sliders,
    defaults,
    each_dtype,
    each_rule,
    fed,
    gradients,
    parameter,
    stacked,
    together,
)

each_objective = pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda entry: entry.name)
ENDS = list(itertools.accumulate([entry.dimension for entry in OBJECTIVES], initial=0))
PLACES = {entry.name: slice(*ends) for entry, ends in zip(OBJECTIVES, itertools.pairwise(ENDS), strict=True)}


class Slope:
    """Descents side by side, each a row of the one point at hand, in which each objective has its own columns."""

    def __init__(self, dtype, rates, reference):
        self.ours, self.theirs = {}, {}
        for entry in OPTIMIZERS:
            lr = torch.tensor(rates, dtype=torch.float64)[:, None]
            p = torch.tensor([START] * len(rates), dtype=dtype)
            self.ours[entry.name] = (p, entry.load()([p], **defaults(entry) | {"lr": lr}))
            rows = [torch.tensor([START], dtype=dtype) for _ in rates]
            groups = [{"params": [row], "lr": rate} for row, rate in zip(rows, rates, strict=True)]
            self.theirs[entry.name] = (rows, reference(entry, groups, defaults(entry) | {"lr": rates[0]}))

    def points(self):
        return torch.cat([p for p, _ in self.ours.values()] + [row for rows, _ in self.theirs.values() for row in rows])

    def step(self):
        gradient = torch.cat([self.gradient(entry, self.points()) for entry in OBJECTIVES], 1)
        for p, optimizer in self.ours.values():
            p.grad, gradient = gradient[: len(p)], gradient[len(p) :]
            optimizer.step()
        for rows, optimizer in self.theirs.values():
            for row in rows:
                row.grad, gradient = gradient[:1], gradient[1:]
            optimizer.step()

    def gradient(self, entry, points):
        # Rows to a multiple of 16: a tensor's tail takes another path, whose last bit may differ.
        wide = torch.nn.functional.pad(points[:, PLACES[entry.name]], (0, 0, 0, -len(points) % 16), value=0.5)
        wide = wide.contiguous().requires_grad_()
        loss = entry.call(wide)
        loss.backward(torch.ones_like(loss))
        return wide.grad[: len(points)]


@cache
def paths(dtype, rates, reference):
    """500 steps of every rule on every objective at every rate, ours and the references': [steps, rates, columns]."""
    slope = Slope(dtype, rates, reference)
    records = []
    for _ in range(500):
        slope.step()
        records.append(slope.points())
    whole = torch.stack(records).unflatten(1, (2, len(OPTIMIZERS), len(rates)))
    return {entry.name: (whole[:, 0, place], whole[:, 1, place]) for place, entry in enumerate(OPTIMIZERS)}


@each_rule
@each_objective
def test_descends_as_its_reference_does(entry, objective, reference):
    """No bit of 500 steps differs from its reference's, at rates where a last digit decides where it ends too."""
    taken, expected = paths(torch.float32, (0.001, 0.01, 0.1, 0.3, 1.0), reference)[entry.name]
    place = PLACES[objective.name]
    torch.testing.assert_close(taken[..., place], expected[..., place], rtol=0, atol=0, equal_nan=True)


@each_rule
@each_objective
def test_descends_as_its_reference_does_in_double_precision(entry, objective, reference):
    """In float64 the path is its reference's to 1e-9, at a rate slow enough for every hill."""
    taken, expected = paths(torch.float64, (0.001,), reference)[entry.name]
    place = PLACES[objective.name]
    torch.testing.assert_close(taken[..., place], expected[..., place], rtol=1e-9, atol=1e-9, equal_nan=True)


@each_rule
@each_dtype
def test_takes_the_steps_of_its_reference(entry, dtype, reference):
    """Fed with the same 500 gradients, it goes where its reference goes, wherever the sliders stand."""
    precision = 1e-5 if dtype == torch.float32 else 1e-12
    settings = list(along_the_sliders(entry))
    ours, theirs = parameter(dtype, (len(settings), 1)), [parameter(dtype) for _ in settings]
    taken = fed(entry.load()([ours], **stacked(settings)), [ours], gradients(dtype, (1,)))
    optimizers = [reference(entry, p, setting) for p, setting in zip(theirs, settings, strict=True)]
    expected = fed(together(optimizers), theirs, gradients(dtype, (1,)))
    for one, other in zip(taken[:, 0].unbind(1), expected.unbind(1), strict=True):
        torch.testing.assert_close(one, other, rtol=precision, atol=precision * other.abs().max().item())


@each_rule
def test_state_agrees_with_torch_s(entry, reference):
    """What its reference keeps under the same name is the same number."""
    ours, theirs = parameter(torch.float64), parameter(torch.float64)
    optimizer, torchs = entry.load()([ours]), reference(entry, theirs, defaults(entry))
    for opt, p in ((optimizer, ours), (torchs, theirs)):
        fed(opt, [p], gradients(torch.float64, (1,), 50))
    for state in entry.state:
        kept, expected = optimizer.state[ours][state.name], torchs.state[theirs][state.name]
        torch.testing.assert_close(kept, expected.expand_as(kept), rtol=1e-12, atol=1e-12)


@each_rule
def test_a_closure_is_called_once_with_gradients_on(entry, reference):
    """step(closure) evaluates the loss afresh, returns it, and then steps, as torch.optim's do."""
    ours, theirs = parameter(torch.float64), parameter(torch.float64)
    calls = []
    for p, optimizer in ((ours, entry.load()([ours])), (theirs, reference(entry, theirs, defaults(entry)))):

        def closure(p=p, optimizer=optimizer):
            calls.append(torch.is_grad_enabled())
            optimizer.zero_grad()
            loss = (p**2).sum()
            loss.backward()
            return loss

        assert optimizer.step(closure).item() == 1.37**2
    assert calls == [True, True]
    torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=0)
