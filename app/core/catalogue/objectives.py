"""What can be descended."""

from __future__ import annotations

from app.core.entries import Minimum, Objective, Parameter
from app.core.objectives import one_d, two_d

OBJECTIVES = (
    Objective(
        name="square",
        title="Parabola",
        about="One valley, the same curvature everywhere. Plain descent diverges from learning rate 1.",
        formula="x**2",
        gradient=("2*x",),
        domain=((-1.5, 1.5),),
        start=(1.0,),
        minima=(Minimum((0.0,), 0.0),),
        call=one_d.square,
        curvature=lambda: 2.0,
    ),
    Objective(
        name="double_well",
        title="Double well",
        about="Two equal valleys with a hill between: where it ends depends on where it starts, and how fast.",
        formula="(x**2 - 1)**2",
        gradient=("4*x*(x**2 - 1)",),
        domain=((-1.8, 1.8),),
        start=(1.6,),
        minima=(Minimum((-1.0,), 0.0), Minimum((1.0,), 0.0)),
        call=one_d.double_well,
    ),
    Objective(
        name="bumpy",
        title="Bumpy bowl",
        about="A bowl with bumps. Every bump is a local minimum that holds plain descent; momentum rolls over some.",
        formula="x**2 + 0.2*(1 - cos(12*x))",
        gradient=("2*x + 2.4*sin(12*x)",),
        domain=((-2.0, 2.0),),
        start=(1.6,),
        minima=(
            Minimum((-0.9688858623457727,), 1.0207402632013418, lowest=False),
            Minimum((-0.4886492176553824,), 0.2561109394482591, lowest=False),
            Minimum((0.0,), 0.0),
            Minimum((0.4886492176553824,), 0.2561109394482591, lowest=False),
            Minimum((0.9688858623457727,), 1.0207402632013418, lowest=False),
        ),
        call=one_d.bumpy,
    ),
    Objective(
        name="ravine",
        title="Ravine",
        about="Steep across, flat along: plain descent zig-zags, since a rate that the walls allow crawls below.",
        formula="(x**2 + condition*y**2)/2",
        gradient=("x", "condition*y"),
        domain=((-2.5, 2.5), (-1.5, 1.5)),
        start=(-2.0, 1.0),
        minima=(Minimum((0.0, 0.0), 0.0),),
        call=two_d.ravine,
        parameters=(
            Parameter(
                name="condition",
                title="Condition number",
                symbols=("κ",),
                default=16.0,
                minimum=1.0,
                maximum=1000.0,
                scale="log",
                slider=(1.0, 1000.0),
                help="How many times as curved it is across as along. Plain descent diverges from learning rate 2/κ.",
            ),
        ),
        curvature=lambda condition: condition,
        source="Goh (2017), Why Momentum Really Works",
    ),
    Objective(
        name="rosenbrock",
        title="Rosenbrock's banana",
        about="Into the bent valley it falls at once; along its floor to the minimum it creeps.",
        formula="(1 - x)**2 + 100*(y - x**2)**2",
        gradient=("-2*(1 - x) - 400*x*(y - x**2)", "200*(y - x**2)"),
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        start=(-1.2, 1.0),
        minima=(Minimum((1.0, 1.0), 0.0),),
        call=two_d.rosenbrock,
        source="Rosenbrock (1960)",
    ),
)
