"""The update rules."""

from __future__ import annotations

from dataclasses import replace

from app.core.catalogue.hyperparameters import (
    BETAS,
    DECAY,
    EPSILON,
    ETAMINUS,
    ETAPLUS,
    MOMENTUM,
    MOMENTUM_DECAY,
    RATE,
    STEP,
    STEP_SIZE_MAX,
    STEP_SIZE_MIN,
    WEIGHT_DECAY,
)
from app.core.entries import Intermediate, Optimizer, State

VELOCITY = State("momentum_buffer", "Velocity", "b", role="velocity")
AVERAGE = State("exp_avg", "Average gradient", "m", role="velocity")
SQUARE = State("exp_avg_sq", "Average square", "v", role="square")

AVERAGES = (
    "exp_avg = beta1 * exp_avg + (1 - beta1) * g",
    "exp_avg_sq = beta2 * exp_avg_sq + (1 - beta2) * g**2",
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
        edge="2",
    ),
    Optimizer(
        name="momentum",
        title="Momentum",
        about="A heavy ball: its velocity decays, the gradient is added, and it steps along what results.",
        reference="torch.optim.SGD(lr, momentum)",
        update=("momentum_buffer = momentum * momentum_buffer + g", "x = x - lr * momentum_buffer"),
        parameters=(RATE, MOMENTUM),
        state=(VELOCITY,),
        hue=2,
        target="app.core.optimizers.momentum:Momentum",
        # Goh (2017), "Why Momentum Really Works".
        edge="2 * (1 + momentum)",
    ),
    Optimizer(
        name="nesterov",
        title="Nesterov",
        about="A heavy ball that brakes early: it steps to where its velocity would carry it on from here.",
        reference="torch.optim.SGD(lr, momentum, nesterov=True)",
        update=("momentum_buffer = momentum * momentum_buffer + g", "x = x - lr * (g + momentum * momentum_buffer)"),
        # torch refuses a momentum of zero here.
        parameters=(RATE, replace(MOMENTUM, minimum=0.01, slider=(0.01, 0.99))),
        state=(VELOCITY,),
        hue=4,
        target="app.core.optimizers.nesterov:Nesterov",
        # Where the larger root of its two-term recurrence leaves the unit circle, through -1.
        edge="2 * (1 + momentum) / (1 + 2 * momentum)",
    ),
    Optimizer(
        name="adagrad",
        title="Adagrad",
        about="Never forgets a slope: each one makes all later steps smaller, in its own direction alone.",
        reference="torch.optim.Adagrad(lr, eps=eps)",
        update=("sum = sum + g**2", "x = x - lr * g / (sqrt(sum) + eps)"),
        parameters=(
            replace(RATE, help="How far the first step goes; no later one goes farther."),
            replace(EPSILON, default=1e-10),
        ),
        state=(State("sum", "Sum of squares", "s", role="square"),),
        hue=5,
        target="app.core.optimizers.adagrad:Adagrad",
    ),
    Optimizer(
        name="rmsprop",
        title="RMSprop",
        about="Adagrad that forgets: only recent slopes count, so it never tires. It came from a lecture, not a paper.",
        reference="torch.optim.RMSprop(lr, alpha, eps)",
        update=("square_avg = alpha * square_avg + (1 - alpha) * g**2", "x = x - lr * g / (sqrt(square_avg) + eps)"),
        parameters=(STEP, DECAY, EPSILON),
        state=(State("square_avg", "Average square", "v", role="square"),),
        hue=6,
        target="app.core.optimizers.rmsprop:RMSprop",
    ),
    Optimizer(
        name="adadelta",
        title="Adadelta",
        about="Finds its own rate: a step is as long as the recent ones were. From a standstill it takes a while.",
        reference="torch.optim.Adadelta(lr, rho, eps)",
        update=(
            "square_avg = rho * square_avg + (1 - rho) * g**2",
            "delta = sqrt(acc_delta + eps) / sqrt(square_avg + eps) * g",
            "acc_delta = rho * acc_delta + (1 - rho) * delta**2",
            "x = x - lr * delta",
        ),
        parameters=(
            replace(
                RATE,
                default=1.0,
                slider=(0.01, 100.0),
                help="Multiplies the step it has found. The paper has none, which is a rate of 1.",
            ),
            replace(
                DECAY,
                name="rho",
                symbols=("ρ",),
                default=0.9,
                title="Decay of the averages",
                help="The share of both averages that is kept at each step.",
            ),
            replace(EPSILON, default=1e-6, help="Its root is about the size of the first steps: larger starts faster."),
        ),
        state=(
            State("square_avg", "Average square", "v", role="square"),
            State("acc_delta", "Average squared step", "u"),
        ),
        intermediates=(Intermediate("delta", "Step at a rate of 1", "d"),),
        hue=7,
        target="app.core.optimizers.adadelta:Adadelta",
    ),
    Optimizer(
        name="adam",
        title="Adam",
        about="An average of the gradient over the root of an average of its square: steps of about the rate.",
        reference="torch.optim.Adam(lr, betas, eps)",
        update=(
            *AVERAGES,
            "x = x - lr * (exp_avg / (1 - beta1**t)) / (sqrt(exp_avg_sq / (1 - beta2**t)) + eps)",
        ),
        parameters=(RATE, BETAS, EPSILON),
        state=(AVERAGE, SQUARE),
        hue=3,
        target="app.core.optimizers.adam:Adam",
    ),
    Optimizer(
        name="adamw",
        title="AdamW",
        about="Adam, with a pull to the origin beside the step: it stops short of a minimum that lies elsewhere.",
        reference="torch.optim.AdamW(lr, betas, eps, weight_decay)",
        update=(
            *AVERAGES,
            "x = x - lr * (exp_avg / (1 - beta1**t) / (sqrt(exp_avg_sq / (1 - beta2**t)) + eps) + weight_decay * x)",
        ),
        parameters=(STEP, BETAS, EPSILON, WEIGHT_DECAY),
        state=(AVERAGE, SQUARE),
        hue=8,
        target="app.core.optimizers.adamw:AdamW",
    ),
    Optimizer(
        name="adamax",
        title="Adamax",
        about="Adam that remembers the steepest slope instead of an average: after a cliff it stays careful for long.",
        reference="torch.optim.Adamax(lr, betas, eps)",
        update=(
            AVERAGES[0],
            "exp_inf = max(beta2 * exp_inf, abs(g) + eps)",
            "x = x - lr * (exp_avg / (1 - beta1**t)) / exp_inf",
        ),
        parameters=(
            STEP,
            replace(BETAS, help="The share kept at each step of the average gradient, and of the largest one."),
            replace(EPSILON, help="Added to the size of the gradient so that nothing is divided by zero."),
        ),
        state=(AVERAGE, State("exp_inf", "Largest gradient", "u")),
        hue=9,
        target="app.core.optimizers.adamax:Adamax",
    ),
    Optimizer(
        name="nadam",
        title="NAdam",
        about="Adam with Nesterov's look ahead, and a momentum that warms up from half of what it will be.",
        reference="torch.optim.NAdam(lr, betas, eps, momentum_decay=momentum_decay)",
        update=(
            "mu = beta1 * (1 - 0.96**(t * momentum_decay) / 2)",
            "mu_next = beta1 * (1 - 0.96**((t + 1) * momentum_decay) / 2)",
            "mu_product = mu_product * mu",
            *AVERAGES,
            "ahead = mu_next * exp_avg / (1 - mu_product * mu_next) + (1 - mu) * g / (1 - mu_product)",
            "x = x - lr * ahead / (sqrt(exp_avg_sq / (1 - beta2**t)) + eps)",
        ),
        parameters=(STEP, BETAS, EPSILON, MOMENTUM_DECAY),
        state=(State("mu_product", "Product of the momentums", "w", start=1.0), AVERAGE, SQUARE),
        intermediates=(
            Intermediate("mu", "Momentum of this step", "μ"),
            Intermediate("mu_next", "Momentum of the next step", "μ′"),
            Intermediate("ahead", "Average gradient, one step ahead", "h"),
        ),
        hue=10,
        target="app.core.optimizers.nadam:NAdam",
    ),
    Optimizer(
        name="radam",
        title="RAdam",
        about="Adam that waits: until its average square rests on enough gradients, it is momentum, and then careful.",
        reference="torch.optim.RAdam(lr, betas, eps)",
        update=(
            *AVERAGES,
            "rho_inf = 2 / (1 - beta2) - 1",
            "rho = rho_inf - 2 * t * beta2**t / (1 - beta2**t)",
            "scale = sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))"
            " * (sqrt(1 - beta2**t) / (sqrt(exp_avg_sq) + eps)) if rho > 5 else 1",
            "x = x - lr * (exp_avg / (1 - beta1**t)) * scale",
        ),
        parameters=(RATE, BETAS, EPSILON),
        state=(AVERAGE, SQUARE),
        intermediates=(
            Intermediate("rho_inf", "Gradients that the average square rests on at last", "ρ∞"),
            Intermediate("rho", "Gradients that the average square rests on", "ρ"),
            Intermediate("scale", "Rectified: one over the root of the average square, as far as it is known", "r"),
        ),
        hue=11,
        target="app.core.optimizers.radam:RAdam",
    ),
    Optimizer(
        name="rprop",
        title="Rprop",
        about="Trusts only the sign of the slope: a step grows while the sign stays, and shrinks where it turns.",
        reference="torch.optim.Rprop(lr, etas=(etaminus, etaplus), step_sizes=(step_size_min, step_size_max))",
        update=(
            "scale = etaplus if g * prev > 0 else etaminus if g * prev < 0 else 1",
            "step_size = min(max(scale * step_size, step_size_min), step_size_max)",
            "prev = 0 if g * prev < 0 else g",
            "x = x - step_size * sign(prev)",
        ),
        parameters=(
            replace(RATE, initial=True, help="How far the first step goes. It is not read again: a change is none."),
            ETAMINUS,
            ETAPLUS,
            STEP_SIZE_MIN,
            STEP_SIZE_MAX,
        ),
        state=(State("prev", "Gradient before", "p"), State("step_size", "Step size", "Δ", start="lr")),
        intermediates=(Intermediate("scale", "What the step is multiplied by", "s"),),
        hue=12,
        target="app.core.optimizers.rprop:Rprop",
    ),
    Optimizer(
        name="lion",
        title="Lion",
        about="Found by a search among programs: the sign of a momentum, so that every step is the rate, to the bit.",
        reference="",
        update=(
            "x = x - lr * (sign(beta1 * exp_avg + (1 - beta1) * g) + weight_decay * x)",
            "exp_avg = beta2 * exp_avg + (1 - beta2) * g",
        ),
        parameters=(
            replace(STEP, help="How far every step goes, however steep it is."),
            replace(
                BETAS,
                default=(0.9, 0.99),
                help="The share kept of the average gradient, in what is stepped along, and in what is remembered.",
            ),
            replace(WEIGHT_DECAY, default=0.0),
        ),
        state=(AVERAGE,),
        hue=13,
        target="app.core.optimizers.lion:Lion",
    ),
    Optimizer(
        name="signsgd",
        title="SignSGD",
        about="One bit of the slope: downhill by the rate, so that near a minimum it hops to and fro for ever.",
        reference="",
        update=("x = x - lr * sign(g)",),
        parameters=(replace(STEP, help="How far every step goes, however steep it is."),),
        state=(),
        hue=14,
        target="app.core.optimizers.signsgd:SignSGD",
    ),
)
