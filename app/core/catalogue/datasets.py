"""The data sets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.core.entries import Dataset, Parameter

PICTURE = (1, 4, 4)
POINT = (2,)

_number = partial(Parameter, scale="linear")
COUNT = _number(
    name="count",
    title="Points",
    symbols=("n",),
    default=200,
    minimum=10,
    maximum=1000,
    slider=(20, 500),
    whole=True,
    help="How many points it is trained with; half as many others test it.",
)
SEED = _number(
    name="seed",
    title="Seed of the points",
    symbols=("s",),
    default=0,
    minimum=0,
    maximum=2**31 - 1,
    slider=(0, 99),
    whole=True,
    help="Which points are drawn.",
)
_noise = partial(
    _number,
    name="noise",
    title="Noise",
    symbols=("σ",),
    minimum=0.0,
    maximum=2.0,
    slider=(0.0, 0.6),
    help="How far the points scatter: the standard deviation.",
)

POINTS = {
    "network": {"name": "perceptron", "hidden": 8},
    "optimizer": {"name": "adam", "lr": 0.05},
    "order": "shuffled",
    "batch": 10,
    "epochs": 20,
}

DATASETS = (
    Dataset(
        name="patterns",
        title="The article's patterns",
        about="Two patterns of 4 x 4 pixels, in twenty intensities each.",
        shape=PICTURE,
        classes=("A", "B"),
        parameters=(
            _number(
                name="darkest",
                title="Darkest",
                symbols=("i₀",),
                default=0.0,
                minimum=0.0,
                maximum=100.0,
                slider=(0.0, 20.0),
                help="The intensity of the first picture of each pattern. At 0 both are the same dark picture.",
            ),
            _number(
                name="spacing",
                title="Spacing",
                symbols=("d",),
                default=1.0,
                minimum=0.0,
                maximum=100.0,
                slider=(0.0, 5.0),
                help="How much brighter each picture is than the one before it.",
            ),
        ),
        target="app.core.lab.data.patterns:load",
        size=40,
    ),
    Dataset(
        name="moons",
        title="Moons",
        about="Two half circles, each with an end within the other's bow.",
        shape=POINT,
        classes=("A", "B"),
        parameters=(COUNT, _noise(default=0.1), SEED),
        target="app.core.lab.data.planes:moons",
        training=POINTS,
    ),
    Dataset(
        name="circles",
        title="Circles",
        about="A circle around a smaller one.",
        shape=POINT,
        classes=("A", "B"),
        parameters=(COUNT, _noise(default=0.1), SEED),
        target="app.core.lab.data.planes:circles",
        training=POINTS,
    ),
    Dataset(
        name="spirals",
        title="Spirals",
        about="Two arms wound into each other.",
        shape=POINT,
        classes=("A", "B"),
        parameters=(COUNT, _noise(default=0.05), SEED),
        target="app.core.lab.data.planes:spirals",
        training={**POINTS, "network": {"name": "perceptron", "hidden": 16, "second": 8}, "epochs": 60},
    ),
    Dataset(
        name="blobs",
        title="Blobs",
        about="Three heaps at the corners of a triangle.",
        shape=POINT,
        classes=("A", "B", "C"),
        parameters=(COUNT, _noise(default=0.3), SEED),
        target="app.core.lab.data.planes:blobs",
        training=POINTS,
    ),
    Dataset(
        name="digits",
        title="Handwritten digits",
        about="Pictures of 8 x 8 pixels, of ten digits as 13 people wrote them.",
        shape=(1, 8, 8),
        classes=tuple("0123456789"),
        parameters=(
            replace(
                COUNT,
                title="Digits",
                default=500,
                slider=(50, 1000),
                maximum=1437,
                help="How many it is trained with. The last 360 of 1,797 always test it.",
            ),
        ),
        target="app.core.lab.data.digits:load",
        training={
            "network": {"name": "small_conv"},
            "optimizer": {"name": "adam", "lr": 0.01},
            "order": "shuffled",
            "batch": 10,
            "epochs": 5,
        },
    ),
)
