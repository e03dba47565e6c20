"""What a run needs is imported and used once before the lock: after it, nothing can be read from a disk."""

from __future__ import annotations

import copy
import importlib
import inspect
import io
import os
import tempfile
import traceback
from datetime import datetime
from typing import Any

import numpy as np
import torch
from pydantic import TypeAdapter
from torch import Tensor, nn

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import ObjectiveSpec
from app.core.training import PointsSpec

LIBRARY = (
    "__future__ abc argparse array ast asyncio atexit base64 bisect builtins calendar cmath collections.abc colorsys "
    "contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib dis encodings.ascii "
    "encodings.latin_1 encodings.utf_16 enum fractions functools gc graphlib hashlib heapq html inspect io itertools "
    "json keyword linecache locale logging math multiprocessing numbers operator os pathlib pickle platform pprint "
    "queue random re reprlib secrets shutil signal socket statistics string struct subprocess sys tempfile textwrap "
    "threading time timeit tokenize traceback types typing unittest.mock uuid warnings weakref zlib"
)
"""What an author may import of Python's library. What some of these do is refused by the lock."""

NUMERICAL = (
    "numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.typing torch.autograd.functional "
    "torch.distributions torch.fft torch.func torch.linalg torch.nn.functional torch.nn.utils torch.optim.lr_scheduler "
    "torch.optim.optimizer torch.optim.swa_utils torch.quasirandom torch.special torch.utils.checkpoint "
    "torch.utils.data torch.utils.serialization typing_extensions"
)
"""And beside it."""

OURS = (
    "app.core.batch app.core.lab.ensemble app.core.lab.train app.core.minima app.core.spec app.core.training "
    "app.sandbox.runner"
)


def warm() -> None:
    """Be ready for whatever a run may do, in one thread.

    The first optimizer of a process wants a folder to keep things in, and keeps nothing there. oneDNN writes machine
    code when it runs, which no child may.
    """
    torch.set_num_threads(1)
    torch.backends.mkldnn.set_flags(False)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = folder
        for name in f"{LIBRARY} {NUMERICAL} {OURS}".split():
            importlib.import_module(name)
        for use in (_ours, _optimizers, _networks, _derivatives, _algebra, _words):
            use()
    os.environ.clear()
    torch.set_num_threads = _one_thread  # type: ignore[assignment]


def _one_thread(count: int) -> None:
    """There is one thread, whatever is asked: another can't be started."""


def _ours() -> None:
    """All that a task may name, read once."""
    typed = {"name": "typed", "formula": "x**2 + sin(y)"}
    for objective in [*({"name": each.name} for each in OBJECTIVES), typed]:
        TypeAdapter(ObjectiveSpec).validate_python(objective).load()
    for rule in (*OPTIMIZERS, *NETWORKS):
        rule.load()
    PointsSpec(name="points", points=[[0.0, 1.0], [1.0, 0.0]], labels=[0, 1]).make()
    for data in DATASETS:
        data.load()(**{each.name: each.default for each in data.parameters})


def _optimizers() -> None:
    weight = nn.Parameter(torch.ones(2, 2))
    kinds = [each for each in vars(torch.optim).values() if inspect.isclass(each)]
    for kind in kinds:
        if issubclass(kind, torch.optim.Optimizer) and kind is not torch.optim.Optimizer:
            make: Any = kind
            optimizer = make([weight])
            weight.grad = torch.ones(2, 2).to_sparse() if kind is torch.optim.SparseAdam else torch.ones(2, 2)
            optimizer.step(lambda: weight.detach().sum())
            copy.deepcopy(optimizer).load_state_dict(optimizer.state_dict())
            repr(optimizer)
    optimizer = torch.optim.SGD([weight])
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, 10)
    optimizer.step()
    schedule.step()
    torch.optim.swa_utils.AveragedModel(nn.Linear(1, 1))


def _networks() -> None:
    network = nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.GELU(), nn.Dropout(), nn.Flatten(), nn.Linear(8, 2)
    )
    logits = network(torch.ones(2, 1, 4, 4))
    nn.functional.cross_entropy(logits, torch.tensor([0, 1])).backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    copy.deepcopy(network).load_state_dict(network.state_dict())
    torch.utils.checkpoint.checkpoint(network, torch.ones(2, 1, 4, 4), use_reentrant=False).sum().backward()
    nn.LSTM(1, 1)(torch.ones(1, 1, 1))[0].sum().backward()
    samples = torch.utils.data.TensorDataset(torch.ones(2, 1))
    list(torch.utils.data.DataLoader(samples, shuffle=True))
    torch.save(network, io.BytesIO())


def _derivatives() -> None:
    def cube(x: Tensor) -> Tensor:
        return (x**3).sum()

    x = torch.ones(2, requires_grad=True)
    torch.func.jvp(cube, (x,), (x,))
    torch.func.hessian(cube)(x)
    torch.vmap(torch.func.grad(cube))(torch.ones(2, 2))
    torch.autograd.functional.hessian(cube, x)  # type: ignore[no-untyped-call]
    torch.autograd.grad(torch.autograd.grad(cube(x), x, create_graph=True)[0].sum(), x)


def _algebra() -> None:
    """Each kind of number, the decompositions, and chance: some look at the processor when they are first used."""
    for kind in (torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.int64):
        square = torch.eye(40).to(kind)
        repr((square @ square, nn.Parameter(torch.ones(1))))
    for module in (np.linalg, torch.linalg):
        for name in ("cholesky", "det", "eigh", "eigvals", "inv", "pinv", "qr", "svd"):
            getattr(module, name)(np.eye(9) if module is np.linalg else torch.eye(9))
    repr(np.ma.masked_array([1.0, 2.0], [False, True]))
    np.polyfit([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], 1)
    np.fft.rfft(np.random.default_rng(0).normal(size=8))
    torch.fft.fft2(torch.randn(4, 4))
    torch.distributions.Normal(0.0, 1.0).sample()  # type: ignore[no-untyped-call]
    torch.einsum("ij,jk->ik", square, square)


def _words() -> None:
    """What is made of an error, and of a time."""
    datetime.strptime("2026", "%Y")
    try:
        torch.ones(2) @ torch.ones(3)
    except RuntimeError:
        traceback.format_exc()
