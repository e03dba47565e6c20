"""What an own optimizer can begin with."""

import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.templates import TEMPLATES


def test_templates(client):
    """Every template is answered as it is written, each with another title."""
    answer = client.get("/api/optimizers/templates").json()
    assert [each["source"] for each in answer] == [each.source() for each in TEMPLATES]
    assert len({each["title"] for each in answer}) == len(TEMPLATES)


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
def test_a_rule_that_stands_alone(client, entry):
    """The source of each built-in rule can be had with all that it rests on: it imports nothing of ours."""
    answer = client.get(f"/api/optimizers/{entry.name}/source", params={"standalone": True}).json()
    assert "class Rule(torch.optim.Optimizer)" in answer["source"] and "app." not in answer["source"]
    assert answer["source"] != client.get(f"/api/optimizers/{entry.name}/source").json()["source"]
