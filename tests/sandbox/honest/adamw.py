"""AdamW with dataclasses, enumerations and types, in torch's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, ClassVar, NamedTuple, Optional

import torch
from torch import Tensor
from torch.optim import Optimizer


class Kind(Enum):
    ADAM = auto()
    ADAMW = auto()


class Betas(NamedTuple):
    first: float
    second: float


@dataclass
class Moments:
    like: Tensor
    t: int = 0
    m: Tensor = field(init=False)
    v: Tensor = field(init=False)
    count: ClassVar[int] = 0

    def __post_init__(self) -> None:
        self.m, self.v = torch.zeros_like(self.like), torch.zeros_like(self.like)
        type(self).count += 1


class AdamW(Optimizer):
    """The decay is not part of the gradient."""

    KIND = Kind.ADAMW

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        *,
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @property
    def moments(self) -> dict[Any, Moments]:
        return {p: self.state[p]["moments"] for p in self.state}

    @torch.no_grad()
    def step(self, closure: Optional[Callable[[], float]] = None) -> None:
        for group in self.param_groups:
            betas = Betas(*group["betas"])
            for p in group["params"]:
                match self.state[p]:
                    case {"moments": Moments() as moments}:
                        pass
                    case _:
                        moments = self.state[p]["moments"] = Moments(p)
                self._update(
                    p, moments, betas, **{k: v for k, v in group.items() if k in ("lr", "eps", "weight_decay")}
                )

    @classmethod
    def _update(cls, p: Tensor, s: Moments, betas: Betas, lr: float, eps: float, weight_decay: float) -> None:
        s.t += 1
        if cls.KIND is Kind.ADAMW:
            p.mul_(1 - lr * weight_decay)
        s.m.lerp_(p.grad, 1 - betas.first)
        s.v.mul_(betas.second).addcmul_(p.grad, p.grad, value=1 - betas.second)
        root = (s.v.sqrt() / (1 - betas.second**s.t) ** 0.5).add_(eps)
        p.addcdiv_(s.m, root, value=-(lr / (1 - betas.first**s.t)))
