"""HTTP clients on the real application."""

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture(scope="session")
def client(real_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on the default data."""
    with httpx.Client(base_url=real_site, trust_env=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def synthetic_client(synthetic_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on 10,000 synthetic platforms."""
    with httpx.Client(base_url=synthetic_site, trust_env=False, timeout=30) as opened:
        yield opened
