"""What every objective of the catalogue promises. A new one joins by being in the list."""

import inspect
import math
from functools import partial
from itertools import product

import pytest
import torch
from torch.func import grad, jacrev, vmap

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import START_LIMIT
from app.core.lab.data.patterns import picture
from app.core.lab.networks.base import seeded
from app.core.lab.networks.conv import Conv
from app.core.objectives import one_d

MATHS = {name: getattr(math, name) for name in ("sin", "cos", "tanh", "exp", "log", "sqrt", "pi", "e")}
MATHS |= {"abs": abs, "sign": partial(math.copysign, 1)}
COORDINATES = ("x", "y")

each_objective = pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda entry: entry.name)


def anywhere(objective, count):
    """Points [count, dimension] spread over the domain, the same at each call."""
    low, high = torch.tensor(objective.domain, dtype=torch.float64).T
    return low + (high - low) * torch.rand(count, objective.dimension, generator=torch.Generator().manual_seed(0))


def gradient(objective, points):
    """The losses at points [..., dimension], and what autograd says of their slopes there."""
    points = points.detach().clone().requires_grad_()
    losses = objective.call(points)
    losses.sum().backward()
    return losses.detach(), points.grad


def worth(objective, text, point):
    """The number of a formula of an objective at a point, by Python's own arithmetic."""
    defaults = {parameter.name: parameter.default for parameter in objective.parameters}
    return eval(text, {"__builtins__": {}}, MATHS | defaults | dict(zip(COORDINATES, point.tolist(), strict=False)))


def grid(objective):
    """A dense grid over the domain: points [n, n, ..., dimension], and the distance between neighbours."""
    count = 40_001 if objective.dimension == 1 else 401
    axes = [torch.linspace(low, high, count, dtype=torch.float64) for low, high in objective.domain]
    spacing = max((high - low) / (count - 1) for low, high in objective.domain)
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1), spacing


def pits(losses):
    """Where a grid of losses is lower than at all neighbours: a mask without the grid's own edge."""
    inner = tuple(slice(1, -1) for _ in losses.shape)
    lower = torch.ones_like(losses[inner], dtype=torch.bool)
    for shifts in product((-1, 0, 1), repeat=losses.dim()):
        if any(shifts):
            lower &= losses[inner] < losses.roll(shifts, tuple(range(losses.dim())))[inner]
    return lower, inner


def settled(objective, points):
    """The bottoms of the valleys that hold the points [n, dimension]: Newton's steps, damped until each goes down."""
    slope, curvature = vmap(grad(objective.call)), vmap(jacrev(grad(objective.call)))
    damping = torch.ones(len(points), 1, 1, dtype=points.dtype)
    for _ in range(100):
        damped = curvature(points) + damping * torch.eye(objective.dimension, dtype=points.dtype)
        tried = points - torch.linalg.solve_ex(damped, slope(points)).result
        lower = objective.call(tried) < objective.call(points)
        points = torch.where(lower[:, None], tried, points)
        damping = torch.where(lower[:, None, None], damping / 4, damping * 4)
    return points


def test_names_are_unique():
    """A name is what a spec, an address and a file call an objective by."""
    names = [entry.name for entry in OBJECTIVES]
    assert len(set(names)) == len(names)


@each_objective
def test_parameters_are_the_catalogue_s(objective):
    """The function takes the catalogue's parameters by name, with the catalogue's defaults, and no others."""
    taken = list(inspect.signature(objective.call).parameters.values())[1:]
    assert {each.name: each.default for each in taken} == {each.name: each.default for each in objective.parameters}


@each_objective
def test_gradient_agrees_with_finite_differences(objective):
    """Autograd's gradient is the slope between two points a hair apart, coordinate by coordinate."""
    points = anywhere(objective, 500)
    _, slopes = gradient(objective, points)
    for axis, unit in enumerate(torch.eye(objective.dimension, dtype=torch.float64)):
        rise = objective.call(points + 1e-5 * unit) - objective.call(points - 1e-5 * unit)
        torch.testing.assert_close(slopes[:, axis], rise / 2e-5, rtol=1e-5, atol=1e-5)


@each_objective
def test_formula_is_the_function(objective):
    """The formula that the page shows, worked out with plain arithmetic, gives the function's own values."""
    points = anywhere(objective, 200)
    shown = torch.tensor([worth(objective, objective.formula, point) for point in points], dtype=torch.float64)
    torch.testing.assert_close(shown, objective.call(points), rtol=1e-12, atol=1e-12)


