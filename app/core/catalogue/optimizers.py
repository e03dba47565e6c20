"""The update rules."""

from __future__ import annotations

from app.core.entries import Optimizer, Parameter, State

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

OPTIMIZERS = (
    Optimizer(
        name="simple_gd",
        title="Steepest descent",
        about="Step against the gradient, as far as the rate says. The rule that the article writes by hand.",
        reference="torch.optim.SGD(lr)",
        update=("x = x - lr * g",),
        parameters=(RATE,),
        state=(),
        hue=1,
        target="app.core.optimizers.simple_gd:SimpleGD",
        stable_below=lambda curvature, **_: 2 / curvature,
    ),
    Optimizer(
        name="momentum",
        title="Momentum",
        about="A heavy ball: its velocity decays, the gradient is added, and it steps along what results.",
        reference="torch.optim.SGD(lr, momentum)",
        update=("momentum_buffer = momentum * momentum_buffer + g", "x = x - lr * momentum_buffer"),
        parameters=(
            RATE,
            Parameter(
                name="momentum",
                title="Momentum",
                symbols=("μ",),
                default=0.9,
                minimum=0.0,
                maximum=1.0,
                scale="linear",
                slider=(0.0, 0.99),
                help="The share of the velocity that is kept at each step.",
            ),
        ),
        state=(State("momentum_buffer", "Velocity", "b", role="velocity"),),
        hue=2,
        target="app.core.optimizers.momentum:Momentum",
        # Goh (2017), "Why Momentum Really Works".
        stable_below=lambda curvature, momentum, **_: 2 * (1 + momentum) / curvature,
    ),
    Optimizer(
        name="adam",
        title="Adam",
        about="An average of the gradient over the root of an average of its square: steps of about the rate.",
        reference="torch.optim.Adam(lr, betas, eps)",
        update=(
            "exp_avg = beta1 * exp_avg + (1 - beta1) * g",
            "exp_avg_sq = beta2 * exp_avg_sq + (1 - beta2) * g**2",
            "x = x - lr * (exp_avg / (1 - beta1**t)) / (sqrt(exp_avg_sq / (1 - beta2**t)) + eps)",
        ),
        parameters=(
            RATE,
            Parameter(
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
            ),
            Parameter(
                name="eps",
                title="Epsilon",
                symbols=("ε",),
                default=1e-8,
                minimum=0.0,
                maximum=1.0,
                scale="log",
                slider=(1e-10, 0.1),
                help="Added under the fraction so that nothing is divided by zero.",
            ),
        ),
        state=(
            State("exp_avg", "Average gradient", "m", role="velocity"),
            State("exp_avg_sq", "Average square", "v", role="square"),
        ),
        hue=3,
        target="app.core.optimizers.adam:Adam",
    ),
)
