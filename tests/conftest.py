"""A real PostgreSQL with PostGIS for the tests: a cluster of their own, one database for each set of data."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from sqlalchemy import Connection, create_engine

from app.settings import Settings
from app.setup.cluster import remove
from tests.support.databases import Databases
from tests.support.register import emptied
from tests.support.server import running


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    os.environ.pop("DATABASE_URL", None)
    with TemporaryDirectory(prefix="smt-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with ExitStack() as stack:
            yield Databases(home, stack)
        remove(home)


@pytest.fixture(scope="session")
def real_url(databases: Databases) -> str:
    """The default data set."""
    return databases.url("real")


@pytest.fixture(scope="session")
def synthetic_url(databases: Databases) -> str:
    """10,000 seeded synthetic platforms."""
    return databases.url("synthetic")


@pytest.fixture
def connection(real_url: str) -> Iterator[Connection]:
    """A connection to the default data whose transaction is rolled back after the test."""
    engine = create_engine(real_url)
    with engine.connect() as opened:
        transaction = opened.begin()
        yield opened
        if transaction.is_active:
            transaction.rollback()
    engine.dispose()


@pytest.fixture(scope="session")
def hosts_url(databases: Databases) -> str:
    """The default data in a database of its own, for tests that change the host register."""
    return databases.url("hosts")


@pytest.fixture
def hosts(hosts_url: str) -> Iterator[Connection]:
    """A connection to a host register without list and counts; it commits each statement."""
    with emptied(hosts_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_site(real_url: str) -> Iterator[str]:
    """The address of the application on the default data."""
    with running(Settings(database_url=real_url)) as address:
        yield address


@pytest.fixture(scope="session")
def synthetic_site(synthetic_url: str) -> Iterator[str]:
    """The address of the application on 10,000 synthetic platforms."""
    with running(Settings(database_url=synthetic_url)) as address:
        yield address


@pytest.fixture(scope="session")
def client(real_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on the default data."""
    with httpx.Client(base_url=real_site, trust_env=False, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Speaks to the application without its database."""
    folder: Path = tmp_path_factory.mktemp("none")
    settings = Settings(database_url=f"postgresql+psycopg://nobody@/none?host={folder}", pool_timeout=0.5)
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def synthetic_client(synthetic_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on 10,000 synthetic platforms."""
    with httpx.Client(base_url=synthetic_site, trust_env=False, timeout=30) as opened:
        yield opened
