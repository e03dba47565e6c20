"""What all doors share: headers, errors, the health check, files."""

import re

import httpx
import pytest

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.web.headers import HEADERS


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/docs", 200),
        ("GET", "/api/objectives", 200),
        ("POST", "/api/runs", 422),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/descents/nothing", 404),
        ("PUT", "/api/runs", 405),
        ("GET", "/static/js/api.js", 200),
        ("GET", "/static/nothing.js", 404),
        ("GET", "/static/../app/main.py", 404),
    ],
)
def test_every_answer_carries_the_headers(client, method, path, status):
    """The Content-Security-Policy and its companions are on answers of every kind."""
    answer = client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "path", ["/", "/rating", "/classifier", "/docs", "/api/objectives", "/static/js/api.js", "/embedded"]
)
def test_nothing_but_embed_is_framed(client, path):
    """Every page but one says that nobody may show it in a frame."""
    assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize("ancestors", ["'self'", "'none'", "'self' https://lms.example https://*.example.org:8443"])
def test_embed_is_framed_by_whom_the_setting_names(serving, settings, ancestors):
    """Its policy differs from the others' in that alone, and so do its headers."""
    with serving(settings.model_copy(update={"frame_ancestors": ancestors})) as host:
        headers = httpx.get(f"http://{host}/embed").headers
    own = HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
    assert {name: headers[name] for name in HEADERS} == {**HEADERS, "Content-Security-Policy": own}


def test_a_fault_is_told_without_its_insides(serving, settings, monkeypatch, caplog):
    """A fault of the server answers 500 with the headers and no trace; the trace is in the log."""
    monkeypatch.setitem(vars(find(OBJECTIVES, "square")), "call", lambda point: 1 / 0)
    body = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 1}
    with serving(settings) as host:
        answer = httpx.post(f"http://{host}/api/runs", json=body, timeout=60)
    assert (answer.status_code, answer.json()) == (500, {"detail": "a fault of the server, which has logged it"})
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "ZeroDivisionError" in caplog.text


def test_the_health_check(client):
    """It answers at once, and says whether torch is there yet."""
    answer = client.get("/healthz").json()
    assert answer["status"] == "ok" and answer["torch"] in ("loading", "ready")


def test_a_body_that_does_not_tell_its_length_is_bounded(client):
    """A body in pieces is refused when it has become too long, and the next one is read."""
    answer = client.post("/api/runs", content=(b" " * 10_000 for _ in range(100)))
    assert answer.json()["detail"][0] == {"field": "body", "msg": "must be at most 262144 bytes"}
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_static_files_are_compressed_and_asked_for_again(client, method):
    """A script comes as gzip, and with the tag that it had it is not sent a second time."""
    answer = client.request(method, "/static/js/api.js")
    assert (answer.headers["Content-Encoding"], answer.headers["Cache-Control"]) == ("gzip", "no-cache")
    assert ("export" in answer.text) == (method == "GET")
    again = client.request(method, "/static/js/api.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_pages_files_are_kept_until_one_changes(client):
    """A page names its scripts under the version of all files: kept for ever, and not under a version that is past."""
    (script,) = re.findall(r'src="(\S+/pages/classifier.js)"', client.get("/classifier").text)
    assert "immutable" in client.get(script).headers["Cache-Control"]
    past = client.get(re.sub(r"v-\w+", "v-0123456789ab", script))
    assert (past.status_code, past.headers["Cache-Control"]) == (200, "no-cache")


def test_vendored_files_are_kept_for_ever(client):
    """A file whose name has its version never changes."""
    answer = client.get("/static/vendor/swagger-ui/LICENSE")
    assert "immutable" in answer.headers["Cache-Control"]
