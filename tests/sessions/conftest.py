"""A store of descents, or of trainings, in a file of the test's own."""

import pytest

from app.sessions import Sessions
from tests.sessions.stepped import CASES


@pytest.fixture(params=CASES, ids=lambda case: case.kind.noun)
def case(request):
    return request.param


@pytest.fixture
def open_store(tmp_path, case):
    """Open the test's database: each call as another process would."""
    stores = []

    def open_store(kind=case.kind, days=30):
        stores.append(Sessions(tmp_path / "kudari.db", days, kind))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store()
