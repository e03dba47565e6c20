"""Specs as tests write them."""

import pytest
from pydantic import ValidationError

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.spec import (
    RunSpec,
)

ABSENT = object()
GOOD = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 50}
each_rule = pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)


def with_(**fields):
    """A good run with some fields put in, or left out."""
    return {name: value for name, value in (GOOD | fields).items() if value is not ABSENT}


def change(step=3, **values):
    return [{"step": step, "optimizer": values}]


def refusal(data, model=RunSpec):
    """What is said of bad input, as one text: the field's path and the reason, error by error."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in caught.value.errors())
