"""What is told of bad input, and the good that it spoils."""

from app.core import training
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import MAX_CHANGES, SCHEMAS

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "momentum"}, "start": [1.0], "steps": 5}
ABSENT = object()
RATE = "must be a number between 0 and 100"
STEPS = "must be a whole number between 1 and 10000"
START = "must be a number between -1000 and 1000"


def listed(names):
    return "{} or {}".format(", ".join(map(repr, names[:-1])), repr(names[-1]))


OBJECTIVE_NAMES = list(SCHEMAS["objective"])
RULE_NAMES = [entry.name for entry in OPTIMIZERS]
DATA_NAMES, NETWORK_NAMES = (list(training.SCHEMAS[kind]) for kind in ("data", "network"))
RULES = f"must be {listed(RULE_NAMES)}"


def momentum(**values):
    return {"optimizer": {"name": "momentum", **values}}


def moons(**values):
    return {"data": {"name": "moons", **values}}


def own(**fields):
    data = {"name": "points", "points": [[0, 0], [1, 1]], "labels": [0, 1], **fields}
    return {"data": {key: value for key, value in data.items() if value is not ABSENT}, "network": {"name": "linear"}}


def change(**values):
    return {"changes": [{"step": 3, "optimizer": {"lr": 0.2}}, {"step": 4, "optimizer": values}]}


BAD_RUNS = {
    "unknown objective": (
        {"objective": {"name": "cube"}},
        "objective.name",
        f"must be {listed(OBJECTIVE_NAMES)}, got 'cube'",
    ),
    "unknown optimizer": ({"optimizer": {"name": "sgd"}}, "optimizer.name", f"{RULES}, got 'sgd'"),
    "optimizer without name": (
        {"optimizer": {"lr": 0.1}},
        "optimizer.name",
        f"is missing: {listed(sorted(RULE_NAMES))}",
    ),
    "formula with an unknown name": (
        {"objective": {"name": "typed", "formula": "2*x + foo"}},
        "objective.formula",
        "column 7: 'foo' is not known; known are x, y, pi,",
    ),
    "typed without formula": ({"objective": {"name": "typed"}}, "objective.formula", "is missing"),
    "formula a number": ({"objective": {"name": "typed", "formula": 2}}, "objective.formula", "must be text, got 2"),
    "domain upside down": (
        {"objective": {"name": "typed", "formula": "x", "domain": [[1, -1]]}},
        "objective.domain.0.0",
        "must be below the other end by at least 1e-06, got 1 and -1",
    ),
    "start of one coordinate for two": (
        {"objective": {"name": "typed", "formula": "x*y"}},
        "start",
        "typed takes 2 coordinates, got 1",
    ),
    "start without a value": (
        {"objective": {"name": "typed", "formula": "log(x)"}, "start": [-1.0]},
        "start",
        "must be where the objective and its gradient are finite",
    ),
    "no objective": ({"objective": ABSENT}, "objective", "is missing"),
    "no start": ({"start": ABSENT}, "start", "is missing"),
    "no steps": ({"steps": ABSENT}, "steps", "is missing"),
    "more fields": ({"seed": 0}, "seed", "is not a field here"),
    "objective a string": ({"objective": "square"}, "objective", "must be an object, got 'square'"),
    "optimizer a list": ({"optimizer": []}, "optimizer", "must be an object, got []"),
    "rate a string": (momentum(lr="0.1"), "optimizer.lr", f"{RATE}, got '0.1'"),
    "rate negative": (momentum(lr=-0.1), "optimizer.lr", f"{RATE}, got -0.1"),
    "rate too large": (momentum(lr=100.5), "optimizer.lr", f"{RATE}, got 100.5"),
    "rate null": (momentum(lr=None), "optimizer.lr", f"{RATE}, got None"),
    "hyperparameter of the rule's name": (
        momentum(momentum=1.5),
        "optimizer.momentum",
        "must be a number between 0 and 1, got 1.5",
    ),
    "another rule's": (momentum(betas=[0.9, 0.99]), "optimizer.betas", "is not a field here"),
    "beta of one": (
        {"optimizer": {"name": "adam", "betas": [0.9, 1.0]}},
        "optimizer.betas.1",
        "must be a number at least 0 and below 1, got 1.0",
    ),
    "three betas": (
        {"optimizer": {"name": "adam", "betas": [0.9] * 3}},
        "optimizer.betas",
        "must have at most 2 items",
    ),
    "start a number": ({"start": 1.0}, "start", "must be a list, got 1.0"),
    "start too far": ({"start": [1000.5]}, "start.0", f"{START}, got 1000.5"),
    "start a huge number": ({"start": [10**300]}, "start.0", START),
    "start of two coordinates": ({"start": [1.0, 2.0]}, "start", "square takes 1 coordinate, got 2"),
    "no step": ({"steps": 0}, "steps", f"{STEPS}, got 0"),
    "too many steps": ({"steps": 10_001}, "steps", f"{STEPS}, got 10001"),
    "steps a fraction": ({"steps": 1.5}, "steps", f"{STEPS}, got 1.5"),
    "steps a boolean": ({"steps": True}, "steps", f"{STEPS}, got True"),
    "unknown precision": ({"dtype": "float16"}, "dtype", "must be 'float32' or 'float64', got 'float16'"),
    "change out of range": (change(lr=-1), "changes.1.optimizer.lr", f"{RATE}, got -1"),
    "change of the rule's name": (
        change(momentum=2),
        "changes.1.optimizer.momentum",
        "must be a number between 0 and 1, got 2",
    ),
    "change of the unknown": (change(eps=1), "changes.1.optimizer.eps", "is not a field here"),
    "change of nothing": (change(), "changes.1.optimizer", "must have at least 1 item"),
    "too many changes": (
        {"changes": [{"step": 1, "optimizer": {"lr": 1}}] * (MAX_CHANGES + 1)},
        "changes",
        "must have at most 1000 items",
    ),
}
BAD_TRAININGS = {
    "no epoch": ({"epochs": 0}, "epochs", "must be a whole number between 1 and 200, got 0"),
    "seed negative": ({"seed": -1}, "seed", "must be a whole number between 0 and 2147483647, got -1"),
    "its rule's rate": (momentum(lr=-1), "optimizer.lr", f"{RATE}, got -1"),
    "its unknown rule": ({"optimizer": {"name": "sgd"}}, "optimizer.name", f"{RULES}, got 'sgd'"),
    "more of its fields": ({"steps": 5}, "steps", "is not a field here"),
    "no sample in a batch": ({"batch": 0}, "batch", "must be a whole number between 1 and 100, got 0"),
    "too large a batch": ({"batch": 101}, "batch", "must be a whole number between 1 and 100, got 101"),
    "unknown loss": ({"loss": "hinge"}, "loss", "must be 'cross_entropy' or 'mse', got 'hinge'"),
    "unknown order": ({"order": "sorted"}, "order", "must be 'given', 'alternating' or 'shuffled', got 'sorted'"),
    "unknown data": ({"data": {"name": "iris"}}, "data.name", f"must be {listed(DATA_NAMES)}, got 'iris'"),
    "data without name": ({"data": {}}, "data.name", f"is missing: {listed(sorted(DATA_NAMES))}"),
    "data a string": ({"data": "moons"}, "data", "must be an object, got 'moons'"),
    "noise beyond": (moons(noise=2.5), "data.noise", "must be a number between 0 and 2, got 2.5"),
    "too few points": (moons(count=9), "data.count", "must be a whole number between 10 and 1000, got 9"),
    "another set's": (moons(spacing=1.0), "data.spacing", "is not a field here"),
    "unknown network": ({"network": {"name": "lstm"}}, "network.name", f"must be {listed(NETWORK_NAMES)}, got 'lstm'"),
    "no hidden unit": (
        {"network": {"name": "perceptron", "hidden": 0}},
        "network.hidden",
        "must be a whole number between 1 and 32, got 0",
    ),
    "network of other inputs": (
        {**moons(), "network": {"name": "small_conv"}},
        "network.name",
        "small_conv takes pictures of 8 x 8, and moons has points",
    ),
    "the article's network left for points": (
        moons(),
        "network.name",
        "conv takes pictures of 4 x 4, and moons has points",
    ),
    "too many updates": (
        {"data": {"name": "digits", "count": 1437}, "network": {"name": "linear"}, "epochs": 14},
        "epochs",
        "must be at most 13: a training has at most 20,000 updates",
    ),
    "too many samples shown": (
        {**moons(count=1000), "network": {"name": "linear"}, "batch": 100, "epochs": 101},
        "epochs",
        "must be at most 100: a training has at most 100,000 samples shown",
    ),
    "change too late": (
        {"changes": [{"step": 20_001, "optimizer": {"lr": 1}}]},
        "changes.0.step",
        "must be a whole number between 0 and 20000, got 20001",
    ),
    "change of another rule's": (
        {"changes": [{"step": 1, "optimizer": {"betas": [0.9, 0.9]}}]},
        "changes.0.optimizer.betas",
        "is not a field here",
    ),
    "no points": (own(points=ABSENT), "data.points", "is missing"),
    "one point": (own(points=[[0, 0]], labels=[0]), "data.points", "must have at least 2 items"),
    "too many points": (own(points=[[0, 0]] * 1001, labels=[0] * 1001), "data.points", "must have at most 1000 items"),
    "point of three": (own(points=[[0, 0], [0, 0, 0]]), "data.points.1", "must have at most 2 items"),
    "point too far": (own(points=[[0, 0], [0, -1001]]), "data.points.1.1", f"{START}, got -1001"),
    "a label too few": (own(labels=[0]), "data.labels", "must be one for each of the 2 points, got 1"),
    "label of no class": (own(labels=[0, 2]), "data.labels.1", "must be below 2, the number of classes, got 2"),
    "label below": (own(labels=[-1, 0]), "data.labels.0", "must be a whole number between 0 and 9, got -1"),
    "one class": (own(classes=["A"]), "data.classes", "must have at least 2 items"),
    "two classes of one name": (own(classes=["A", "A"]), "data.classes.1", "must be a name that no other class has"),
    "class of no name": (own(classes=["A", ""]), "data.classes.1", "must have at least 1 character"),
    "class that means all": (own(classes=["all", "B"]), "data.classes.0", "must be a name that no other class has"),
}
BAD = {
    name: (kind, {key: value for key, value in (good | fields).items() if value is not ABSENT}, field, reason)
    for kind, good, table in (("run", RUN, BAD_RUNS), ("training", {}, BAD_TRAININGS))
    for name, (fields, field, reason) in table.items()
}
