"""An optimizer's state as JSON has it, whatever somebody keeps in it and calls it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from app.core.words import EXACT, sendable

MAX_NAMES = 16
MAX_TEXT = 60
MAX_ITEMS = 16
MAX_DEPTH = 3
MAX_NUMBERS = 64
FEW = 16
"""So many numbers are looked at one by one: that is sooner done than asking torch of all of them."""


def told(state: Mapping[Any, Any], shape: Sequence[int]) -> dict[str, Any]:
    """What is kept for a parameter of this shape: numbers, lists of numbers, text.

    Tensors of the parameter's own shape are told whole, others up to 64 numbers. What is too large or no number is
    told by what it is. None stands for a number that isn't finite.
    """
    return {_name(name): _told(value, tuple(shape), 0) for name, value in _first(state.items(), MAX_NAMES)}


def _told(value: Any, shape: tuple[int, ...], depth: int) -> Any:
    if isinstance(value, Tensor):
        return _tensor(value, shape)
    if isinstance(value, np.ndarray | np.generic):
        return _tensor(torch.as_tensor(value), shape) if value.dtype.kind in "biuf" else _what(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= EXACT else _what(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return sendable(value, MAX_TEXT)
    if depth < MAX_DEPTH and isinstance(value, list | tuple | deque):
        return [_told(each, shape, depth + 1) for each in _first(value, MAX_ITEMS)]
    if depth < MAX_DEPTH and isinstance(value, Mapping):
        return {_name(name): _told(each, shape, depth + 1) for name, each in _first(value.items(), MAX_ITEMS)}
    return _what(value)


def _tensor(tensor: Tensor, shape: tuple[int, ...]) -> Any:
    if tensor.layout is not torch.strided or tensor.is_complex():
        return _what(tensor)
    if tuple(tensor.shape) != shape and tensor.numel() > MAX_NUMBERS:
        return f"{'×'.join(map(str, tensor.shape))} numbers"
    return numbers(tensor.detach())


def numbers(tensor: Tensor) -> Any:
    """Lists of Python numbers, each the very value of torch's `.item()`; None where it isn't finite."""
    values = tensor.tolist()
    return values if tensor.numel() > FEW and tensor.isfinite().all() else _finite(values)


def _finite(values: Any) -> Any:
    if isinstance(values, list):
        return [_finite(each) for each in values]
    return values if math.isfinite(values) else None


def _first(items: Iterable[Any], count: int) -> list[Any]:
    """Some at the beginning, in a copy."""
    return [item for item, _ in zip(items, range(count), strict=False)]


def _name(name: Any) -> str:
    return sendable(str(name), MAX_TEXT) if isinstance(name, str | int) else _what(name)


def _what(value: Any) -> str:
    """What it is, not what it says of itself."""
    return type(value).__name__[:MAX_TEXT]
