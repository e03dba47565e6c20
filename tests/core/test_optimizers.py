"""What every update rule of the catalogue promises. A new one joins by being in the list."""

import inspect
import itertools
import math
from functools import cache

import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.optimizers.base import Rule

DTYPES = (torch.float32, torch.float64)

FUNCTIONS = {"sqrt": math.sqrt, "abs": abs, "min": min, "max": max, "sign": lambda x: (x > 0) - (x < 0)}

each_rule = pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
each_objective = pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda entry: entry.name)
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


def stacked(settings):
    """Many settings as `Lanes` gives them: a float64 column for each number."""
    table = {name: torch.tensor([each[name] for each in settings], dtype=torch.float64) for name in settings[0]}
    return {name: value[:, None] if value.dim() == 1 else value.T[..., None].unbind() for name, value in table.items()}


def together(optimizers):
    """Several optimizers of one kind as the groups of the first."""
    first, *others = optimizers
    for other in others:
        first.param_groups += other.param_groups
        first.state.update(other.state)
    return first


ENDS = list(itertools.accumulate([entry.dimension for entry in OBJECTIVES], initial=0))
PLACES = {entry.name: slice(*ends) for entry, ends in zip(OBJECTIVES, itertools.pairwise(ENDS), strict=True)}
START = [coordinate for entry in OBJECTIVES for coordinate in entry.start]


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


def fed(optimizer, parameters, gradients):
    """The points of parameters that are all given the same gradients: [steps, parameters, ...]."""
    points = []
    for gradient in gradients:
        for p in parameters:
            p.grad = gradient.expand_as(p).clone()
        optimizer.step()
        points.append(torch.stack([p.detach() for p in parameters]))
    return torch.stack(points)


def gradients(dtype, shape, steps=500):
    return torch.randn(steps, *shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64).to(dtype)


def parameter(dtype, shape=(1,)):
    return torch.full(shape, 1.37, dtype=dtype, requires_grad=True)


def test_names_and_hues_are_unique():
    """A rule has its own name in a spec, and its own colour on every page."""
    assert len({entry.name for entry in OPTIMIZERS}) == len(OPTIMIZERS)
    assert len({entry.hue for entry in OPTIMIZERS}) == len(OPTIMIZERS)


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
