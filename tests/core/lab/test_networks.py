"""What every network promises."""

import torch
from torch import nn

from app.core.lab.networks.conv import Conv


def made(seed):
    return Conv(torch.Generator().manual_seed(seed)).conv.weight


def test_a_seed_gives_the_notebook_s_weights():
    """The weights are those of the article's layer made after torch.manual_seed, for any seed."""
    for seed in (0, 1, 77, 2**31 - 1):
        torch.manual_seed(seed)
        theirs = nn.Conv2d(in_channels=1, out_channels=4, kernel_size=4, bias=False)
        assert torch.equal(made(seed), theirs.weight)


def test_a_network_draws_nothing_else():
    """What other code draws from torch's own generator does not depend on the networks made meanwhile."""
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    made(9)
    assert torch.equal(torch.rand(3), expected)


def test_a_logit_is_sixteen_products():
    """Each of the four logits is the sum over the picture of pixel times weight, and a dark picture has none."""
    network = Conv(torch.Generator().manual_seed(3))
    images = torch.rand(5, 1, 4, 4)
    products = images[:, None, 0] * network.conv.weight[None, :, 0]
    torch.testing.assert_close(network(images), products.sum((2, 3)))
    assert network(torch.zeros(1, 1, 4, 4)).tolist() == [[0.0] * 4]
