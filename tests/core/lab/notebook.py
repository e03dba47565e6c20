"""What a notebook does: networks of torch's layers, made by hand, and the loop that trains them."""

from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss, one_hot


def perceptron(bend, inputs, classes, hidden=8, second=0):
    layers = [nn.Flatten(), nn.Linear(inputs, hidden), bend()]
    if second:
        layers += [nn.Linear(hidden, second), bend()]
    return nn.Sequential(*layers, nn.Linear(second or hidden, classes))


BY_HAND = {
    "conv": lambda inputs, classes: nn.Sequential(nn.Conv2d(1, 4, 4, bias=False), nn.Flatten()),
    "conv_bias": lambda inputs, classes: nn.Sequential(nn.Conv2d(1, 4, 4), nn.Flatten()),
    "linear": lambda inputs, classes: nn.Sequential(nn.Flatten(), nn.Linear(inputs, classes)),
    "perceptron": lambda *shape, **units: perceptron(nn.Tanh, *shape, **units),
    "perceptron_relu": lambda *shape, **units: perceptron(nn.ReLU, *shape, **units),
    "small_conv": lambda inputs, classes: nn.Sequential(
        nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 3 * 3, classes)
    ),
}
"""Every network of the catalogue, by hand, of the number of inputs and of classes, and of its parameters."""


def network(spec):
    """The network of a spec as a notebook makes it, right after the seed."""
    data = spec.data.load()
    inputs, classes = data.training.inputs[0].numel(), len(data.classes)
    torch.manual_seed(spec.seed)
    return BY_HAND[spec.network.name](inputs, classes, **spec.network.parameters())


@dataclass
class Log:
    """What a notebook prints of each update: the lists have an item for each, tensors in the order of the layers."""

    network: nn.Module
    samples: list = field(default_factory=list)
    loss: list = field(default_factory=list)
    logits: list = field(default_factory=list)
    weights: list = field(default_factory=list)
    grads: list = field(default_factory=list)
    update: list = field(default_factory=list)
    state: list = field(default_factory=list)


def loss(spec, logits, labels):
    if spec.loss == "mse":
        return mse_loss(logits, one_hot(labels, logits.shape[1]).float())
    return cross_entropy(logits, labels)


def copied(state):
    """The tensors that the optimizer keeps of a parameter, but for the number of its steps."""
    return {name: value.clone() for name, value in state.items() if torch.is_tensor(value) and name != "step"}


def orders(spec, labels):
    """The order of the samples in each epoch."""
    generator = torch.Generator().manual_seed(spec.seed)
    for _ in range(spec.epochs):
        if spec.order == "shuffled":
            yield torch.randperm(len(labels), generator=generator)
        elif spec.order == "alternating":
            turns = [int((labels[:place] == label).sum()) for place, label in enumerate(labels)]
            yield torch.tensor(sorted(range(len(labels)), key=lambda place: (turns[place], labels[place])))
        else:
            yield torch.arange(len(labels))


def trained(spec, rule, before_update=lambda update, optimizer: None):
    """The loop: rule makes the optimizer of a list of parameters; before_update may change it on the way."""
    samples = spec.data.load().training
    log = Log(network(spec))
    parameters = list(log.network.parameters())
    optimizer = rule(parameters)
    for order in orders(spec, samples.labels):
        for batch in order.split(spec.batch):
            optimizer.zero_grad()
            logits, labels = log.network(samples.inputs[batch]), samples.labels[batch]
            mean = loss(spec, logits, labels)
            mean.backward()
            before_update(len(log.loss), optimizer)
            log.state.append([copied(optimizer.state[p]) for p in parameters])
            log.weights.append([p.detach().clone() for p in parameters])
            optimizer.step()
            log.samples.append(batch.tolist())
            log.loss.append(mean.item())
            log.logits.append(logits.detach())
            log.grads.append([p.grad.clone() for p in parameters])
            log.update.append([p.detach() - old for p, old in zip(parameters, log.weights[-1], strict=True)])
    return log
