"""What tests of stewards start from: the default data with an account of every role, a server, signed-in browsers.

A test module says in `DATABASE` which database it works on; modules that name the same one share it and its server.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stewards import accounts_of_every_role, signed_in

Named = Callable[[str], str]


@pytest.fixture(scope="session")
def database_with_accounts(databases: Databases) -> Named:
    """Gives the address of a database by its name; on first use it gets an account of every role."""
    known: dict[str, str] = {}

    def named(name: str) -> str:
        if name not in known:
            known[name] = databases.url(name)
            accounts_of_every_role(known[name])
        return known[name]

    return named


class Servers:
    """The application on databases, each with its settings running until the last test."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._known: dict[tuple[str, bool], str] = {}

    def on(self, url: str, *, two_persons: bool = True) -> str:
        """The address of the application on a database; whether two persons are needed to publish."""
        if (url, two_persons) not in self._known:
            settings = Settings(database_url=url, two_persons=two_persons)
            self._known[url, two_persons] = self._stack.enter_context(running(settings))
        return self._known[url, two_persons]


@pytest.fixture(scope="session")
def servers(databases: Databases) -> Iterator[Servers]:
    """The servers of tests of stewards; they end before the databases do."""
    with ExitStack() as stack:
        yield Servers(stack)


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest, database_with_accounts: Named) -> str:
    """The database of the module."""
    return database_with_accounts(request.module.DATABASE)


@pytest.fixture(scope="module")
def site(url: str, servers: Servers) -> str:
    """The application on it, where two persons are needed to publish."""
    return servers.on(url)


@pytest.fixture(scope="module")
def steward(site: str) -> Iterator[httpx.Client]:
    """A browser of the steward of Pudong."""
    with signed_in(site, "steward") as browser:
        yield browser


@pytest.fixture(scope="module")
def editor(site: str) -> Iterator[httpx.Client]:
    """A browser of an editor."""
    with signed_in(site, "editor") as browser:
        yield browser
