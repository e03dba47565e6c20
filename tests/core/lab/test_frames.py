"""Frames: every number of a network at an update is what a notebook prints there."""

import json
from base64 import b64decode
from dataclasses import asdict

import numpy as np
import pytest
import torch
from torch import nn

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.lab.data.base import Data, Samples
from app.core.lab.frames import Look
from app.core.lab.networks.perceptron import ReluPerceptron
from app.core.lab.plane import GRID
from app.core.lab.train import Training
from app.core.training import TrainingSpec
from app.exports.encoding import encoded
from tests.core.lab import notebook

SETTINGS = {
    "the article's": {},
    "moons by adam": {
        "data": {"name": "moons", "count": 60},
        "network": {"name": "perceptron_relu", "hidden": 5, "second": 3},
        "optimizer": {"name": "adam", "lr": 0.05},
        "order": "shuffled",
        "batch": 7,
        "epochs": 3,
    },
    "digits by nadam": {
        "data": {"name": "digits", "count": 60},
        "network": {"name": "small_conv"},
        "optimizer": {"name": "nadam", "lr": 0.01},
        "loss": "mse",
        "batch": 20,
        "epochs": 2,
    },
}
each_setting = pytest.mark.parametrize("fields", SETTINGS.values(), ids=SETTINGS.keys())

DOMAIN = ((-2.0, 2.0), (-1.0, 3.0))
POINTS = torch.tensor([[0.0, 0.0], [1.0, 2.0], [-1.0, 1.0]])
DATA = Data(Samples(POINTS, torch.tensor([0, 1, 1])), None, ("A", "B", "C"), DOMAIN)


def framed(fields):
    """A training's frame before each update and after the last."""
    spec = TrainingSpec.model_validate(fields)
    return spec, Training(spec, spec.updates).updates(spec.updates, every=1).frames


def close(told, wanted):
    """Whether what is told of each parameter is a notebook's list of tensors, to float32."""
    for mine, theirs in zip(told.values(), wanted, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5, atol=1e-6)


@each_setting
def test_a_frame_is_what_a_notebook_prints(fields, reference):
    """Weights, gradients, logits, the update about to be made and what the optimizer keeps, at every update."""
    spec, frames = framed(fields)
    entry = find(OPTIMIZERS, spec.optimizer.name)
    log = notebook.trained(spec, lambda parameters: reference(entry, parameters, spec.optimizer.hyperparameters()))
    for step, frame in enumerate(frames[:-1]):
        assert frame.step == step
        close(frame.weights, log.weights[step])
        close(frame.grads, log.grads[step])
        close(frame.update, log.update[step])
        np.testing.assert_allclose(frame.logits, log.logits[step], rtol=1e-5, atol=1e-5)
        for told, wanted in zip(frame.state.values(), log.state[step], strict=True):
            close({name: told[name] for name in wanted}, wanted.values())
    close(frames[-1].weights, [p.detach() for p in log.network.parameters()])


@each_setting
def test_the_last_frame_has_nothing_to_come(fields):
    """After the last update there is the network, what it says and what the optimizer keeps, and no more."""
    spec, frames = framed(fields)
    assert frames[-1].step == spec.updates and frames[-1].state
    assert frames[-1].grads is frames[-1].update is frames[-1].logits is None
    assert all(None not in (frame.grads, frame.update, frame.logits) for frame in frames[:-1])


@each_setting
def test_a_verdict_is_of_the_frame_s_own_weights(fields):
    """Predictions, accuracies, loss and the first logits are those of a network by hand with the weights told."""
    spec, frames = framed(fields)
    data = spec.data.load()
    network = notebook.network(spec)
    for frame in (frames[0], frames[-1]):
        with torch.no_grad():
            for p, told in zip(network.parameters(), frame.weights.values(), strict=True):
                p.copy_(torch.tensor(told))
            for verdict, samples in ((frame.training, data.training), (frame.test, data.test)):
                logits = network(samples.inputs)
                right = logits.argmax(1) == samples.labels
                assert verdict.predictions == logits.argmax(1).tolist()
                assert verdict.accuracy["all"] == pytest.approx(right.double().mean().item())
                for label, name in enumerate(data.classes):
                    wanted = right[samples.labels == label].double().mean().item()
                    assert verdict.accuracy[name] == pytest.approx(wanted) or verdict.accuracy[name] is None
                assert verdict.loss == pytest.approx(notebook.loss(spec, logits, samples.labels).item(), rel=1e-5)
                assert verdict.first == pytest.approx(logits[0].tolist(), rel=1e-5, abs=1e-5)


