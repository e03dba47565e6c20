"""`POST /api/exports/gif`, `/webp`, `/png`: pictures to take home, over HTTP, and their progress on the socket."""

import io
import json
import threading

import httpx
import pytest
from PIL import Image

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 20}
LONG = {**RUN, "optimizer": {"name": "simple_gd", "lr": 0.001}, "steps": 1_500}
TINY = {"width": 320, "height": 240}


def picture(answer):
    """The picture that was answered."""
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_run_comes_as_a_moving_picture(client, kind):
    """A picture for each record, named as what it shows, in the size that was asked for."""
    answer = client.post(f"/api/exports/{kind}", json={"run": RUN, **TINY})
    moving = picture(answer)
    assert (moving.format, moving.n_frames, moving.size) == (kind.upper(), 21, (320, 240))
    assert answer.headers["content-type"] == f"image/{kind}"
    assert answer.headers["content-disposition"] == f'attachment; filename="kudari-square-simple-gd.{kind}"'


def test_a_training_comes_as_a_still_one(client):
    """The training is computed, and drawn as it is at that step."""
    still = picture(client.post("/api/exports/png", json={"training": {}, "step": 20, **TINY}))
    assert (still.format, still.size) == ("PNG", (320, 240))


def test_the_same_picture_is_the_same_file(client):
    """It is known by its spec, and a client that has it isn't sent it again."""
    asked = {"race": [RUN, {**RUN, "optimizer": {"name": "adam"}}], **TINY}
    first, again = (client.post("/api/exports/gif", json=asked) for _ in range(2))
    assert first.content == again.content
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.post("/api/exports/gif", json=asked, headers=tag).status_code == 304
    assert client.post("/api/exports/webp", json=asked, headers=tag).status_code == 200


def test_the_socket_tells_the_progress(client, stream):
    """More and more of it is done; then the door has the very file that was told of."""
    asked = {"run": LONG, **TINY}
    stream.send(json.dumps({"type": "export", "id": "a", "export": {"format": "gif", **asked}}))
    started, *progress, done = _until_done(stream)
    assert (started["type"], started["export"]["speed"]) == ("started", 25.0)
    shares = [message["done"] for message in progress]
    assert shares == sorted(shares) and len(shares) >= 3
    assert done["outcome"] == {"status": "finished"}
    assert done["bytes"] == len(client.post("/api/exports/gif", json=asked).content)


def test_a_picture_is_cancelled(stream):
    """Nothing more of it comes, and the next is begun at once."""
    asked = {"format": "gif", "run": LONG, "width": 1920, "height": 1080}
    stream.send(json.dumps({"type": "export", "id": "a", "export": asked}))
    assert json.loads(stream.recv())["type"] == "started"
    stream.send(json.dumps({"type": "cancel", "id": "a"}))
    assert _until_done(stream)[-1]["outcome"] == {"status": "cancelled"}
    stream.send(json.dumps({"type": "export", "id": "b", "export": {"format": "png", "run": RUN, **TINY}}))
    assert _until_done(stream)[-1]["outcome"] == {"status": "finished"}


def test_too_many_at_once_are_told_to_wait(serving, settings):
    """As many as the setting says are drawn; who comes then is told when to come again."""
    with serving(settings.model_copy(update={"pictures_at_once": 1})) as host:
        answers = []

        def ask(steps):
            body = {"run": {**LONG, "steps": steps}, "width": 1280, "height": 720}
            answers.append(httpx.post(f"http://{host}/api/exports/gif", json=body, timeout=60))

        threads = [threading.Thread(target=ask, args=[steps]) for steps in (1_000, 1_001)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    refused, drawn = sorted(answers, key=lambda answer: -answer.status_code)
    assert (refused.status_code, drawn.status_code) == (429, 200)
    assert refused.json()["detail"] == "must wait: at most 1 pictures at once on this server"
    assert int(refused.headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "run", "must be the one of run, race and training that is given, got 0 of them"),
        ({"run": RUN, "training": {}}, "run", "got 2 of them"),
        ({"race": [RUN] * 7}, "race", "must have at most 6 items"),
        ({"race": [RUN, {**RUN, "objective": {"name": "bumpy"}}]}, "race", "must be of runs on the same objective"),
        ({"run": {**RUN, "optimizer": {"name": "adam", "lr": -1}}}, "run.optimizer.lr", "between 0 and 100, got -1"),
        ({"run": RUN, "width": 4000}, "width", "must be a whole number between 240 and 1920, got 4000"),
        ({"run": RUN, "look": "pink"}, "look", "must be 'light' or 'dark', got 'pink'"),
        ({"run": RUN, "last": 21}, "last", "must be at most 20, the last one, got 21"),
        ({"run": RUN, "first": 9, "last": 8}, "first", "must be at most 8"),
        (
            {"run": {**RUN, "steps": 10_000}, "every": 2},
            "every",
            "must be at least 6: there are at most 2,000 pictures",
        ),
        ({"run": RUN, "every": 1, "speed": 60.0}, "speed", "must be at most 50 with every 1, got 60"),
        ({"run": {**RUN, "objective": {"name": "typed", "formula": "log(x)"}, "start": [-1.0]}}, "run.start", "finite"),
    ],
)
def test_what_is_refused_is_named(client, body, field, said):
    """A refusal names the field, and what is allowed."""
    answer = client.post("/api/exports/gif", json=body)
    (problem,) = answer.json()["detail"]
    assert (answer.status_code, problem["field"]) == (422, field)
    assert said in problem["msg"]


@pytest.mark.parametrize(
    ("export", "field", "said"),
    [
        ({"run": RUN}, "export.format", "is missing: 'gif', 'png' or 'webp'"),
        ({"format": "bmp", "run": RUN}, "export.format", "must be 'gif', 'webp' or 'png', got 'bmp'"),
        ({"format": "png", "run": RUN, "step": 21}, "export.step", "must be at most 20"),
        ({"format": "gif", "run": {**RUN, "steps": 0}}, "export.run.steps", "between 1 and 10000, got 0"),
    ],
)
def test_the_socket_refuses_alike(stream, export, field, said):
    """The same words, under the message's own field."""
    stream.send(json.dumps({"type": "export", "id": "a", "export": export}))
    answer = json.loads(stream.recv())
    assert (answer["type"], answer["field"]) == ("error", field)
    assert said in answer["reason"]


def _until_done(stream):
    """The messages of what was asked for last."""
    messages = [json.loads(stream.recv())]
    while messages[-1]["type"] != "done":
        messages.append(json.loads(stream.recv()))
    return messages
