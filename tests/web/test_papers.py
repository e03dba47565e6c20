"""The papers of docs/ and the examples, as the server hands them to those who have no internet."""

import re
from urllib.parse import urljoin

import pytest

from app.web.papers import PAPERS, PROGRAMS, read


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_of_a_paper_leads_somewhere(name):
    """A link that stays here leads to a paper or a program that the server has, and to a heading that is there."""
    for link in re.findall(r'<a href="(?!https:)([^"]+)"', read(PAPERS[name])[1]):
        address, _, heading = urljoin(name, link).partition("#")
        assert address in {**PAPERS, **PROGRAMS}, link
        assert not heading or f'id="{heading}"' in read(PAPERS[address])[1], link


def test_papers_and_examples_are_handed_out(client):
    """A paper is a page with its title and its tables, an example is the file itself."""
    page = client.get("/docs/protocol.md").text
    assert "<title>The doors · Kudari</title>" in page
    assert "<th>allowed</th>" in page
    for name, path in PROGRAMS.items():
        assert client.get(f"/{name}").text == path.read_text()


def test_nothing_else_is_handed_out(client):
    """What is no paper and no example isn't there, whatever way leads to it."""
    for address in ("/docs/nothing.md", "/docs/hill.png", "/docs/..%2FREADME.md", "/examples/..%2Fapp%2Fmain.py"):
        assert client.get(address).status_code == 404
