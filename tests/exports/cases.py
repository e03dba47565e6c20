"""What is exported, one of each: its spec, by what it shows."""

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from tests.exports.sources import OWN

RULES = [entry.name for entry in OPTIMIZERS]
TORCHS = [entry.name for entry in OPTIMIZERS if entry.reference]
FORMULAS = (
    "x",
    "x**2 + 0.3*sin(12*x)",
    "2*pi*x + cosh(x)/3 - sinh(x)*exp(-x**2)",
    "max(x**2, 0.5) + min(1, relu(x - 0.2)) + abs(x)**1.5",
    "-sigmoid(3*x) + 2**x - tanh(x)*atan(x) + log(1 + x**2)",
    "(1 - x)**2 + 100*(y - x**2)**2 + sqrt(x**4 + y**6 + 1)",
    "sign(x)*x + tan(y/3) + e*y**2 - (-x)**3",
)
SLOWER = [{"step": 20, "optimizer": {"lr": 0.002}}]
PAIRS = [
    (data.name, network.name)
    for data in DATASETS
    for network in NETWORKS
    if not network.shapes or data.shape in network.shapes
]


def run(**parts):
    return {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6], "steps": 60} | parts


def hill(entry, lr):
    """By momentum, whose velocity carries it over all of the hill; and where it diverges, it ends there."""
    return run(objective={"name": entry.name}, start=[*entry.start], optimizer={"name": "momentum", "lr": lr})


def banana(optimizer, **parts):
    return run(objective={"name": "rosenbrock"}, start=[-1.2, 1.0], optimizer=optimizer, **parts)


def typed(formula, **parts):
    start = [0.7, -0.4] if "y" in formula else [0.7]
    momentum = {"name": "momentum", "lr": 0.01}
    return run(objective={"name": "typed", "formula": formula}, start=start) | {"optimizer": momentum} | parts


def lesson(**parts):
    return {"epochs": 1, "optimizer": {"name": "adam", "lr": 0.01}} | parts


def pair(data, network):
    """Whatever a network can be trained with, shuffled and some at a time."""
    return lesson(data={"name": data}, network={"name": network}, order="shuffled", batch=7, seed=3)


def squares(rule):
    """The article's network, alternating, by the loss of squares, with a schedule and a change."""
    changes = [{"step": 5, "optimizer": {"lr": 0.0005}}]
    optimizer = {"name": rule, "lr": 0.001}
    return lesson(optimizer=optimizer, order="alternating", loss="mse", schedule={"name": "warmup"}, changes=changes)


def far(optimizer):
    """Points of one's own, and an update that goes too far."""
    points = {"name": "points", "points": [[0.5, 900.0], [-3.25, 1.0], [2.0, -700.0]], "labels": [0, 1, 1]}
    return lesson(data=points, network={"name": "linear"}, optimizer=optimizer, loss="mse")


def rated(schedule):
    """With a changed rate, from which it goes on."""
    changes = [{"step": 30, "optimizer": {"lr": 0.05, "betas": [0.8, 0.9]}}]
    return run(schedule={"name": schedule}, changes=changes)


RPROP = [{"step": 10, "optimizer": {"etaplus": 1.4}}, {"step": 20, "optimizer": {"step_size_max": 0.01}}]
MINE = OWN["the template"]
COSINE = {"name": "cosine", "eta_min": 0.001}
MOONS = {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "batch": 10, "order": "shuffled"}

RUNS = {
    **{f"{entry.name} at {lr}": hill(entry, lr) for entry in OBJECTIVES for lr in (0.003, 5.0)},
    **{rule: banana({"name": rule, "lr": 0.01}, changes=SLOWER) for rule in RULES},
    **{entry.name: rated(entry.name) for entry in SCHEDULES},
    **{formula: typed(formula) for formula in FORMULAS},
}
OF_TORCH = {
    **{rule: run(optimizer={"name": rule, "lr": 0.01}, changes=SLOWER) for rule in TORCHS},
    "what torch takes in pairs": run(optimizer={"name": "rprop"}, changes=RPROP),
}
OWN_RUNS = {
    **{name: banana(own | {"lr": 0.002}, schedule=COSINE, changes=SLOWER, steps=30) for name, own in OWN.items()},
    "in double precision": banana(MINE, dtype="float64"),
    "of typed powers": typed("x**4 - sigmoid(x*y) + (y + 1)**2.5", optimizer=MINE),
    "diverging": run(objective={"name": "square"}, optimizer=OWN["one that takes all names"] | {"lr": 1.5}),
}
TRAININGS = {
    **{f"{network} with {data}": pair(data, network) for data, network in PAIRS},
    **{rule: squares(rule) for rule in RULES},
    "diverging": far({"name": "simple_gd", "lr": 100.0}),
}
OWN_TRAININGS = {
    **{name: lesson(optimizer=own | {"lr": 0.001}, schedule={"name": "exponential"}) for name, own in OWN.items()},
    "moons": lesson(optimizer=MINE, seed=3, **MOONS),
    "diverging": far(MINE | {"lr": 1e9}),
}