def test_a_class_without_samples_has_no_accuracy():
    """It is None, and neither 0 nor 1: the article's test has no B."""
    _, frames = framed({})
    assert frames[0].test.accuracy["B"] is None and frames[0].test.accuracy["A"] in (0, 1)
    assert Look(DATA, "mse").at(0, nn.Linear(2, 3), {}).training.accuracy["C"] is None


def test_silent_units_are_those_that_are_zero_for_every_sample():
    """Each layer of ReLU tells its dead units; one that speaks for a single sample is none, and tanh has none."""
    network = ReluPerceptron((2,), 3, hidden=4, second=2)
    with torch.no_grad():
        network.hidden.weight.copy_(torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 1.0]]))
        network.hidden.bias.copy_(torch.tensor([0.0, 0.0, -0.5, -1.5]))
        network.second.bias.copy_(torch.tensor([9.0, -9.0]))
    assert Look(DATA, "mse").at(0, network, {}).silent == {"bent": [2], "bent_again": [1]}
    assert Look(DATA, "mse").at(0, nn.Sequential(nn.Linear(2, 3), nn.Tanh()), {}).silent == {}


def test_filters_can_be_silent_too():
    """A filter of a convolution is dead where its ReLU is zero everywhere in every picture."""
    network = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(12, 2))
    with torch.no_grad():
        network[0].bias.copy_(torch.tensor([9.0, -9.0, 9.0]))
    data = Data(
        Samples(torch.rand(5, 1, 4, 4, generator=torch.Generator().manual_seed(0)), torch.zeros(5).long()), None, "AB"
    )
    assert Look(data, "mse").at(0, network, {}).silent == {"1": [1]}


def test_the_plane_is_the_network_s_softmax():
    """At each place of the grid, from the lowest y on, the class with the greatest logit and its share, in 255ths."""
    torch.manual_seed(1)
    network = nn.Linear(2, 3)
    plane = Look(DATA, "mse").at(0, network, {}).plane
    places = [[x, y] for y in np.linspace(-1, 3, GRID) for x in np.linspace(-2, 2, GRID)]
    shares = network(torch.tensor(places, dtype=torch.float32)).softmax(1).detach()
    assert plane.said.ravel().tolist() == shares.argmax(1).tolist()
    assert np.abs(plane.share.ravel() - 255 * shares.amax(1).numpy()).max() <= 0.5 + 1e-3
    assert plane.said.shape == plane.share.shape == (GRID, GRID) and len(set(plane.said.ravel())) == 3


def test_a_plane_is_sent_as_bytes():
    """In JSON it is two typed arrays of one byte a place, row by row."""
    plane = Look(DATA, "mse").at(0, nn.Linear(2, 3), {}).plane
    told = json.loads(encoded(plane))
    assert told["said"]["dtype"] == "u1" and told["said"]["shape"] == f"{GRID}, {GRID}"
    assert b64decode(told["share"]["bdata"]) == plane.share.tobytes()


def test_what_is_not_finite_is_none():
    """In whatever tensor it is, so that no answer holds NaN or infinity."""
    state = {"weight": {"exp_avg": torch.tensor([[1.0, float("inf")], [float("nan"), 2.0]]), "t": 3}}
    network = nn.Linear(2, 3)
    with torch.no_grad():
        network.weight.fill_(3e38)
    frame = Look(DATA, "mse").at(0, network, state)
    assert frame.state["weight"] == {"exp_avg": [[1.0, None], [None, 2.0]], "t": 3}
    assert frame.training.loss is None
    json.dumps({**asdict(frame), "plane": None}, allow_nan=False)
