"""docs/protocol.md: its examples are run, and its numbers are the server's."""

import json
import re
from pathlib import Path

import pytest

import app
from app.busy import LONGEST_WAIT
from app.core.axis import MAX_COUNT, MAX_KEPT
from app.core.ensembles import MAX_NETWORKS, MAX_SEEDS, MAX_WORK
from app.core.grammar import LONGEST, MAX_DEPTH, MAX_EXPONENT, MAX_NODES
from app.core.lab.band import LEARNED
from app.core.lab.band import TOLD as BAND
from app.core.lab.plane import GRID
from app.core.lab.train import MAX_FRAMES
from app.core.minima import MOST
from app.core.own import MAX_HYPERPARAMETERS, MAX_NAME, MAX_NUMBERS, MAX_SOURCE
from app.core.spec import MAX_CHANGES, MAX_STEPS
from app.core.state import MAX_NAMES
from app.core.steps import CONVERGED_BELOW, DIVERGED_BEYOND
from app.core.training import (
    FURTHEST,
    MAX_BATCH,
    MAX_CLASSES,
    MAX_EPOCHS,
    MAX_POINTS,
    MAX_SEED,
    MAX_SHOWN,
    MAX_UPDATES,
)
from app.core.typed import NARROWEST
from app.exports.pictures import LEAST, MAX_LANES
from app.exports.pictures import MAX_FRAMES as MAX_FRAMES_SHOWN
from app.gather import SIZES
from app.sandbox.prints import MOST as MOST_PRINTED
from app.settings import Settings
from app.web.errors import SCHEMAS, TOLD
from app.web.trainings import MAX_COUNT as MAX_WINDOW

TEXT = (Path(app.__file__).parents[1] / "docs" / "protocol.md").read_text()
ID = "HW_T1ORKyCqi3nOc"


@pytest.fixture
def host(own_host):
    """A server that runs own optimizers too."""
    return own_host


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)


def exchanges():
    """Each request over HTTP with its answer: method, path, body, status, answer."""
    pattern = r"^([A-Z]+) (/\S+)\n(.*?)\n?^(\d{3})\n(.*?)(?=^[A-Z]+ /|\Z)"
    return [found for block in blocks("http") for found in re.findall(pattern, block, re.DOTALL | re.MULTILINE)]


def test_every_example_is_run():
    """What is set apart as an example is one of the kinds that the tests below run."""
    assert set(re.findall(r"^```(.+)$", TEXT, flags=re.MULTILINE)) == {"http", "socket", "sh"}


def test_the_examples_over_http(client):
    """Every request of the document is answered as it says, digit for digit; only the id is chance."""
    assert len(exchanges()) == 27
    id = ID
    for method, path, body, status, wanted in exchanges():
        answer = client.request(method, path.replace(ID, id), json=json.loads(body) if body.strip() else None)
        if answer.status_code == 201:
            id = answer.json()["id"]
            assert answer.headers["Location"] == f"{path}/{id}"
        assert answer.status_code == int(status)
        assert (json.loads(answer.text.replace(id, ID)) if answer.text else None) == (
            json.loads(wanted) if wanted.strip() else None
        )


def test_the_examples_on_the_socket(stream):
    """Every message of the document is answered by the messages that it shows."""
    (block,) = blocks("socket")
    messages = re.findall(r"^([→←]) (.*?)(?=^[→←]|\Z)", block, flags=re.DOTALL | re.MULTILINE)
    assert len(messages) == 13
    for way, text in messages:
        if way == "→":
            stream.send(text)
        else:
            assert json.loads(stream.recv(timeout=30)) == json.loads(text)


def test_the_examples_for_a_shell(client):
    """What each sends is answered by the file that it names."""
    begins = {"/api/exports/gif": b"GIF89a", "/api/exports/python": b'"""Parabola: 50 steps of Steepest descent.'}
    for block in blocks("sh"):
        path, body = re.search(r"localhost:8000(\S+) -d '(.*)'", block, flags=re.DOTALL).groups()
        assert client.post(path, json=json.loads(body)).content.startswith(begins.pop(path))
    assert not begins


