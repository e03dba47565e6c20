"""The learning-rate schedules."""

from __future__ import annotations

from functools import partial

from app.core import schedules
from app.core.entries import Parameter, Schedule

_count = partial(Parameter, minimum=1, maximum=10_000, scale="log", slider=(1, 1000), whole=True)
_share = partial(Parameter, minimum=0.0, maximum=1.0, scale="linear")
_divisor = partial(Parameter, minimum=1.0, maximum=1e6, scale="log")

SCHEDULES = (
    Schedule(
        name="constant",
        title="Constant",
        about="The same rate for every step.",
        reference="",
        parameters=(),
        factor=schedules.constant,
    ),
    Schedule(
        name="step",
        title="Step",
        about="A stair: the rate falls to a share of itself every so many steps.",
        reference="torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma)",
        parameters=(
            _count(
                name="step_size",
                title="Steps of a stair",
                symbols=("s",),
                default=10,
                help="How many steps the rate stays before it falls.",
            ),
            _share(
                name="gamma",
                title="Share kept",
                symbols=("γ",),
                default=0.5,
                slider=(0.01, 1.0),
                help="What is left of the rate when it falls.",
            ),
        ),
        factor=schedules.step,
    ),
    Schedule(
        name="exponential",
        title="Exponential",
        about="The rate falls to a share of itself at every step.",
        reference="torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)",
        parameters=(
            _share(
                name="gamma",
                title="Share kept",
                symbols=("γ",),
                default=0.95,
                slider=(0.8, 1.0),
                help="What is left of the rate at each step.",
            ),
        ),
        factor=schedules.exponential,
    ),
    Schedule(
        name="cosine",
        title="Cosine",
        about="Half a wave from the rate down to the lowest one, and up again if there are steps left.",
        reference="torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min)",
        parameters=(
            _count(
                name="T_max",
                title="Steps down",
                symbols=("T",),
                default=50,
                help="After how many steps the rate is at its lowest.",
            ),
            Parameter(
                name="eta_min",
                title="Lowest rate",
                symbols=("ηₘᵢₙ",),
                default=0.0,
                minimum=0.0,
                maximum=100.0,
                scale="linear",
                slider=(0.0, 0.1),
                help="The rate itself, not a share of it.",
            ),
        ),
        factor=schedules.cosine,
        floor="eta_min",
    ),
    Schedule(
        name="warmup",
        title="Warm-up",
        about="A straight line from a small share of the rate up to the whole, which then stays.",
        reference="torch.optim.lr_scheduler.LinearLR(optimizer, start_factor, end_factor, total_iters)",
        parameters=(
            _share(
                name="start_factor",
                title="First share",
                symbols=("a",),
                default=0.1,
                minimum=1e-6,
                slider=(0.01, 1.0),
                help="The share of the rate that the first step uses.",
            ),
            _share(
                name="end_factor",
                title="Last share",
                symbols=("b",),
                default=1.0,
                slider=(0.0, 1.0),
                help="The share of the rate that is reached, and stays.",
            ),
            _count(
                name="total_iters",
                title="Steps of warm-up",
                symbols=("T",),
                default=10,
                help="After how many steps the last share is reached.",
            ),
        ),
        factor=schedules.warmup,
    ),
    Schedule(
        name="one_cycle",
        title="One cycle",
        about="Half a wave up to the rate, half a wave down to nearly nothing, which then stays.",
        reference="torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps, pct_start=pct_start, "
        "cycle_momentum=False, div_factor=div_factor, final_div_factor=final_div_factor)",
        parameters=(
            _count(
                name="total_steps",
                title="Steps of the cycle",
                symbols=("T",),
                default=50,
                help="How many steps it has, up and down.",
            ),
            _share(
                name="pct_start",
                title="Way up",
                symbols=("p",),
                default=0.3,
                slider=(0.0, 1.0),
                help="Which share of the steps goes up.",
            ),
            _divisor(
                name="div_factor",
                title="Divisor at first",
                symbols=("d",),
                default=25.0,
                slider=(1.0, 100.0),
                help="By how much the rate is divided for the first step.",
            ),
            _divisor(
                name="final_div_factor",
                title="Divisor at last",
                symbols=("e",),
                default=10_000.0,
                slider=(1.0, 1e6),
                help="By how much the first rate is divided for the last step.",
            ),
        ),
        factor=schedules.one_cycle,
    ),
)
