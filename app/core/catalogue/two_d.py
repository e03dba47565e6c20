"""What can be descended in two coordinates, from plain to nasty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from app.core.entries import Minimum, Objective, Parameter
from app.core.objectives import two_d

RASTRIGIN = ((0.0, 0.0), (0.9949586376523348, 0.9949590570932914), (1.9899122337085495, 3.9798311905540875))
"""Where its pits are in either coordinate, zero and above, and what each adds to the loss."""

ACKLEY = (
    (0.0, 0.0, 0.0),
    (0.9521665459501717, 0.0, 2.579927557029872),
    (0.9684776587077244, 0.9684776587077244, 3.57445187725768),
    (1.9589197181217173, 0.0, 4.884065258091154),
    (1.9646166628629864, 0.9824160350791393, 5.381864187490192),
    (1.9744519864841166, 1.9744519864841166, 6.559645375627878),
)
"""Its pits in an eighth of the plane, and the loss in each."""


def _mirrored(x: float, y: float, loss: float) -> Iterator[Minimum]:
    """The minima of a function that takes each coordinate alike, and with either sign: one, four or eight."""
    for point in sorted({*product((x, -x), (y, -y)), *product((y, -y), (x, -x))}):
        yield Minimum(point, loss, lowest=loss == 0)


TWO_D = (
    Objective(
        name="ravine",
        title="Ravine",
        about="Steep across, flat along: plain descent zig-zags, for what the walls bear is slow on the floor.",
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
        name="booth",
        title="Booth",
        about="A ravine aslant: to scale each coordinate alone gains nothing, and at rate 0.1 Adam is the slowest.",
        formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
        gradient=(
            "2*(x + 2*y - 7) + 4*(2*x + y - 5)",
            "4*(x + 2*y - 7) + 2*(2*x + y - 5)",
        ),
        domain=((-6.0, 8.0), (-4.0, 10.0)),
        start=(-4.0, 0.0),
        minima=(Minimum((1.0, 3.0), 0.0),),
        call=two_d.booth,
        curvature=lambda: 18.0,
        source="Jamil and Yang (2013)",
    ),
    Objective(
        name="saddle",
        title="Saddle",
        about="Down to the pass, then off it: plain descent lingers there, Adam doesn't. From x = 0 nobody leaves.",
        formula="x**4/4 - x**2/2 + y**2/2",
        gradient=(
            "x**3 - x",
            "y",
        ),
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        start=(0.001, 1.5),
        minima=(Minimum((-1.0, 0.0), -0.25), Minimum((1.0, 0.0), -0.25)),
        call=two_d.saddle,
        source="Dauphin et al. (2014)",
    ),
    Objective(
        name="three_hump_camel",
        title="Three-hump camel",
        about="A valley with one on either side: at rate 0.03 plain descent is caught in the first, momentum rolls on.",
        formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
        gradient=(
            "4*x - 4.2*x**3 + x**5 + y",
            "x + 2*y",
        ),
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        start=(2.0, 1.5),
        minima=(
            Minimum((0.0, 0.0), 0.0),
            Minimum((-1.7475523458302888, 0.8737761729151444), 0.2986384422368598, lowest=False),
            Minimum((1.7475523458302888, -0.8737761729151444), 0.2986384422368598, lowest=False),
        ),
        call=two_d.three_hump_camel,
        source="Jamil and Yang (2013)",
    ),
    Objective(
        name="himmelblau",
        title="Himmelblau",
        about="Four equal valleys: plain descent and momentum at rate 0.01 and Adam at 0.1 come to three of them.",
        formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        gradient=(
            "4*x*(x**2 + y - 11) + 2*(x + y**2 - 7)",
            "2*(x**2 + y - 11) + 4*y*(x + y**2 - 7)",
        ),
        domain=((-5.5, 5.5), (-5.5, 5.5)),
        start=(0.0, -3.0),
        minima=(
            Minimum((3.0, 2.0), 0.0),
            Minimum((-2.805118086952745, 3.131312518250573), 0.0),
            Minimum((-3.779310253377747, -3.2831859912861696), 0.0),
            Minimum((3.5844283403304917, -1.8481265269644036), 0.0),
        ),
        call=two_d.himmelblau,
        source="Himmelblau (1972)",
    ),
    Objective(
        name="styblinski_tang",
        title="Styblinski-Tang",
        about="Four valleys, one of them the deepest: most runs end in another. At rate 0.03 momentum finds it.",
        formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
        gradient=(
            "(4*x**3 - 32*x + 5)/2",
            "(4*y**3 - 32*y + 5)/2",
        ),
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        start=(0.0, 4.0),
        minima=(
            Minimum((-2.903534027771177, -2.903534027771177), -78.33233140754285),
            Minimum((2.746802770990837, -2.903534027771177), -64.19561235905537, lowest=False),
            Minimum((-2.903534027771177, 2.746802770990837), -64.19561235905537, lowest=False),
            Minimum((2.746802770990837, 2.746802770990837), -50.0588933105679, lowest=False),
        ),
        call=two_d.styblinski_tang,
        source="Styblinski and Tang (1990)",
    ),
    Objective(
        name="beale",
        title="Beale",
        about="A plain between walls: at rate 0.1 they throw plain descent off, at 0.01 it creeps across the plain.",
        formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
        gradient=(
            "2*(y - 1)*(1.5 - x + x*y) + 2*(y**2 - 1)*(2.25 - x + x*y**2) + 2*(y**3 - 1)*(2.625 - x + x*y**3)",
            "2*x*(1.5 - x + x*y) + 4*x*y*(2.25 - x + x*y**2) + 6*x*y**2*(2.625 - x + x*y**3)",
        ),
        domain=((-1.0, 4.0), (-2.0, 2.0)),
        start=(1.0, 1.5),
        minima=(Minimum((3.0, 0.5), 0.0),),
        call=two_d.beale,
        source="Beale (1958)",
    ),
    Objective(
        name="rosenbrock",
        title="Rosenbrock's banana",
        about="Into the bent valley it falls at once, along its floor it creeps: at rate 0.001 for thousands of steps.",
        formula="(1 - x)**2 + 100*(y - x**2)**2",
        gradient=("-2*(1 - x) - 400*x*(y - x**2)", "200*(y - x**2)"),
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        start=(-1.2, 1.0),
        minima=(Minimum((1.0, 1.0), 0.0),),
        call=two_d.rosenbrock,
        source="Rosenbrock (1960)",
    ),
    Objective(
        name="rastrigin",
        title="Rastrigin",
        about="Pits everywhere, each rule rests in one nearby: a rate that climbs out of one can't rest in the next.",
        formula="20 + x**2 + y**2 - 10*(cos(2*pi*x) + cos(2*pi*y))",
        gradient=(
            "2*x + 20*pi*sin(2*pi*x)",
            "2*y + 20*pi*sin(2*pi*y)",
        ),
        domain=((-2.4, 2.4), (-2.4, 2.4)),
        start=(1.6, 1.3),
        minima=tuple(
            pit for (x, a), (y, b) in combinations_with_replacement(RASTRIGIN, 2) for pit in _mirrored(x, y, a + b)
        ),
        call=two_d.rastrigin,
        source="Rastrigin (1974)",
    ),
    Objective(
        name="ackley",
        title="Ackley",
        about="Pits around a funnel: at rate 0.01 plain descent rests in one, momentum hops about the sharp tip.",
        formula="20 + e - 20*exp(-sqrt((x**2 + y**2)/2)/5) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
        gradient=(
            "2*x*exp(-sqrt((x**2 + y**2)/2)/5)/sqrt((x**2 + y**2)/2)"
            " + pi*sin(2*pi*x)*exp((cos(2*pi*x) + cos(2*pi*y))/2)",
            "2*y*exp(-sqrt((x**2 + y**2)/2)/5)/sqrt((x**2 + y**2)/2)"
            " + pi*sin(2*pi*y)*exp((cos(2*pi*x) + cos(2*pi*y))/2)",
        ),
        domain=((-2.4, 2.4), (-2.4, 2.4)),
        start=(1.6, 1.3),
        minima=tuple(pit for x, y, loss in ACKLEY for pit in _mirrored(x, y, loss)),
        call=two_d.ackley,
        source="Ackley (1987)",
    ),
)