@each_objective
def test_derivative_is_the_gradient(objective):
    """The derivatives that the page shows give what autograd gives, coordinate by coordinate."""
    points = anywhere(objective, 200)
    rows = [[worth(objective, line, point) for line in objective.gradient] for point in points]
    _, slopes = gradient(objective, points)
    torch.testing.assert_close(torch.tensor(rows, dtype=torch.float64), slopes, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("objective", [each for each in OBJECTIVES if each.curvature], ids=lambda entry: entry.name)
@pytest.mark.parametrize("end", ["default", "minimum", "maximum"])
def test_stated_curvature_is_the_largest_everywhere(objective, end):
    """The steepest second derivative, at a hundred points and whatever the parameters are, is the one stated."""
    values = {parameter.name: getattr(parameter, end) for parameter in objective.parameters}
    curvature = vmap(jacrev(grad(partial(objective.call, **values))))(anywhere(objective, 100))
    largest = torch.linalg.eigvalsh(curvature)[:, -1]
    torch.testing.assert_close(largest, torch.full_like(largest, objective.curvature(**values)), rtol=1e-9, atol=0)


@each_objective
def test_stated_minima_are_minima(objective):
    """At each stated minimum the loss is as stated, the slope is zero, and it is higher all around."""
    for minimum in objective.minima:
        point = torch.tensor(minimum.point, dtype=torch.float64)
        loss, slope = gradient(objective, point)
        assert loss.item() == pytest.approx(minimum.loss, abs=1e-12)
        assert slope.norm() < 1e-9
        around = torch.tensor(list(product((-1, 0, 1), repeat=objective.dimension)), dtype=torch.float64)
        around = around[around.norm(dim=-1) > 0]
        for distance in (1e-4, 1e-3, 1e-2):
            assert (objective.call(point + distance * around) > loss).all()


@each_objective
def test_lowest_minima_are_lowest(objective):
    """Nowhere in the domain is lower than a minimum marked as lowest, and the others are higher than it."""
    points, _ = grid(objective)
    lowest = [minimum.loss for minimum in objective.minima if minimum.lowest]
    assert lowest and max(lowest) == pytest.approx(min(lowest), abs=1e-12)
    assert objective.call(points).min() >= min(lowest) - 1e-12
    assert all(other.loss > max(lowest) for other in objective.minima if not other.lowest)


@each_objective
def test_no_minimum_is_missing(objective):
    """Each pit of a dense grid leads down to a stated minimum, and each stated minimum has its pit."""
    points, spacing = grid(objective)
    lower, inner = pits(objective.call(points))
    stated = torch.tensor([minimum.point for minimum in objective.minima], dtype=torch.float64)
    bottoms = settled(objective, points[inner][lower])
    assert (torch.cdist(bottoms, stated).min(dim=1).values < 1e-4).all()
    assert (torch.cdist(stated, points[inner][lower]).min(dim=1).values < 2 * spacing).all()


@each_objective
def test_start_and_minima_lie_in_the_domain(objective):
    """The plot shows the start and every minimum, and the start is none of the minima."""
    for point in (objective.start, *(minimum.point for minimum in objective.minima)):
        assert len(point) == objective.dimension
        assert all(low < x < high for x, (low, high) in zip(point, objective.domain, strict=True))
    assert objective.start not in [minimum.point for minimum in objective.minima]


@each_objective
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 5), (0,)], ids=str)
def test_points_in_any_batch(objective, shape):
    """Points [..., dimension] give losses [...], of the points' own precision."""
    for dtype in (torch.float32, torch.float64):
        losses = objective.call(torch.zeros(*shape, objective.dimension, dtype=dtype))
        assert losses.shape == shape
        assert losses.dtype == dtype


@each_objective
def test_points_do_not_mix(objective):
    """A point has the loss and the slope among others that it has alone."""
    points = anywhere(objective, 50)
    together = gradient(objective, points)
    alone = [gradient(objective, point) for point in points]
    torch.testing.assert_close(together[0], torch.stack([loss for loss, _ in alone]), rtol=1e-14, atol=1e-14)
    torch.testing.assert_close(together[1], torch.stack([slope for _, slope in alone]), rtol=1e-14, atol=1e-13)


@each_objective
def test_furthest_starts_are_finite(objective):
    """Record 0 always stands: wherever a run may start, loss and gradient are finite, in float32 too."""
    for corner in product((-START_LIMIT, 0.0, START_LIMIT), repeat=objective.dimension):
        loss, slope = gradient(objective, torch.tensor(corner, dtype=torch.float32))
        assert loss.isfinite()
        assert slope.isfinite().all()


def test_gosa_is_the_article_s_net():
    """The slope of gosa is the distance between what the untrained net of seed 0 answers to A and to B."""
    net = seeded(lambda: Conv((1, 4, 4), 2), 0)
    answers = net(torch.stack([picture(label, 1) for label in (0, 1)])).detach()
    distance = torch.linalg.vector_norm(answers[0] - answers[1])
    assert one_d.gosa(torch.tensor([1.0])).item() == pytest.approx(distance.item(), abs=5e-5)
