"""The test databases: a cluster of their own, one database for each set of data."""

from contextlib import ExitStack
from pathlib import Path

from app.imports.defaults import load_if_empty
from app.imports.synthetic import load_synthetic
from app.setup.cluster import open_database
from app.store.migrations import upgrade

SYNTHETIC = 10_000
SEED = 17


class Databases:
    """Opens the test databases on first use; all live in one cluster that ends with the test run."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self._home = home
        self._stack = stack
        self._known: dict[str, str] = {}

    def url(self, name: str) -> str:
        """The address of a migrated database: `empty`, `synthetic`, or any other name for the default data."""
        if name not in self._known:
            opened = open_database(self._home, name=name, durable=False, log=lambda line: None)
            url = self._stack.enter_context(opened)
            upgrade(url)
            if name == "synthetic":
                load_synthetic(url, SYNTHETIC, SEED, lambda made: None)
            elif name != "empty":
                load_if_empty(url, lambda line: None)
            self._known[name] = url
        return self._known[name]
