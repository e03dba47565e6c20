"""The server as `python -m app serve` starts it: processes that end, processes side by side."""

import os
import subprocess
import sys
import threading

import pytest

BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6]}


def test_descents_survive_kill_9(served):
    """Killed between two steps, a server that is started again goes on where the other was, to the bit."""
    with served() as server:
        at = server.http.post("/api/descents", json=BUMPY).headers["Location"]
        server.http.post(f"{at}/steps", json={"count": 20})
        server.http.patch(at, json={"optimizer": {"lr": 0.2}})
        before = server.http.post(f"{at}/steps", json={"count": 5}).json()
        server.kill()
    with served() as server:
        after = server.http.get(at).json()
        assert after["current"] == before["current"]
        server.http.post(f"{at}/steps", json={"count": 5})
        history = server.http.get(f"{at}/steps").json()["steps"]
        assert history == server.http.post("/api/runs", json={**after["run"], "steps": 30}).json()["steps"]


def test_trainings_survive_kill_9(served):
    """So does a training: the network and its optimizer are where they were, to the bit."""
    with served() as server:
        at = server.http.post("/api/trainings/sessions", json={"order": "shuffled"}).headers["Location"]
        server.http.post(f"{at}/steps", json={"count": 20})
        server.http.patch(at, json={"optimizer": {"lr": 0.002}})
        before = server.http.post(f"{at}/steps", json={"count": 5}).json()
        server.kill()
    with served() as server:
        after = server.http.get(at).json()
        assert after["current"] == before["current"]
        server.http.post(f"{at}/steps", json={"count": 15})
        history = server.http.get(f"{at}/steps").json()["steps"]
        assert history == server.http.post("/api/trainings", json={**after["training"], "epochs": 1}).json()["steps"]


@pytest.mark.parametrize(
    ("door", "body", "first"),
    [("/api/descents", BUMPY, 1), ("/api/trainings/sessions", {}, 0)],
    ids=["descent", "training"],
)
def test_every_worker_has_the_same(served, door, body, first):
    """Clients that step one through two workers get each step once, whichever of them answers."""
    with served("--workers", "2") as server:
        at = server.http.post(door, json=body).headers["Location"]
        told = []

        def step():
            for _ in range(15):
                # A connection of its own for each request, so that either worker may take it.
                answer = server.http.post(f"{at}/steps", headers={"Connection": "close"})
                told.extend(answer.json()["steps"]["step"])

        threads = [threading.Thread(target=step) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == list(range(first, 60 + first))


def test_pages_come_before_torch(served):
    """The first page is there while torch is still loading, and a run asked for then is computed when it is loaded."""
    with served() as server:
        assert server.http.get("/").status_code == 200
        assert server.http.get("/healthz").json()["torch"] == "loading"
        run = server.http.post("/api/runs", json={**BUMPY, "steps": 3})
        assert run.json()["steps"]["step"] == [0, 1, 2, 3]
        assert server.http.get("/healthz").json() == {"status": "ok", "torch": "ready"}


def test_a_database_that_can_not_be_kept_is_said_plainly(tmp_path):
    """One line with the file and the reason, and no traceback."""
    taken = tmp_path / "taken"
    taken.write_text("a file, where a folder is wanted")
    environment = {**os.environ, "KUDARI_DATABASE": str(taken / "kudari.db")}
    done = subprocess.run([sys.executable, "-m", "app", "serve"], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Kudari can't keep its descents in {taken / 'kudari.db'}: ")
