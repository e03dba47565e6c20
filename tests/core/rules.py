"""Rules of the catalogue, built as tests need them."""

import math

import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS

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


START = [coordinate for entry in OBJECTIVES for coordinate in entry.start]


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
