"""The same question asked twice: an ETag, an answer that was kept, and one computation for all who wait."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.core.spec import RunSpec
from app.engine import Engine
from app.web.answers import Answers

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6], "steps": 50}
SWEEP = {
    "run": RUN,
    "x": {"field": "optimizer.lr", "low": 0.01, "high": 1.0, "count": 8},
    "y": {"field": "start.0", "low": -1.0, "high": 1.0, "count": 8},
}
BOTH = pytest.mark.parametrize(("path", "body"), [("runs", RUN), ("sweeps", SWEEP)])


@pytest.fixture
def computed(monkeypatch):
    """What the engine was asked to compute, as it is asked."""
    asked = []

    def spied(method):
        def spy(engine, spec):
            asked.append(spec)
            return method(engine, spec)

        return spy

    monkeypatch.setattr(Engine, "descend", spied(Engine.descend))
    monkeypatch.setattr(Engine, "sweep", spied(Engine.sweep))
    return asked


@BOTH
def test_asked_again_it_is_answered_from_memory(client, computed, path, body):
    """The same spec, its defaults written out or not, has the same ETag, the same bytes, and is computed once."""
    first = client.post(f"/api/{path}", json=body)
    again = client.post(f"/api/{path}", json=body | {"run": RUN | {"dtype": "float32"}} if path == "sweeps" else body)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert len(computed) == 1


@BOTH
def test_who_has_the_answer_is_told_so(client, computed, path, body):
    """With the ETag in If-None-Match there is nothing to compute and nothing to send."""
    etag = client.post(f"/api/{path}", json=body).headers["ETag"]
    answer = client.post(f"/api/{path}", json=body, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)
    other = client.post("/api/runs", json={**RUN, "steps": 51}, headers={"If-None-Match": etag})
    assert (other.status_code, other.headers["ETag"] == etag) == (200, False)


@BOTH
def test_all_who_wait_wait_for_one(client, computed, path, body):
    """Twenty who ask at once are answered by one computation."""
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: client.post(f"/api/{path}", json=body).content, range(20)))
    assert len(set(answers)) == 1
    assert len(computed) == 1


@BOTH
def test_a_refusal_is_not_kept(serving, settings, computed, path, body):
    """What is beyond the server's budget is refused each time, by the field's own name."""
    with serving(settings.model_copy(update={"steps_per_run": 10})) as host:
        answers = [httpx.post(f"http://{host}/api/{path}", json=body) for _ in range(2)]
    field = "steps" if path == "runs" else "run.steps"
    said = {"field": field, "msg": "must be at most 10 on this server, got 50"}
    assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [(422, [said])] * 2
    assert len(computed) == 2


def spec(steps):
    return RunSpec.model_validate({**RUN, "steps": steps})


def of(answer, parts=(), asked=None):
    """A computation of this answer, which notes that it was asked for."""

    async def compute():
        if asked is not None:
            asked.append(answer)
        for part in parts:
            yield part
        yield answer

    return compute


async def told(answers, spec, compute):
    return [part async for part in answers.follow(spec, compute)]


@pytest.mark.anyio
async def test_the_oldest_answers_go_when_there_is_no_room():
    """What is kept is bounded in bytes: the answer that was asked for longest ago is computed anew."""
    answers, asked = Answers(room=250), []
    for steps in (1, 2, 1, 3, 1, 2):
        await told(answers, spec(steps), of(bytes([steps]) * 100, asked=asked))
    assert [answer[0] for answer in asked] == [1, 2, 3, 2]


@pytest.mark.anyio
async def test_the_progress_is_told_to_all():
    """Each reader is told how far it is, then the answer."""
    answers = Answers(room=1_000)
    both = [told(answers, spec(1), of(b"map", parts=[0.5])) for _ in range(2)]
    assert [parts[-1] for parts in await asyncio.gather(*both)] == [b"map", b"map"]


@pytest.mark.anyio
async def test_when_all_have_gone_nothing_goes_on():
    """A computation ends when the last of its readers leaves, and not before."""
    answers, ended = Answers(room=1_000), asyncio.Event()

    async def endless():
        try:
            while True:
                yield 0.5
                await asyncio.sleep(0)
        finally:
            ended.set()

    first, second = (answers.follow(spec(1), endless) for _ in range(2))
    await anext(first)
    await anext(second)
    await first.aclose()
    assert await anext(second) == 0.5 and not ended.is_set()
    await second.aclose()
    await ended.wait()
    assert await told(answers, spec(1), of(b"another")) == [b"another"]


def test_a_client_that_hangs_up_stops_its_map(client, host, monkeypatch):
    """When the only one who waits for a long map goes, the server computes it no further."""
    ended = threading.Event()
    sweep = Engine.sweep

    async def spy(engine, spec):
        try:
            async for part in sweep(engine, spec):
                yield part
        finally:
            ended.set()

    monkeypatch.setattr(Engine, "sweep", spy)
    large = {
        **SWEEP,
        "run": {**RUN, "steps": 10_000},
        "x": SWEEP["x"] | {"count": 512},
        "y": SWEEP["y"] | {"count": 512},
    }
    client.get("/healthz")
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"http://{host}/api/sweeps", json=large, timeout=0.5)
    assert ended.wait(timeout=30)
