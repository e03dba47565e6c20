"""The README's five lines of curl, and what stands below each of them."""

import json
import re
import shlex
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_answers_are_the_server_s(client):
    """Asked one after the other, they give the very answers of the README, but for the id."""
    start, block = re.search(r"```console\n\$ API=http://[^/]*(\S+)\n(.*?)```", README.read_text(), re.DOTALL).groups()
    questions = re.findall(r"^\$ curl (.*)\n([^$]*)", block, re.MULTILINE)
    assert len(questions) == 5
    shown, real = re.search(r'"id": "(.*?)"', block)[1], ""
    for question, below in questions:
        words = shlex.split(question.replace("$API", start).replace(shown, real))
        options = {name: words[words.index(name) + 1] for name in ("--request", "--json") if name in words}
        (path,) = [word for word in words if word.startswith(start)]
        content = options.get("--json")
        method = options.get("--request", "POST" if content else "GET")
        answer = client.request(method, path, content=content, headers={"Content-Type": "application/json"})
        assert answer.is_success
        if answer.content and "id" in answer.json():
            real = answer.json()["id"]
        assert answer.text == "" if not below else answer.json() == json.loads(below.replace(shown, real))
