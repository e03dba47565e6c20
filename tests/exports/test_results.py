"""What there is to carry home."""

import pytest

from app.core.spec import RunSpec
from app.core.steps import BadStart
from app.exports.compute import compute


def test_a_start_from_nowhere_is_refused():
    """As the doors refuse it."""
    spec = {"objective": {"name": "typed", "formula": "log(x)"}, "optimizer": {"name": "simple_gd"}, "start": [-1.0]}
    with pytest.raises(BadStart):
        [*compute(RunSpec.model_validate({**spec, "steps": 5}))]
