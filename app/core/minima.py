"""The local minima of a function in a domain, found by numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import torch
from torch import Tensor

from app.core.entries import Minimum

Call = Callable[[Tensor], Tensor]

MOST = 32
COUNTS = {1: 4_001, 2: 257}
"""Points of the grid along each axis."""
CANDIDATES = 128
HALVINGS = 30
NEWTONS = 25
NEAR = 1e-3
"""How far apart, in steps of the grid, gradients are compared."""
SAME = 1e-5
"""Nearer than this, in widths of the domain, two minima are one."""
CLIFF = 0.1
"""What rises by more than this share within a millionth of the way is no valley but a pole or a jump."""
NOISE = 1e-13
"""Losses that differ by less, for their size, are equal."""


def search(call: Call, domain: Sequence[tuple[float, float]]) -> tuple[Minimum, ...]:
    """The points that are lower than all around them, at most the 32 lowest, in the order of their coordinates.

    call: points [..., dimension] -> losses [...]. A dense grid is searched for
    pits, and each is followed down, in double precision. A valley narrower than the grid may be missed. What is flat,
    or falls until the function is no longer defined, has no minimum.
    """
    low, high = torch.tensor(domain, dtype=torch.float64).T
    spacing = (high - low) / (COUNTS[len(domain)] - 1)
    points, losses = _pits(call, low, high, spacing)
    deepest = losses.nan_to_num(nan=torch.inf).min().item()
    bottoms = _polished(call, _settled(call, points, spacing), spacing)
    within = ((bottoms >= low) & (bottoms <= high)).all(-1)
    bottoms = bottoms[within & _is_valley(call, bottoms, spacing)]
    bottoms = _apart(_rounded(call, bottoms, high - low), call, SAME * (high - low))
    found = [(tuple(point.tolist()), call(point).item()) for point in bottoms[:MOST]]
    deepest = min([deepest, *(loss for _, loss in found)])
    return tuple(
        Minimum(point, loss, lowest=loss <= deepest + 1e-12 * max(1.0, abs(deepest))) for point, loss in sorted(found)
    )


def _values(call: Call, points: Tensor) -> Tensor:
    """The losses, infinite where there is none."""
    with torch.no_grad():
        losses = call(points)
    return torch.where(losses.isfinite(), losses, torch.inf)


def _pits(call: Call, low: Tensor, high: Tensor, spacing: Tensor) -> tuple[Tensor, Tensor]:
    """Points of a grid that are nowhere higher than their neighbours, the lowest of them; and the grid's losses.

    The grid goes a step beyond the domain, so that what lies on its edge is found too.
    """
    axes = [
        torch.arange(-1, COUNTS[len(low)] + 1, dtype=torch.float64) * step + start
        for start, step in zip(low, spacing, strict=True)
    ]
    points = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)
    losses = _values(call, points)
    inner = tuple(slice(1, -1) for _ in losses.shape)
    middle = losses[inner]
    pit, below = middle.isfinite(), torch.zeros_like(middle, dtype=torch.bool)
    for shifts in product((-1, 0, 1), repeat=len(low)):
        neighbour = losses[tuple(slice(1 + shift, losses.shape[0] - 1 + shift) for shift in shifts)]
        pit &= middle <= neighbour
        below |= middle < neighbour
    found = points[inner][pit & below]
    order = middle[pit & below].argsort(stable=True)[:CANDIDATES]
    return found[order], middle


def _settled(call: Call, points: Tensor, spacing: Tensor) -> Tensor:
    """Each point moved to the lowest of those around it, again and again; by half as much where it is that itself."""
    around = torch.tensor(list(product((0.0, -1.0, 1.0), repeat=points.shape[-1])), dtype=torch.float64) * spacing
    reach = torch.ones(len(points), 1, 1, dtype=torch.float64)
    for _ in range(HALVINGS):
        tried = points[:, None] + reach * around
        best = _values(call, tried).argmin(-1) if len(points) else torch.zeros(0, dtype=torch.int64)
        points = tried[torch.arange(len(points)), best]
        reach = torch.where((best == 0)[:, None, None], reach / 2, reach)
    return points


def _polished(call: Call, points: Tensor, spacing: Tensor) -> Tensor:
    """Newton's method with a damping that grows where a step doesn't lead down: Levenberg and Marquardt's."""
    loss, slope, bend = _expanded(call, points, spacing)
    damping = torch.full((len(points), 1, 1), 1e-3, dtype=torch.float64)
    unit = torch.eye(points.shape[-1], dtype=torch.float64)
    for _ in range(NEWTONS):
        scale = bend.abs().amax((-1, -2), keepdim=True).clamp(min=1e-12)
        step = -torch.linalg.solve_ex(bend + damping * scale * unit, slope).result
        step = step.nan_to_num(0.0).clamp(-4 * spacing, 4 * spacing)
        tried = points + step
        there = _expanded(call, tried, spacing)
        steeper = there[1].norm(dim=-1) > slope.norm(dim=-1)
        # At the bottom losses no longer differ, and the slope alone tells which point is nearer.
        better = (there[0] < loss) | ((there[0] <= loss + 1e-15 * loss.abs()) & ~steeper)
        points = torch.where(better[:, None], tried, points)
        loss = torch.where(better, there[0], loss)
        slope = torch.where(better[:, None], there[1], slope)
        bend = torch.where(better[:, None, None], there[2], bend)
        damping = torch.where(better[:, None, None], damping / 10, damping * 10).clamp(1e-16, 1e16)
    return points


