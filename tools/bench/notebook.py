"""The reference that a reader of the article has for networks: a training loop in a notebook."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from app.core.lab.data.base import Samples


def article(seed: int) -> nn.Module:
    """The article's network, made after `torch.manual_seed`."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(1, 4, 4, bias=False), nn.Flatten())


def perceptron(seed: int) -> nn.Module:
    """2-4-2-2: two inputs, hidden layers of four and two units bent by tanh, a logit for each of two classes."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2), nn.Tanh(), nn.Linear(2, 2))


def train(make: Callable[[int], nn.Module], seed: int, samples: Samples, batch: int, epochs: int) -> list[float]:
    """The article's loop, `torch.optim.SGD(lr=0.001, momentum=0.9)` and cross-entropy: the loss of each update."""
    network = make(seed)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    shown = [*zip(torch.split(samples.inputs, batch), torch.split(samples.labels, batch), strict=True)]
    losses = []
    for _ in range(epochs):
        for inputs, labels in shown:
            optimizer.zero_grad()
            loss = criterion(network(inputs), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses
