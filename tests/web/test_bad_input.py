"""Bad input: over HTTP and over the socket the same field is named, and the same range."""

import json

import httpx
import pytest
from websockets.sync.client import connect

from app.core import training
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import MAX_CHANGES, SCHEMAS
from app.settings import Settings

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

UNREADABLE = {
    "junk": ("junk", "is not JSON"),
    "half of it": ('{"objective": {"na', "is not JSON"),
    "a list": ("[]", "must be an object, got []"),
    "a number": ("1", "must be an object, got 1"),
    "very deep": ("[" * 20_000, "is not JSON"),
    "too long": (json.dumps({"seed": "x" * 300_000}), "must be at most 262144 bytes"),
}

each_bad = pytest.mark.parametrize(("kind", "body", "field", "reason"), BAD.values(), ids=BAD.keys())
each_unreadable = pytest.mark.parametrize(("text", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())


@pytest.fixture(scope="module")
def host(serving, tmp_path_factory):
    """One server for all of it: nothing bad leaves a trace in it."""
    with serving(Settings(database=tmp_path_factory.mktemp("kudari") / "kudari.db")) as host:
        yield host


@pytest.fixture(scope="module")
def post(host):
    """Post a text as JSON and give what is refused, as `(field, msg)` pairs."""
    with httpx.Client(base_url=f"http://{host}", timeout=60) as client:

        def post(path, text, method="POST", kind="application/json"):
            answer = client.request(method, path, content=text, headers={"Content-Type": kind})
            assert answer.status_code == 422, answer.text
            return [(each["field"], each["msg"]) for each in answer.json()["detail"]]

        yield post


@pytest.fixture(scope="module")
def say(host):
    """Send one message on a socket that all these tests share, and give the answer to it."""
    with connect(f"ws://{host}/api/stream") as socket:

        def say(message):
            socket.send(message)
            return json.loads(socket.recv(timeout=30))

        yield say


@each_bad
def test_http_names_the_field_and_what_is_allowed(post, kind, body, field, reason):
    """One field is wrong, one is named, by its path in the body."""
    ((told, why),) = post("/api/runs" if kind == "run" else "/api/trainings", json.dumps(body))
    assert told == field and reason in why


@each_bad
def test_the_socket_names_the_field_and_what_is_allowed(say, kind, body, field, reason):
    """The same is told on the socket, by its path in the message, under the request's id."""
    answer = say(json.dumps({"type": "run" if kind == "run" else "train", "id": "a", kind: body}))
    assert (answer["type"], answer["id"], answer["field"]) == ("error", "a", f"{kind}.{field}")
    assert reason in answer["reason"]


def test_a_formula_is_told_its_column(post, say, host):
    """Where in the formula is told as a number too, through each door."""
    typed = {"name": "typed", "formula": "x + (x"}
    run = {**RUN, "objective": typed}
    with httpx.Client(base_url=f"http://{host}", timeout=60) as client:
        for path, body, field in (
            ("/api/objectives", typed, "formula"),
            ("/api/runs", run, "objective.formula"),
            ("/api/fans", {"run": run, "field": "start.0", "values": [0, 1], "kept": [0]}, "run.objective.formula"),
        ):
            (problem,) = client.post(path, json=body).json()["detail"]
            assert problem == {"field": field, "msg": "column 5: '(' is never closed", "column": 5}
    answer = say(json.dumps({"type": "run", "id": "a", "run": run}))
    assert (answer["field"], answer["column"]) == ("run.objective.formula", 5)


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"name": "cube"}, "name", f"must be {listed(OBJECTIVE_NAMES)}, got 'cube'"),
        ({}, "name", f"is missing: {listed(sorted(OBJECTIVE_NAMES))}"),
        ({"name": "typed"}, "formula", "is missing"),
        ({"name": "typed", "formula": "log(0*x)"}, "formula", "column 1: nowhere in the domain are the function"),
        ({"name": "typed", "formula": "x", "domain": [[0, 2000]]}, "domain.0.1", f"{START}, got 2000"),
        ({"name": "typed", "formula": "x\ud800"}, "formula", "column 2: '\\ud800' is no part of a formula"),
        ("square", "body", "must be an object, got 'square'"),
    ],
)
def test_an_objective_by_itself_is_told_alike(post, body, field, reason):
    """Where the body is the objective itself its fields stand without a path."""
    ((told, why),) = post("/api/objectives", json.dumps(body))
    assert told == field and reason in why


@each_unreadable
def test_http_refuses_what_is_no_object(post, text, reason):
    """What can't be read as a JSON object is refused as the body itself."""
    ((field, why),) = post("/api/runs", text)
    assert field == "body" and reason in why


@each_unreadable
def test_the_socket_refuses_what_is_no_object(say, text, reason):
    """The same on the socket, which stays open, for a message of no known id."""
    answer = say(text)
    assert (answer["type"], answer["id"], answer["field"]) == ("error", None, "body")
    assert reason in answer["reason"]


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b'"\xff"', b"\x00\x01\x02\x03"])
def test_http_refuses_bytes(post, body):
    """Bytes that are no text are refused as the body."""
    ((field, why),) = post("/api/runs", body)
    assert field == "body" and "is not JSON" in why


def test_the_socket_refuses_bytes(say):
    """A binary message is refused, and the socket stays open."""
    assert say(b"\x00\x01")["reason"] == "must be text: a JSON object"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_no_number_is_not_a_number(post, say, number):
    """NaN and infinity, which JSON hasn't but Python's has, are refused; the answer is JSON for all that."""
    body = json.dumps(RUN).replace("[1.0]", f"[{number}]")
    ((field, why),) = post("/api/runs", body)
    assert (field, START in why) == ("start.0", True)
    assert say(f'{{"type": "run", "id": "a", "run": {body}}}')["field"] in ("body", "run.start.0")


