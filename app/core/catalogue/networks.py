"""The networks."""

from __future__ import annotations

from functools import partial

from app.core.catalogue.datasets import PICTURE
from app.core.entries import Network, Parameter

_units = partial(Parameter, maximum=32, scale="linear", whole=True)
HIDDEN = (
    _units(
        name="hidden",
        title="Hidden units",
        symbols=("h",),
        default=8,
        minimum=1,
        slider=(1, 16),
        help="How many sums are bent between the inputs and the logits.",
    ),
    _units(
        name="second",
        title="Second layer",
        symbols=("k",),
        default=0,
        minimum=0,
        slider=(0, 16),
        help="How many units a second hidden layer has. 0 leaves it out.",
    ),
)

NETWORKS = (
    Network(
        name="conv",
        title="The article's four filters",
        about="Four filters as large as the picture, without bias: each logit is sixteen products.",
        parameters=(),
        target="app.core.lab.networks.conv:Conv",
        shapes=(PICTURE,),
    ),
    Network(
        name="conv_bias",
        title="Four filters with bias",
        about="The article's network with a number more for each logit.",
        parameters=(),
        target="app.core.lab.networks.conv:BiasedConv",
        shapes=(PICTURE,),
    ),
    Network(
        name="linear",
        title="Linear layer",
        about="Each logit weighs all inputs: boundaries are straight.",
        parameters=(),
        target="app.core.lab.networks.linear:Linear",
    ),
    Network(
        name="perceptron",
        title="Perceptron, tanh",
        about="Hidden units whose sums are bent by tanh: boundaries can be curved.",
        parameters=HIDDEN,
        target="app.core.lab.networks.perceptron:Perceptron",
    ),
    Network(
        name="perceptron_relu",
        title="Perceptron, ReLU",
        about="Hidden units that pass what is above zero. One that is never above it is dead.",
        parameters=HIDDEN,
        target="app.core.lab.networks.perceptron:ReluPerceptron",
    ),
    Network(
        name="small_conv",
        title="Small convolutional network",
        about="Eight filters of 3 x 3 that move over the picture, and a layer that weighs what they find.",
        parameters=(),
        target="app.core.lab.networks.small_conv:SmallConv",
        shapes=((1, 8, 8),),
    ),
)
