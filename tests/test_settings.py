"""The settings: each has a help, and comes from the environment."""

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_is(name):
    """A setting has a default and a sentence of help."""
    field = Settings.model_fields[name]
    assert field.default is not None and field.description.endswith(".")


def test_the_environment_sets_them(monkeypatch):
    """KUDARI_ and the name in capitals."""
    monkeypatch.setenv("KUDARI_PORT", "9000")
    monkeypatch.setenv("KUDARI_DATABASE", "elsewhere/kudari.db")
    assert (Settings().port, str(Settings().database)) == (9000, "elsewhere/kudari.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", 65_536),
        ("workers", 0),
        ("threads", "many"),
        ("descent_days", 0),
        ("frame_ancestors", ""),
        ("frame_ancestors", "self"),
        ("frame_ancestors", "'self'; script-src *"),
        ("frame_ancestors", "'none' https://lms.example"),
        ("frame_ancestors", "https://lms.example/course"),
    ],
)
def test_a_bad_setting_is_refused(name, value):
    """A value out of its range doesn't start a server."""
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})