def _expanded(call: Call, points: Tensor, spacing: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Losses [points], infinite where there is none; gradients; and second derivatives, from the gradients close by."""
    near = NEAR * spacing
    units = torch.diag(near)
    around = torch.cat([torch.zeros_like(units[:1]), units, -units])
    tried = (points[:, None] + around).requires_grad_()
    losses = call(tried)
    (slopes,) = torch.autograd.grad(losses.sum(), tried)
    here, after, before = torch.split(slopes.nan_to_num(0.0, 0.0, 0.0), [1, *[points.shape[-1]] * 2], 1)
    losses = losses.detach()[:, 0]
    return torch.where(losses.isfinite(), losses, torch.inf), here[:, 0], (after - before) / (2 * near[:, None])


def _is_valley(call: Call, points: Tensor, spacing: Tensor) -> Tensor:
    """Which points are lower than all around them, and not at the foot of a pole or a jump."""
    around = torch.tensor(
        [shift for shift in product((-1.0, 0.0, 1.0), repeat=points.shape[-1]) if any(shift)], dtype=torch.float64
    )
    bottom = _values(call, points)[:, None]
    rise, *nearer = (_values(call, points[:, None] + far * spacing * around) - bottom for far in (1.0, 1e-3, 1e-6))
    valley = (rise > 0) & rise.isfinite() & (nearer[-1] <= CLIFF * rise)
    for near in nearer:
        valley &= near >= -NOISE * (1 + bottom.abs())
    return valley.all(-1)


def _rounded(call: Call, points: Tensor, width: Tensor) -> Tensor:
    """The points, those with few digits as these have them: 1 and not 0.9999999999999999."""
    digits = 10.0 ** (8 - width.log10().ceil())
    short = (points * digits).round() / digits + 0.0
    same = ((short - points).abs() <= 1e-12 * width).all(-1) & (_values(call, short) <= _values(call, points))
    return torch.where(same[:, None], short, points)


def _apart(points: Tensor, call: Call, near: Tensor) -> Tensor:
    """The points from the lowest up, without those that are another one."""
    points = points[_values(call, points).argsort(stable=True)]
    kept: list[Tensor] = []
    for point in points:
        if all(((point - other).abs() > near).any() for other in kept):
            kept.append(point)
    return torch.stack(kept) if kept else points
