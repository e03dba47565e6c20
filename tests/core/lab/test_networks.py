"""What every network of the catalogue promises. A new one joins by being in the list."""

import pytest
import torch

from app.core.catalogue.networks import NETWORKS
from app.core.lab.networks.base import seeded
from app.core.lab.networks.conv import Conv
from app.core.training import TrainingSpec
from tests.core.lab import notebook
from tests.core.lab.pairs import PAIRS, each_pair

each_network = pytest.mark.parametrize("entry", NETWORKS, ids=lambda entry: entry.name)


def spec(entry, data, parameters=(), **fields):
    network = {"name": entry.name, **dict(parameters)}
    return TrainingSpec.model_validate({"network": network, "data": {"name": data.name}, "epochs": 1, **fields})


def made(spec):
    data = spec.data.load()
    return seeded(lambda: spec.network.make(data), spec.seed)


def sliders(entry):
    """The defaults, and each parameter at both ends of its slider."""
    yield {}
    for parameter in entry.parameters:
        yield from ({parameter.name: end} for end in parameter.slider)


def test_names_are_unique():
    """A name is what a spec, an address and a file call a network by."""
    assert len({entry.name for entry in NETWORKS}) == len(NETWORKS)


@each_pair
def test_a_seed_gives_the_notebook_s_weights(entry, data):
    """After torch.manual_seed a notebook that makes the layers by hand has the very weights, in the same order."""
    for parameters in sliders(entry):
        for seed in (0, 77, 2**31 - 1):
            asked = spec(entry, data, parameters, seed=seed)
            ours, theirs = made(asked).parameters(), notebook.network(asked).parameters()
            assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


@each_pair
def test_its_logits_are_the_notebook_s(entry, data):
    """Of samples it says what the layers made by hand say: at least as many logits as there are classes."""
    for parameters in sliders(entry):
        asked = spec(entry, data, parameters)
        inputs = asked.data.load().training.inputs[:7]
        logits = made(asked)(inputs)
        assert logits.shape[0] == 7 and logits.shape[1] >= len(data.classes)
        assert torch.equal(logits, notebook.network(asked)(inputs))


@each_network
def test_a_network_draws_nothing_else(entry):
    """What other code draws from torch's own generator does not depend on the networks made meanwhile."""
    data = next(data for network, data in PAIRS if network is entry)
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    made(spec(entry, data, seed=9))
    assert torch.equal(torch.rand(3), expected)


@each_network
def test_its_source_is_the_file_that_runs(entry):
    """The text that the page shows has the class, and a line that says what it is."""
    assert f"class {entry.target.partition(':')[2]}" in entry.source()
    assert entry.load().__doc__


def test_a_logit_of_the_article_s_is_sixteen_products():
    """Each of the four logits is the sum over the picture of pixel times weight, and a dark picture has none."""
    network = seeded(lambda: Conv((1, 4, 4), 2), 3)
    images = torch.rand(5, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    products = images[:, None, 0] * network.conv.weight[None, :, 0]
    torch.testing.assert_close(network(images), products.sum((2, 3)))
    assert network(torch.zeros(1, 1, 4, 4)).tolist() == [[0.0] * 4]
