"""What the papers say is so: their paths, commands and settings."""

import re
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLDERS = "app|docs|examples|requirements|static|templates|tests|tools"

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))


@each_paper
def test_every_path_exists(paper):
    """A file or folder that a paper names or links to is there. NAME stands for what the reader adds."""
    text = paper.read_text()
    named = [ROOT / path for path in re.findall(rf"`((?:{FOLDERS})/[^`\s*]*)`", text) if "NAME" not in path]
    linked = [paper.parent / path for path in re.findall(r"\]\((?!http)([^)#]+)", text)]
    assert [str(path) for path in [*named, *linked] if not path.exists()] == []


@each_paper
def test_every_make_target_exists(paper):
    """`make` knows what a paper tells the reader to type."""
    targets = set(re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split())
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", paper.read_text(), re.MULTILINE)) <= targets


def test_the_tests_that_are_named_exist():
    """What the reader is told to run finds a test: its file or folder, and the word in its name."""
    named = re.findall(r"pytest (\S+) -k (\w+)", (ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) == 2
    for path, word in named:
        files = (ROOT / path).rglob("*.py") if (ROOT / path).is_dir() else [ROOT / path]
        assert any(re.search(rf"def test_\w*{word}", file.read_text()) for file in files)


def test_every_room_is_on_the_map():
    """Each folder of the repository and each part of `app` has its place in the README."""
    rooms = {f"app/{path.name}" for path in ROOT.glob("app/*") if path.stem not in ("__init__", "__pycache__")}
    shown = {path.rstrip("/") for path in re.findall(rf"`((?:{FOLDERS})/[^`\s]*)`", README)}
    assert rooms <= shown
    assert set(FOLDERS.split("|")) <= {path.split("/")[0] for path in shown}


def test_every_decision_has_its_number_and_one_page():
    """Decisions are numbered without a gap, each titled with its number, each short."""
    decisions = sorted(ROOT.glob("docs/decisions/*.md"))
    for number, paper in enumerate(decisions, start=1):
        assert paper.name.startswith(f"{number:04}-")
        assert paper.read_text().startswith(f"# {number}. ")
        assert len(paper.read_text().splitlines()) < 60


def test_every_setting_is_in_the_readme():
    """The table has each setting of the code with its default and its help, and no other."""
    rows = re.findall(r"^\| `(KUDARI_\w+)` \| `(.*)` \| (.*) \|$", README, re.MULTILINE)
    assert rows == [
        (f"KUDARI_{name.upper()}", str(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]
