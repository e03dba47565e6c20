"""Every rule of the catalogue keeps to what an optimizer promises."""

import inspect
import math

import pytest
import torch

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.optimizers.base import Rule
from tests.core.rules import (
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

FUNCTIONS = {"sqrt": math.sqrt, "abs": abs, "min": min, "max": max, "sign": lambda x: (x > 0) - (x < 0)}


def test_names_and_hues_are_unique():
    """A rule has its own name in a spec, and its own colour on every page."""
    assert len({entry.name for entry in OPTIMIZERS}) == len(OPTIMIZERS)
    assert len({entry.hue for entry in OPTIMIZERS}) == len(OPTIMIZERS)


@each_rule
def test_the_shown_rule_is_the_rule(entry):
    """The update that the page shows, worked out line by line with plain arithmetic, gives the same points."""
    names = {"x": 1.37}
    for parameter_ in entry.parameters:
        several = isinstance(parameter_.default, tuple)
        values = parameter_.default if several else (parameter_.default,)
        for place, value in enumerate(values, start=1):
            names[parameter_.name.removesuffix("s") + str(place) if several else parameter_.name] = value
    names |= {state.name: names.get(state.start, state.start) for state in entry.state}
    # torch keeps NAdam's product of momentums in single precision.
    precision = 1e-6 if entry.name == "nadam" else 1e-12
    p = parameter(torch.float64)
    slopes = gradients(torch.float64, (1,), 50)
    points = fed(entry.load()([p], **defaults(entry)), [p], slopes)[:, 0]
    for t, (slope, point) in enumerate(zip(slopes, points, strict=True), start=1):
        names |= {"g": slope.item(), "t": t}
        for line in entry.update:
            exec(line, {"__builtins__": {}} | FUNCTIONS, names)
        assert names["x"] == pytest.approx(point.item(), rel=precision)


@each_rule
@each_dtype
def test_numbers_and_columns_give_the_same_bits(entry, dtype):
    """A hyperparameter may be a number or a column of lanes; only float64 may tell, by a last digit of beta^t."""
    precision = 0 if dtype == torch.float32 else 1e-14
    settings = list(along_the_sliders(entry))
    lanes, numbers = parameter(dtype, (len(settings), 16)), [parameter(dtype, (16,)) for _ in settings]
    slopes = gradients(dtype, (16,), 50)
    given = fed(entry.load()([lanes], **stacked(settings)), [lanes], slopes)[:, 0]
    optimizers = [entry.load()([p], **setting) for p, setting in zip(numbers, settings, strict=True)]
    taken = fed(together(optimizers), numbers, slopes)
    for one, other in zip(given.unbind(1), taken.unbind(1), strict=True):
        torch.testing.assert_close(one, other, rtol=precision, atol=precision * other.abs().max().item())


@each_rule
def test_keywords_are_the_catalogue_s(entry):
    """The class takes the catalogue's hyperparameters by name, with the catalogue's defaults, and no others."""
    taken = list(inspect.signature(entry.load()).parameters.values())[1:]
    assert {each.name: each.default for each in taken} == defaults(entry)
    assert issubclass(entry.load(), Rule)


@each_rule
def test_state_is_the_catalogue_s(entry):
    """From before the first step on, state has each tensor the catalogue names, at its start, shaped as p, no other."""
    p = parameter(torch.float32, (3, 2))
    optimizer = entry.load()([p])
    for steps in (0, 1):
        fed(optimizer, [p], gradients(torch.float32, (3, 2), steps)) if steps else None
        tensors = {name: value for name, value in optimizer.state[p].items() if isinstance(value, torch.Tensor)}
        assert set(tensors) == {state.name for state in entry.state}
        for state in entry.state:
            value = tensors[state.name]
            assert (value.shape, value.dtype, value.requires_grad) == (p.shape, p.dtype, False)
            assert steps or (value == defaults(entry).get(state.start, state.start)).all()


@each_rule
def test_without_a_closure_nothing_is_returned(entry):
    """step() gives None, as torch.optim's does."""
    p = parameter(torch.float32)
    p.grad = torch.ones_like(p)
    assert entry.load()([p]).step() is None


@each_rule
def test_a_parameter_without_gradient_is_left_alone(entry):
    """Where no gradient came, neither the parameter nor its state changes."""
    still, moving = parameter(torch.float32), parameter(torch.float32)
    optimizer = entry.load()([still, moving])
    before = {name: str(value) for name, value in optimizer.state[still].items()}
    moving.grad = torch.ones_like(moving)
    optimizer.step()
    assert still.item() == pytest.approx(1.37, abs=1e-6)
    assert moving.item() < 1.37
    assert {name: str(value) for name, value in optimizer.state[still].items()} == before


@each_rule
def test_groups_have_rates_of_their_own(entry):
    """Parameter groups work as torch.optim's do: one given no rate of its own takes the optimizer's."""
    slow, quick = parameter(torch.float64), parameter(torch.float64)
    optimizer = entry.load()([{"params": [slow], "lr": 0.01}, {"params": [quick]}], lr=0.02)
    slow.grad = quick.grad = torch.ones(1, dtype=torch.float64)
    optimizer.step()
    assert 1.37 - quick.item() == pytest.approx(2 * (1.37 - slow.item()))


@each_rule
def test_trains_tensors_of_any_shape(entry):
    """A layer's weights are stepped number by number, as a single number is."""
    weights, number = parameter(torch.float64, (4, 1, 4, 4)), parameter(torch.float64)
    slopes = gradients(torch.float64, (1,), 20)
    many = fed(entry.load()([weights]), [weights], slopes).flatten(1)
    one = fed(entry.load()([number]), [number], slopes).flatten(1)
    torch.testing.assert_close(many, one.expand_as(many), rtol=1e-14, atol=1e-14)


def test_a_rule_must_say_how_it_updates():
    """A subclass without an update of its own says so at its first step."""

    class Unfinished(Rule):
        pass

    p = parameter(torch.float32)
    p.grad = torch.ones_like(p)
    with pytest.raises(TypeError, match="Unfinished has no update of its own"):
        Unfinished([p]).step()
