"""What a network is trained to make small."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss, one_hot


def loss(name: str, logits: Tensor, labels: Tensor) -> Tensor:
    """The mean over the samples: logits [samples, outputs], labels [samples] -> [].

    cross_entropy: -log softmax(logits)[label]. mse: the mean square of the logits less 1 for the label's own output
    and less 0 for the others. Source: `torch.nn.functional.cross_entropy` and `mse_loss`.
    """
    if name == "mse":
        return mse_loss(logits, one_hot(labels, logits.shape[1]).to(logits.dtype))
    return cross_entropy(logits, labels)


def losses(name: str, logits: Tensor, labels: Tensor) -> Tensor:
    """The same of many networks: logits [networks, samples, outputs], labels [networks, samples] -> [networks]."""
    if name == "mse":
        return (logits - one_hot(labels, logits.shape[2]).to(logits.dtype)).square().mean((1, 2))
    return cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="none").view(labels.shape).mean(1)
