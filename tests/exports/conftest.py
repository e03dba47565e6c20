"""What the tests of exports share."""

import pytest

from app.exports.compute import compute


@pytest.fixture(scope="session")
def computed():
    """All the numbers of a spec: `computed(RunSpec, {...})`."""

    def whole(kind, content):
        work = compute(kind.model_validate(content))
        while True:
            try:
                next(work)
            except StopIteration as end:
                return end.value

    return whole
