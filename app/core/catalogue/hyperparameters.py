"""The hyperparameters that update rules share, and those that take more lines than the rule itself."""

from __future__ import annotations

from dataclasses import replace

from app.core.entries import Parameter

RATE = Parameter(
    name="lr",
    title="Learning rate",
    symbols=("η",),
    default=0.1,
    minimum=0.0,
    maximum=100.0,
    scale="log",
    slider=(0.0001, 2.0),
    help="How far a step goes for each unit of gradient.",
)

STEP = replace(RATE, help="About how far a step goes, however steep it is.")

MOMENTUM = Parameter(
    name="momentum",
    title="Momentum",
    symbols=("μ",),
    default=0.9,
    minimum=0.0,
    maximum=1.0,
    scale="linear",
    slider=(0.0, 0.99),
    help="The share of the velocity that is kept at each step.",
)

BETAS = Parameter(
    name="betas",
    title="Decay of the averages",
    symbols=("β₁", "β₂"),
    default=(0.9, 0.999),
    minimum=0.0,
    maximum=1.0,
    open=True,
    scale="linear",
    slider=(0.0, 0.999),
    help="The share kept at each step of the average gradient, and of its average square.",
)

DECAY = replace(
    BETAS,
    name="alpha",
    title="Decay of the average",
    symbols=("α",),
    default=0.99,
    help="The share of the average that is kept at each step.",
)

EPSILON = Parameter(
    name="eps",
    title="Epsilon",
    symbols=("ε",),
    default=1e-8,
    minimum=0.0,
    maximum=1.0,
    scale="log",
    slider=(1e-10, 0.1),
    help="Added under the fraction so that nothing is divided by zero.",
)

WEIGHT_DECAY = Parameter(
    name="weight_decay",
    title="Weight decay",
    symbols=("λ",),
    default=0.01,
    minimum=0.0,
    maximum=10.0,
    scale="linear",
    slider=(0.0, 1.0),
    help="The share of the point, times the rate, that is taken from it at each step, whatever the gradient.",
)

MOMENTUM_DECAY = Parameter(
    name="momentum_decay",
    title="Warm-up of the momentum",
    symbols=("ψ",),
    default=0.004,
    minimum=0.0,
    maximum=10.0,
    scale="log",
    slider=(0.0001, 1.0),
    help="How fast the momentum grows from half of β₁ to the whole: at 0.004 in thousands of steps.",
)

ETAMINUS = Parameter(
    name="etaminus",
    title="Shrinking",
    symbols=("η⁻",),
    default=0.5,
    minimum=0.01,
    maximum=1.0,
    open=True,
    scale="linear",
    slider=(0.01, 0.99),
    help="Multiplies the step where the gradient's sign has turned.",
)

ETAPLUS = Parameter(
    name="etaplus",
    title="Growth",
    symbols=("η⁺",),
    default=1.2,
    minimum=1.001,
    maximum=10.0,
    scale="linear",
    slider=(1.01, 3.0),
    help="Multiplies the step while the gradient keeps its sign.",
)

STEP_SIZE_MIN = Parameter(
    name="step_size_min",
    title="Least step",
    symbols=("Δmin",),
    default=1e-6,
    minimum=0.0,
    maximum=1.0,
    scale="log",
    slider=(1e-8, 0.1),
    help="No step becomes smaller.",
)

STEP_SIZE_MAX = Parameter(
    name="step_size_max",
    title="Largest step",
    symbols=("Δmax",),
    default=50.0,
    minimum=0.0,
    maximum=1000.0,
    scale="log",
    slider=(0.01, 100.0),
    help="No step becomes larger.",
)
