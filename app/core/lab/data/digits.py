"""Handwritten digits, in pictures of 8 x 8 pixels.

Source: E. Alpaydin and C. Kaynak (1998), "Optical Recognition of Handwritten Digits", its 1,797 pictures for testing,
UCI Machine Learning Repository, CC BY 4.0: what scikit-learn's `load_digits` gives. docs/decisions/0016 says why they
are kept here.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np
import torch

from app.core.lab.data.base import Data, Samples

BRIGHTEST = 16
TESTED = 360
"""How many of the last pictures are kept for the test."""


def load(count: int = 500) -> Data:
    """The first `count` for training, the last 360 for testing. Pixels are shares of the brightest, from 0 to 1."""
    whole = _read()
    training, test = (Samples(whole.inputs[part], whole.labels[part]) for part in (slice(count), slice(-TESTED, None)))
    return Data(training, test, tuple("0123456789"))


@cache
def _read() -> Samples:
    with as_file(files("app.core.lab.data") / "digits.npz") as path, np.load(path) as file:
        images = torch.from_numpy(file["images"]).float() / BRIGHTEST
        return Samples(images[:, None], torch.from_numpy(file["labels"]).long())
