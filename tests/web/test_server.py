"""The server as `python -m app serve` starts it: processes that end, processes side by side."""

import os
import subprocess
import sys
import threading

BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6]}


def test_descents_and_trainings_survive_kill_9(served):
    """Killed between two steps, a server that is started again goes on where the other was, to the bit."""
    begun = (("/api/descents", BUMPY), ("/api/trainings/sessions", {"order": "shuffled"}))
    with served() as server:
        places = [server.http.post(door, json=body).headers["Location"] for door, body in begun]
        before = []
        for at in places:
            server.http.post(f"{at}/steps", json={"count": 20})
            server.http.patch(at, json={"optimizer": {"lr": 0.002}})
            before.append(server.http.post(f"{at}/steps", json={"count": 5}).json()["current"])
        server.kill()
    with served() as server:
        descent, training = (server.http.get(at).json() for at in places)
        assert [descent["current"], training["current"]] == before
        past = []
        for at in places:
            server.http.post(f"{at}/steps", json={"count": 15})
            past.append(server.http.get(f"{at}/steps").json()["steps"])
        assert past[0] == server.http.post("/api/runs", json={**descent["run"], "steps": 40}).json()["steps"]
        assert past[1] == server.http.post("/api/trainings", json={**training["training"], "epochs": 1}).json()["steps"]


def test_every_worker_has_the_same(served):
    """Clients that step one descent and one training through two workers get each step once, whoever answers."""
    with served("--workers", "2") as server:
        begun = (("/api/descents", BUMPY), ("/api/trainings/sessions", {}))
        places = [server.http.post(door, json=body).headers["Location"] for door, body in begun]
        told = {at: [] for at in places}

        def step():
            for at in places * 12:
                # A connection of its own for each request, so that either worker may take it.
                answer = server.http.post(f"{at}/steps", headers={"Connection": "close"})
                told[at].extend(answer.json()["steps"]["step"])

        threads = [threading.Thread(target=step) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [sorted(steps) for steps in told.values()] == [list(range(1, 49)), list(range(48))]


def test_pages_come_before_torch(served):
    """The first page is there while torch is still loading, and a run asked for then is computed when it is loaded."""
    with served() as server:
        assert server.http.get("/").status_code == 200
        assert server.http.get("/healthz").json()["torch"] == "loading"
        run = server.http.post("/api/runs", json={**BUMPY, "steps": 3})
        assert run.json()["steps"]["step"] == [0, 1, 2, 3]
        ready = {"status": "ok", "torch": "ready"}
        assert any(server.http.get("/healthz").json() == ready for _ in range(2000))


def test_a_database_that_can_not_be_kept_is_said_plainly(tmp_path):
    """One line with the file and the reason, and no traceback."""
    taken = tmp_path / "taken"
    taken.write_text("a file, where a folder is wanted")
    environment = {**os.environ, "KUDARI_DATABASE": str(taken / "kudari.db")}
    done = subprocess.run([sys.executable, "-m", "app", "serve"], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Kudari can't keep its descents in {taken / 'kudari.db'}: ")
