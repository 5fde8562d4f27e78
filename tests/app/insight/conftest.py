"""The application with the real and with the synthetic data, and their rows."""

import httpx
import pytest

from tests.support import recount
from tests.support.recount import Row


@pytest.fixture(scope="module", params=["real", "synthetic"])
def counted_site(request: pytest.FixtureRequest) -> tuple[httpx.Client, list[Row]]:
    """The application and the rows of its data, read from its own export."""
    client: httpx.Client = request.getfixturevalue("client" if request.param == "real" else "synthetic_client")
    answer = client.get("/api/collections/platforms/items", params={"f": "csv"})
    assert answer.status_code == 200, answer.text[:300]
    rows = recount.read(answer.text)
    assert rows, answer.text[:300]
    return client, rows