@pytest.mark.parametrize(
    "said",
    [
        f"1 to {MAX_STEPS:,}",
        f"at most {MAX_CHANGES:,}, steps 0 to {MAX_STEPS:,}",
        f"0 to {MAX_SEED}",
        f"1 to {MAX_EPOCHS}, at most {MAX_UPDATES:,} updates and {MAX_SHOWN:,} samples shown",
        f"1 to {MAX_BATCH} |",
        f"at most {MAX_CHANGES:,}, updates 0 to {MAX_UPDATES:,}",
        f"1 to {MAX_UPDATES:,}; without a body once",
        f"{MAX_UPDATES:,} updates and {MAX_CHANGES:,} changes in all",
        f"so that there are at most {MAX_FRAMES + 1};",
        f"at {GRID} x {GRID} places",
        f"`first` (0 to {MAX_UPDATES}) on, `count` of them (1 to {MAX_WINDOW}; 1)",
        f"2 to {MAX_POINTS:,}, each coordinate between -{FURTHEST:g} and {FURTHEST:g}",
        f"2 to {MAX_CLASSES} names",
        f"0 to {MAX_SEED - MAX_NETWORKS}",
        f"2 to {MAX_NETWORKS:,}; times the samples that each is shown at most {MAX_WORK:,}",
        f"`count` (1 to {MAX_SEEDS}; 10)",
        f"at least {LEARNED:.0%}".replace("%", " %"),
        f"up to {BAND} of the band",
        f"below {CONVERGED_BELOW:g}".replace("e-04", "e-4").replace("0.0001", "1e-4"),
        f"further than {DIVERGED_BEYOND:g} from zero".replace("1e+06", "1e6"),
        "{} at first, then {}, then up to {} at a time".format(*SIZES),
        f"at most {TOLD}",
        f"at most {LONGEST} characters and {MAX_NODES} numbers, names and signs, {MAX_DEPTH} levels deep",
        f"exponents between -{MAX_EXPONENT} and {MAX_EXPONENT}",
        f"at most the {MOST} lowest",
        f"at least {NARROWEST:g} apart",
        f"2 to {MAX_COUNT}",
        f"1 to {MAX_KEPT} rising steps",
        f"at most {LONGEST_WAIT} seconds",
        f"{Settings().runs_at_once:,} runs and trainings and {Settings().maps_at_once} maps",
        f"draws {Settings().pictures_at_once} pictures at once",
        f"1 to {MAX_LANES} runs",
        f"at most {MAX_FRAMES_SHOWN:,} pictures, each at least {LEAST} hundredths",
        f"{Settings().message_bytes:,} bytes",
        f"1 to {MAX_SOURCE:,} bytes",
        f"at most {MAX_HYPERPARAMETERS}: a finite number",
        f"a text of at most {MAX_NAME} characters, or a list of at most {MAX_NUMBERS} numbers",
        f"{MOST_PRINTED:,} characters of it",
        f"{MAX_NAMES} names at most",
        f"{Settings().own_seconds:g} seconds, {Settings().own_memory_bytes:,} and",
        f"and {Settings().own_output_bytes:,} bytes, {Settings().own_runs_at_once} at once",
        f"at once, {Settings().own_runs_per_client} of each client",
        f"and {Settings().own_queue} that wait",
        f"a queue of {Settings().queued_messages} messages",
        f"most {Settings().runs_per_socket} runs go",
        f"for {Settings().descent_days:g} days",
    ],
)
def test_the_limits_are_as_written(said):
    """A limit that changes must change in the document too."""
    assert said in " ".join(TEXT.split())


def test_every_door_is_in_the_document(client):
    """No door of the API is left out."""
    paths = client.get("/openapi.json").json()["paths"]
    doors = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    told = re.findall(r"^\| `([A-Z]+ [^`?]+)", TEXT, flags=re.MULTILINE)
    assert {door for door in doors if "/figures/" not in door} <= set(told)


def test_every_field_is_in_the_document(client):
    """What is sent and answered is named in it, field by field. What an entry is shaped by is the catalogue's."""
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    entries = {model.__name__ for kind in SCHEMAS.values() for model in kind.values()}
    fields = {
        field for name, schema in schemas.items() if name not in entries for field in schema.get("properties", ())
    }
    told = "".join(re.findall(r"```.*?```|`[^`]+`", TEXT, flags=re.DOTALL))
    assert fields <= set(re.findall(r"\w+", told))
