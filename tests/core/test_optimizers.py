"""What every update rule of the catalogue promises. A new one joins by being in the list."""

import inspect
import math

import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.optimizers.base import Rule
from tests.core.pairs import each_pair

DTYPES = (torch.float32, torch.float64)

each_rule = pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=lambda dtype: str(dtype).removeprefix("torch."))


def defaults(entry):
    return {parameter.name: parameter.default for parameter in entry.parameters}


def along_the_sliders(entry):
    """Hyperparameters for a form's every slider at its left end, middle and right end, the others as given."""
    for parameter in entry.parameters:
        low, high = parameter.slider
        middle = math.sqrt(low * high) if parameter.scale == "log" else (low + high) / 2
        for value in (low, middle, high):
            several = isinstance(parameter.default, tuple)
            yield defaults(entry) | {parameter.name: (value,) * len(parameter.default) if several else value}


def columns(hyperparameters, lanes):
    """The same hyperparameters as `Lanes` gives them: a float64 column for each number."""

    def column(value):
        return torch.full((lanes, 1), value, dtype=torch.float64)

    return {
        name: tuple(column(each) for each in value) if isinstance(value, tuple) else column(value)
        for name, value in hyperparameters.items()
    }


def path(optimizer, p, objective, steps):
    """The points of a descent, from the first update on."""
    points = []
    for _ in range(steps):
        optimizer.zero_grad()
        objective.call(p).sum().backward()
        optimizer.step()
        points.append(p.detach().clone())
    return torch.stack(points)


def fed(optimizer, p, gradients):
    """The points of a parameter whose gradients are given."""
    points = []
    for gradient in gradients:
        p.grad = gradient.clone()
        optimizer.step()
        points.append(p.detach().clone())
    return torch.stack(points)


def gradients(dtype, shape, steps=500):
    return torch.randn(steps, *shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64).to(dtype)


def parameter(dtype, shape=(1,)):
    return torch.full(shape, 1.37, dtype=dtype, requires_grad=True)


def test_names_and_hues_are_unique():
    """A rule has its own name in a spec, and its own colour on every page."""
    assert len({entry.name for entry in OPTIMIZERS}) == len(OPTIMIZERS)
    assert len({entry.hue for entry in OPTIMIZERS}) == len(OPTIMIZERS)


@each_pair
def test_descends_as_its_reference_does(rule, objective, reference):
    """No bit of 200 steps differs from torch.optim's, at rates where a last digit decides where it ends too."""
    entry, objective = find(OPTIMIZERS, rule), find(OBJECTIVES, objective)
    for rate in (0.001, 0.01, 0.1, 0.3, 1.0):
        hyperparameters = defaults(entry) | {"lr": rate}
        ours, theirs = (torch.tensor([objective.start], requires_grad=True) for _ in range(2))
        taken = path(entry.load()([ours], **hyperparameters), ours, objective, 200)
        expected = path(reference(entry, theirs, hyperparameters), theirs, objective, 200)
        torch.testing.assert_close(taken, expected, rtol=0, atol=0, equal_nan=True)


@each_pair
def test_descends_as_its_reference_does_in_double_precision(rule, objective, reference):
    """In float64 the path is torch.optim's to 1e-9, at a rate slow enough for every hill."""
    entry, objective = find(OPTIMIZERS, rule), find(OBJECTIVES, objective)
    hyperparameters = defaults(entry) | {"lr": 0.001}
    ours, theirs = (torch.tensor([objective.start], dtype=torch.float64, requires_grad=True) for _ in range(2))
    taken = path(entry.load()([ours], **hyperparameters), ours, objective, 200)
    expected = path(reference(entry, theirs, hyperparameters), theirs, objective, 200)
    torch.testing.assert_close(taken, expected, rtol=1e-9, atol=1e-9)


@each_rule
@each_dtype
def test_takes_the_steps_of_its_reference(entry, dtype, reference):
    """Fed with the same 500 gradients, it goes where torch.optim goes, wherever the sliders stand."""
    precision = 1e-5 if dtype == torch.float32 else 1e-12
    for hyperparameters in along_the_sliders(entry):
        ours, theirs = parameter(dtype), parameter(dtype)
        taken = fed(entry.load()([ours], **hyperparameters), ours, gradients(dtype, (1,)))
        expected = fed(reference(entry, theirs, hyperparameters), theirs, gradients(dtype, (1,)))
        torch.testing.assert_close(taken, expected, rtol=precision, atol=precision * expected.abs().max().item())