def test_all_that_is_wrong_is_told_at_once(post):
    """Several errors in one body are all named, as long as they are few."""
    body = {**RUN, "steps": 0, "objective": {"name": "cube"}, "start": ["1"] * 1_000}
    told = [field for field, _ in post("/api/runs", json.dumps(body))]
    assert told[:2] == ["objective.name", "start.0"] and len(told) == 20


def test_a_body_must_say_that_it_is_json(post):
    """A form, as a page from elsewhere could send without asking, is refused and told what is wanted."""
    reason = "must be sent as Content-Type: application/json"
    assert post("/api/runs", json.dumps(RUN), kind="text/plain") == [("body", reason)]
    assert post("/api/runs", "") == [("body", "is missing")]


TYPES = "must be 'run', 'train', 'look', 'rate', 'sweep', 'ensemble', 'ensemble_map', 'export' or 'cancel'"


@pytest.mark.parametrize(
    ("message", "field", "reason"),
    [
        ({"id": "a"}, "type", f"{TYPES}, got None"),
        ({"type": "walk", "id": "a"}, "type", f"{TYPES}, got 'walk'"),
        ({"type": ["run"], "id": "a"}, "type", f"{TYPES}, got ['run']"),
        ({"type": "run", "id": "a"}, "run", "is missing"),
        ({"type": "run", "id": "a", "run": RUN, "training": {}}, "training", "is not a field here"),
        ({"type": "cancel", "id": "a", "run": RUN}, "run", "is not a field here"),
    ],
)
def test_the_socket_refuses_what_is_no_message(say, message, field, reason):
    """A message of no known type, or with other fields than its type has, is told so."""
    assert say(json.dumps(message)) == {"type": "error", "id": "a", "field": field, "reason": reason}


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        (1, "must be text, got 1"),
        (None, "must be text, got None"),
        ("", "must have at least 1 character"),
        ("x" * 65, "must have at most 64 characters"),
    ],
)
def test_the_socket_refuses_a_bad_id(say, id, reason):
    """An id is a text of 1 to 64 characters."""
    answer = say(json.dumps({"type": "cancel", "id": id}))
    assert (answer["field"], answer["reason"]) == ("id", reason)


def test_a_message_of_many_times_the_limit_leaves_the_socket_open(say):
    """Up to sixteen times the limit a message is refused and no more; the next one is served."""
    assert say("x" * 1_000_000)["reason"] == "must be at most 262144 bytes, got 1000000"
    assert say("{}")["field"] == "type"


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("from=-1", "from", "must be a whole number between 0 and 10000, got '-1'"),
        ("from=x", "from", "must be a whole number between 0 and 10000, got 'x'"),
        ("limit=0", "limit", "must be a whole number between 1 and 10001, got '0'"),
        ("limit=10002", "limit", "must be a whole number between 1 and 10001, got '10002'"),
    ],
)
def test_a_bad_query_is_told_alike(post, query, field, reason):
    """Numbers in an address are held to their ranges as numbers in a body are."""
    assert post(f"/api/descents/any/steps?{query}", "", method="GET") == [(field, reason)]


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "reason"),
    [
        ("POST", "", {**RUN}, "steps", "is not a field here"),
        ("POST", "/any/steps", {"count": 0}, "count", "must be a whole number between 1 and 10000, got 0"),
        ("POST", "/any/steps", {"count": "1"}, "count", "must be a whole number between 1 and 10000, got '1'"),
        ("POST", "/any/steps", {"steps": 1}, "steps", "is not a field here"),
        ("PATCH", "/any", {}, "optimizer", "is missing"),
        ("PATCH", "/any", {"optimizer": {}}, "optimizer", "must have at least 1 item"),
        ("PATCH", "/any", {"optimizer": 3}, "optimizer", "must be an object, got 3"),
    ],
)
def test_a_descent_refuses_alike(post, method, path, body, field, reason):
    """The doors of a descent look at what is asked before they look for the descent."""
    assert post(f"/api/descents{path}", json.dumps(body), method=method) == [(field, reason)]


@pytest.mark.parametrize(
    ("path", "body", "field", "reason"),
    [
        ("trainings/frames", {"first": 0}, "training", "is missing"),
        ("trainings/frames", {"training": {}}, "first", "is missing"),
        (
            "trainings/frames",
            {"training": {"epochs": 0}, "first": 0},
            "training.epochs",
            "must be a whole number between 1 and 200, got 0",
        ),
        (
            "trainings/frames",
            {"training": moons(), "first": 0},
            "training.network.name",
            "conv takes pictures of 4 x 4, and moons has points",
        ),
        (
            "trainings/frames",
            {"training": {}, "first": -1},
            "first",
            "must be a whole number between 0 and 20000, got -1",
        ),
        (
            "trainings/frames",
            {"training": {}, "first": 0, "count": 65},
            "count",
            "must be a whole number between 1 and 64, got 65",
        ),
        ("datasets", {}, "data", "is missing"),
        ("datasets", {"data": {"name": "iris"}}, "data.name", f"must be {listed(DATA_NAMES)}, got 'iris'"),
        ("datasets", moons(seed=-1), "data.seed", "must be a whole number between 0 and 2147483647, got -1"),
        ("datasets", {**moons(), "network": {}}, "network", "is not a field here"),
    ],
)
def test_frames_and_data_are_told_alike(post, path, body, field, reason):
    """A training within a window, and data alone, are held to the same ranges, by their paths in the body."""
    assert post(f"/api/{path}", json.dumps(body)) == [(field, reason)]
