"""What all tests may ask for: a real PostgreSQL with PostGIS and the application on it; how a run is spread."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, create_engine
from xdist.remote import Producer

from app.settings import Settings
from tests.support import spread
from tests.support.databases import Databases, run_folder
from tests.support.register import emptied
from tests.support.server import running

pytest_plugins = ("tests.support.steward_site",)
RUN = pytest.StashKey[Path]()
WORKERS_RUN = "servicemap_run"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="all seeded filters, and the parts that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get(WORKERS_RUN)
    if given is None:
        own = ExitStack()
        config.add_cleanup(own.close)
        config.stash[RUN] = own.enter_context(run_folder())
    else:
        config.stash[RUN] = Path(given)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: spread.Worker) -> None:
    """Tell a worker of pytest-xdist the folder of the whole run."""
    node.workerinput[WORKERS_RUN] = str(node.config.stash[RUN])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> spread.Groups | None:
    return spread.Groups(config, log, config.stash[RUN]) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [] if config.getoption("--long") else [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    spread.arrange(items, config.stash[RUN])


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the run takes its time."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def filters(long: bool) -> int:
    """How many seeded filters a test tries."""
    return 200 if long else 40


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """The databases of this process."""
    os.environ.pop("DATABASE_URL", None)
    with ExitStack() as stack:
        yield Databases(request.config.stash[RUN], os.environ.get("PYTEST_XDIST_WORKER", "main"), stack)


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
        end = time.monotonic() + 60
        # On a busy machine ten thousand records are numbered in more than the moment that an answer waits for it.
        while httpx.get(f"{address}/api/facets", trust_env=False, timeout=60).status_code == 503:
            assert time.monotonic() < end
        yield address


@pytest.fixture(scope="session")
def client(real_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on the default data."""
    with httpx.Client(base_url=real_site, trust_env=False, timeout=120) as opened:
        yield opened


@pytest.fixture(scope="session")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Speaks to the application without its database."""
    folder: Path = tmp_path_factory.mktemp("none")
    settings = Settings(database_url=f"postgresql+psycopg://nobody@/none?host={folder}", pool_timeout=0.5)
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=120) as opened:
        yield opened


@pytest.fixture(scope="session")
def synthetic_client(synthetic_site: str) -> Iterator[httpx.Client]:
    """Speaks to the application on 10,000 synthetic platforms."""
    with httpx.Client(base_url=synthetic_site, trust_env=False, timeout=120) as opened:
        yield opened