@each_rule
def test_the_shown_rule_is_the_rule(entry):
    """The update that the page shows, worked out line by line with plain arithmetic, gives the same points."""
    names = {"x": 1.37} | {state.name: 0.0 for state in entry.state}
    for parameter_ in entry.parameters:
        several = isinstance(parameter_.default, tuple)
        values = parameter_.default if several else (parameter_.default,)
        for place, value in enumerate(values, start=1):
            names[parameter_.name.removesuffix("s") + str(place) if several else parameter_.name] = value
    p = parameter(torch.float64)
    slopes = gradients(torch.float64, (1,), 50)
    points = fed(entry.load()([p], **defaults(entry)), p, slopes)
    for t, (slope, point) in enumerate(zip(slopes, points, strict=True), start=1):
        names |= {"g": slope.item(), "t": t}
        for line in entry.update:
            exec(line, {"__builtins__": {}, "sqrt": math.sqrt}, names)
        assert names["x"] == pytest.approx(point.item(), rel=1e-12)


@each_rule
@each_dtype
def test_numbers_and_columns_give_the_same_bits(entry, dtype):
    """A hyperparameter may be a number or a column of lanes; only float64 may tell, by a last digit of beta^t."""
    precision = 0 if dtype == torch.float32 else 1e-14
    for hyperparameters in along_the_sliders(entry):
        ours, lanes = parameter(dtype, (16, 1)), parameter(dtype, (16, 1))
        taken = fed(entry.load()([ours], **hyperparameters), ours, gradients(dtype, (16, 1), 200))
        column = columns(hyperparameters, 16)
        given = fed(entry.load()([lanes], **column), lanes, gradients(dtype, (16, 1), 200))
        torch.testing.assert_close(given, taken, rtol=precision, atol=precision * taken.abs().max().item())


@each_rule
def test_keywords_are_the_catalogue_s(entry):
    """The class takes the catalogue's hyperparameters by name, with the catalogue's defaults, and no others."""
    taken = list(inspect.signature(entry.load()).parameters.values())[1:]
    assert {each.name: each.default for each in taken} == defaults(entry)
    assert issubclass(entry.load(), Rule)


@each_rule
def test_state_is_the_catalogue_s(entry):
    """From before the first step on, state has each tensor the catalogue names, at zero, shaped as p, no other."""
    p = parameter(torch.float32, (3, 2))
    optimizer = entry.load()([p])
    for steps in (0, 1):
        fed(optimizer, p, gradients(torch.float32, (3, 2), steps)) if steps else None
        tensors = {name: value for name, value in optimizer.state[p].items() if isinstance(value, torch.Tensor)}
        assert set(tensors) == {state.name for state in entry.state}
        for value in tensors.values():
            assert (value.shape, value.dtype, value.requires_grad) == (p.shape, p.dtype, False)
            assert steps or not value.any()


@each_rule
def test_state_agrees_with_torch_s(entry, reference):
    """What torch keeps under the same name is the same number."""
    ours, theirs = parameter(torch.float64), parameter(torch.float64)
    optimizer, torchs = entry.load()([ours]), reference(entry, theirs, defaults(entry))
    for opt, p in ((optimizer, ours), (torchs, theirs)):
        fed(opt, p, gradients(torch.float64, (1,), 50))
    for state in entry.state:
        torch.testing.assert_close(
            optimizer.state[ours][state.name], torchs.state[theirs][state.name], rtol=1e-12, atol=1e-12
        )


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
    many = fed(entry.load()([weights]), weights, slopes.reshape(-1, 1, 1, 1, 1).expand(-1, 4, 1, 4, 4))
    one = fed(entry.load()([number]), number, slopes)
    torch.testing.assert_close(many, one.reshape(-1, 1, 1, 1, 1).expand_as(many), rtol=1e-14, atol=1e-14)


def test_a_rule_must_say_how_it_updates():
    """A subclass without an update of its own says so at its first step."""

    class Unfinished(Rule):
        pass

    p = parameter(torch.float32)
    p.grad = torch.ones_like(p)
    with pytest.raises(TypeError, match="Unfinished has no update of its own"):
        Unfinished([p]).step()
