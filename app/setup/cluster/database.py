"""The database itself: found or made, checked, handed out as a URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from app.lock import locked
from app.resources import default_home
from app.setup.cluster.account import make_state_folder
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.external import check, external_url
from app.setup.cluster.holders import Holders
from app.setup.cluster.revival import revived
from app.setup.cluster.server import SUPERUSER, Log, Server

DATABASE = "servicemap"
ROLE = "servicemap"
EXTENSIONS = ("postgis", "pg_trgm")


@contextmanager
def open_database(
    home: Path | None = None,
    *,
    name: str = DATABASE,
    url: str | None = None,
    durable: bool = True,
    revive: bool = False,
    log: Log = print,
) -> Iterator[str]:
    """Yield the SQLAlchemy URL (`postgresql+psycopg://…`) of a database that is ready for the migrations.

    It exists, is UTF-8 in encoding and locale, and has PostGIS and pg_trgm. With `url` or `DATABASE_URL` it
    is that server's: the database of the URL, or, for another `name` than the default, a database of that
    name beside it (made where absent). Otherwise the private server below `home` (default: `default_home()`)
    is started where it does not run, and stopped at the end if no other process uses it.
    `durable=False` trades safety against a power cut for speed: for tests. `revive`: the private server is started
    again where it is killed.
    Raises ClusterError with a sentence that names the fix.
    """
    given = url or os.environ.get("DATABASE_URL")
    if given:
        yield external_url(given, None if name == DATABASE else name)
        return
    with hold(home, durable=durable, revive=revive, log=log) as socket:
        _ensure(socket, name)
        yield private_url(socket, name)


@contextmanager
def hold(home: Path | None = None, *, durable: bool = True, revive: bool = False, log: Log = print) -> Iterator[Path]:
    """Use the private server inside the block; yields its socket's folder."""
    state = make_state_folder(home or default_home())
    server, holders = Server(state, durable=durable, log=log), Holders(state)
    lock = state / "pg.lock"
    with locked(lock, waiting=lambda: log("Another process prepares the database: waiting for it")):
        holder = holders.join()
        try:
            socket = server.start()
        except BaseException:
            holder.leave()
            raise
    try:
        with revived(server, socket, lock) if revive else nullcontext():
            yield socket
    finally:
        with locked(lock):
            holder.leave()
            if not holders.living() and not holders.kept():
                server.stop()


def private_url(socket: Path, name: str, role: str = ROLE) -> str:
    """The URL of a database of the private server. The role owns its database and is no superuser."""
    return f"postgresql+psycopg://{role}@/{quote(name, safe='')}?host={quote(str(socket), safe='')}&port=5432"


def _ensure(socket: Path, name: str) -> None:
    """Make the role, the database and its extensions where they are absent."""
    with _superuser(socket, "postgres") as connection:
        # Processes that start together take turns: CREATE DATABASE has no IF NOT EXISTS.
        connection.execute("SELECT pg_advisory_lock(hashtext('servicemap'))")
        if not _exists(connection, "SELECT FROM pg_roles WHERE rolname = %s", ROLE):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        if not _exists(connection, "SELECT FROM pg_database WHERE datname = %s", name):
            owned = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
            connection.execute(owned.format(sql.Identifier(name), sql.Identifier(ROLE)))
        with _superuser(socket, name) as inside:
            for extension in EXTENSIONS:
                if not _exists(inside, "SELECT FROM pg_extension WHERE extname = %s", extension):
                    inside.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))
            check(inside, name)


def _superuser(socket: Path, name: str) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(host=str(socket), port=5432, user=SUPERUSER, dbname=name, autocommit=True)
    except psycopg.Error as error:
        raise ClusterError(f"The database does not answer: {error}") from error


def _exists(connection: psycopg.Connection[tuple[object, ...]], query: str, value: str) -> bool:
    return connection.execute(query.encode(), [value]).fetchone() is not None
