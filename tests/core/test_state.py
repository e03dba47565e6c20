"""Whatever somebody keeps in self.state is told as plain values, of a bounded size."""

from collections import deque

import numpy as np
import pytest
import torch

from app.core.state import told


def value(kept, shape=(2,)):
    return told({"kept": kept}, shape)["kept"]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (torch.tensor([1.5, 2.5]), [1.5, 2.5]),
        (torch.tensor(3), 3),
        (torch.eye(2), [[1.0, 0.0], [0.0, 1.0]]),
        (torch.tensor([True, False]), [True, False]),
        (torch.tensor([1.0, torch.nan]), [1.0, None]),
        (torch.ones(1, requires_grad=True), [1.0]),
        (torch.ones(2, dtype=torch.bfloat16), [1.0, 1.0]),
        (torch.zeros(0), []),
        (torch.zeros(100, 100), "100×100 numbers"),
        (torch.tensor([1 + 2j]), "Tensor"),
        (torch.eye(2).to_sparse(), "Tensor"),
        (np.arange(3), [0, 1, 2]),
        (np.float64(0.5), 0.5),
        (np.array(["a"]), "ndarray"),
        (7, 7),
        (10**100, "int"),
        (True, True),
        (None, None),
        (0.25, 0.25),
        (float("inf"), None),
        ("warm", "warm"),
        ("x" * 100, "x" * 60),
        ("\ud800", "?"),
        (deque([torch.ones(1), 2]), [[1.0], 2]),
        ((1, [2, {"a": 3}]), [1, [2, {"a": 3}]]),
        ([[[[1]]]], [[["list"]]]),
        ({1: 2, (3,): 4}, {"1": 2, "tuple": 4}),
        ({1, 2}, "set"),
        (range(100), "range"),
        (list(range(100)), list(range(16))),
        (object(), "object"),
    ],
)
def test_a_value_is_told(kept, said):
    """Numbers, lists of numbers, text; else what it is."""
    assert value(kept) == said and type(value(kept)) is type(said)


def test_what_has_the_parameter_s_shape_is_told_whole():
    """However large it is: it is a weight's."""
    assert value(torch.ones(100), (100,)) == [1.0] * 100
    assert value(torch.ones(100), (10, 10)) == "100 numbers"


def test_a_state_within_itself_has_an_end():
    """As has one of very many names."""
    state = {"x": 1}
    state["itself"] = state
    assert str(told(state, ())).count("itself") == 3 + 1
    assert len(told({str(n): n for n in range(100)}, ())) == 16


def test_what_will_not_be_told_is_not_asked():
    """Nothing of somebody's own is called for it."""

    class Trap:
        def __repr__(self):
            raise AssertionError

        __str__ = __iter__ = __len__ = __float__ = __repr__

    assert told({Trap(): Trap()}, ()) == {"Trap": "Trap"}


def test_a_value_is_as_it_was_then():
    """What is changed in place later changes nothing that was told."""
    kept = [torch.ones(1)]
    before = value(kept)
    kept[0].add_(1)
    assert before == [[1.0]]
