"""The test databases: a cluster for each process that tests, copied from one that is filled once a run."""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from app.database_url import libpq
from app.imports.reference.defaults import load_defaults
from app.imports.synthetic import load_synthetic
from app.lock import locked
from app.setup.cluster import open_database, remove
from app.setup.cluster.account import make_state_folder
from app.setup.cluster.database import DATABASE
from app.store.migrations import upgrade

SYNTHETIC = 10_000
SEED = 17
MIGRATED = "migrated"
FILLED = DATABASE
"""The default data, in a database that is called as the program itself calls its private one."""


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder for the clusters of one test run, removed with all of them at its end."""
    with TemporaryDirectory(prefix="smt-") as folder:
        run = Path(folder)
        run.chmod(0o755)
        yield run
        for home in run.iterdir():
            if home.is_dir():
                remove(home)


class Databases:
    """Makes the test databases on first use, each by copying one of the two that came with the cluster."""

    def __init__(self, run: Path, name: str, stack: ExitStack) -> None:
        """`run` is the folder of the whole test run, `name` that of this process's cluster in it."""
        self._run, self._home, self._stack = run, run / name, stack
        _copy_cluster(_filled_cluster(run), self._home)
        self._server: URL = make_url(stack.enter_context(_open(self._home, MIGRATED)))
        self._known: dict[str, str] = {}

    def url(self, name: str) -> str:
        """The address of a migrated database: `empty`, `synthetic`, or any other name for the default data."""
        if name not in self._known:
            url = _copy(self._server, MIGRATED if name in ("empty", "synthetic") else FILLED, name)
            if name == "synthetic":
                load_synthetic(url, SYNTHETIC, SEED, lambda made: None)
            self._known[name] = url
        return self._known[name]

    def private(self, home: Path) -> None:
        """Make the new folder `home` a state folder whose private database holds the default data already."""
        _copy_cluster(_filled_cluster(self._run), home)

    def unmigrated(self, name: str) -> str:
        """The address of a new database that holds nothing but the extensions."""
        return self._stack.enter_context(_open(self._home, name))


def _open(home: Path, name: str) -> AbstractContextManager[str]:
    """A database of the cluster of `home`, whose server runs inside the block."""
    return open_database(home, name=name, durable=False, log=lambda line: None)


def _copy(server: URL, template: str, name: str) -> str:
    """A copy of the database `template` under `name`; its address."""
    with psycopg.connect(libpq(server.set(database="postgres")), autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(made)
    return server.set(database=name).render_as_string(hide_password=False)


def _filled_cluster(run: Path) -> Path:
    """The stopped cluster with a migrated database and one with the default data; the first process makes it."""
    home, made = run / "template", run / "template.made"
    with locked(run / "template.lock"):
        if not made.exists():
            home.mkdir(mode=0o755)
            with _open(home, MIGRATED) as url:
                upgrade(url)
                load_defaults(_copy(make_url(url), MIGRATED, FILLED), lambda line: None)
            made.touch()
    return home


def _copy_cluster(template: Path, home: Path) -> None:
    """The files of a stopped cluster, each with the owner that it has there."""
    home.mkdir(mode=0o755)
    source, target = (make_state_folder(folder) / "pg" for folder in (template, home))
    shutil.copytree(source, target)
    owner = source.stat()
    if os.name != "nt" and owner.st_uid != target.stat().st_uid:
        for path in (target, *target.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
