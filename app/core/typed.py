"""A typed formula as an objective: what a run needs at once, and what is told of it when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from app.core.entries import Minimum, Objective, Point
from app.core.expressions import function
from app.core.grammar import FormulaError, parse

DOMAIN = (-2.0, 2.0)
"""What a plot shows of each coordinate where nothing else is said."""
NARROWEST = 1e-6
SHARES = (0.9, 0.1, 0.7, 0.3, *(place / 100 for place in range(1, 100)))
"""Where a start is looked for, in widths of the domain from its lower end."""
FAR = 0.02
"""How far from each minimum a start lies at least, in widths of the domain."""

Domain = tuple[tuple[float, float], ...]


def dimension(formula: str) -> int:
    """How many coordinates the points of a formula have. Raises FormulaError."""
    return 2 if parse(formula).uses("y") else 1


@lru_cache(maxsize=256)
def load(formula: str, domain: Domain) -> Objective:
    """The function, without what takes long to find: no gradient in symbols, no minima, and any start."""
    tree = parse(formula)
    return Objective(
        name="typed",
        title="Typed function",
        about="A function that you have typed.",
        formula=str(tree),
        gradient=(),
        domain=domain,
        start=tuple(low + SHARES[0] * (high - low) for low, high in domain),
        minima=(),
        call=function(tree),
    )


@lru_cache(maxsize=256)
def minima(formula: str, domain: Domain) -> tuple[Minimum, ...]:
    """Its minima, searched for in some tens of milliseconds."""
    from app.core.minima import search

    return search(load(formula, domain).call, domain)


@lru_cache(maxsize=256)
def describe(formula: str, domain: Domain) -> Objective:
    """The function with its gradient in symbols, its minima, and a start. Takes up to a second.

    Raises FormulaError where it has no gradient, or no value anywhere in the domain.
    """
    from app.core.derivative import NoDerivative, gradient

    objective = load(formula, domain)
    found = minima(formula, domain)
    start = _start(objective, found)
    if start is None:
        raise FormulaError(1, "nowhere in the domain are the function and its gradient finite")
    try:
        return replace(objective, gradient=gradient(parse(formula)), minima=found, start=start)
    except NoDerivative as error:
        raise FormulaError(1, "its derivative can't be written") from error


def _start(objective: Objective, minima: Sequence[Minimum]) -> Point | None:
    """A point in the domain from which there is somewhere to go, or at least one where the function has a value."""
    import torch

    low, high = torch.tensor(objective.domain, dtype=torch.float64).T
    shares = torch.tensor(list(product(SHARES, repeat=objective.dimension)), dtype=torch.float64)
    points = (low + shares * (high - low)).round(decimals=12)
    tried = points.float().requires_grad_()
    losses = objective.call(tried)
    (slopes,) = torch.autograd.grad(losses.sum(), tried)
    finite = losses.isfinite() & slopes.isfinite().all(-1)
    good = finite & (slopes != 0).any(-1)
    for minimum in minima:
        good &= ((points - torch.tensor(minimum.point)).abs() > FAR * (high - low)).any(-1)
    for wanted in (good, finite):
        if wanted.any():
            return tuple(points[wanted][0].tolist())
    return None
