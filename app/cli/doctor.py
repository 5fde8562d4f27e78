"""`servicemap doctor`: what is wrong with this machine, database or settings, and how to mend it."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import typer
from pydantic import ValidationError

from app.cli.session import given_url, say
from app.errors import MigrationError
from app.resources import checkout, locate
from app.setup import cluster

Value = TypeVar("Value")


class State(StrEnum):
    """How a check ended. A note does not hinder the service; broken does."""

    FINE = "ok"
    NOTE = "note"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what to do where it is not fine."""

    state: State
    what: str
    mend: str = ""


def doctor() -> None:
    """Look at this machine, the database and the settings; exit 1 where something is broken."""
    broken = False
    for finding in findings():
        broken |= finding.state is State.BROKEN
        say(f"{finding.state:<7} {finding.what}")
        if finding.mend:
            say(f"        {finding.mend}")
    raise typer.Exit(1 if broken else 0)


def findings() -> Iterator[Finding]:
    """Each check in turn."""
    yield python()
    yield node()
    yield bundle()
    yield boundaries()
    yield settings()
    yield programs()
    yield from database()
    yield port()


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(State.FINE, f"Python {version} in {sys.prefix}")


def node() -> Finding:
    if checkout() is None:
        return Finding(State.FINE, "Node is not needed: the bundle came with the package")
    from app.setup.frontend import installed

    node = installed()
    if node is None:
        return Finding(State.NOTE, "No node 18 or newer on the path", "./run fetches one from PyPI.")
    return Finding(State.FINE, f"Node: {node.node}")


def bundle() -> Finding:
    folder = locate().bundle
    if (folder / "manifest.json").is_file():
        return Finding(State.FINE, f"Frontend bundle: {folder}")
    return Finding(
        State.BROKEN,
        f"No frontend bundle in {folder}",
        "Build it: ./run does, or npm ci && npm run build in frontend/.",
    )


def boundaries() -> Finding:
    file = locate().boundaries
    if file is None:
        return Finding(
            State.NOTE,
            "No district boundaries: the map works without them",
            "Build them with ./run, or load an official file: servicemap boundaries import",
        )
    return Finding(State.FINE, f"District boundaries: {file}")


def settings() -> Finding:
    from app.settings import Settings

    mend = "Correct the environment; docs/settings.md lists every setting."
    try:
        given = Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{each['loc'][0]}: {each['msg']}" for each in error.errors())
        return Finding(State.BROKEN, f"Settings: {wrong}", mend)
    if missing := given.missing():
        return Finding(State.BROKEN, f"Settings: {' '.join(missing)}", mend)
    if given.production and not given.trusted_proxies:
        return Finding(
            State.NOTE,
            "Settings can be read, but nobody can sign in: no proxy is believed that a reader came by https",
            "Name the proxy in front: SERVICEMAP_TRUSTED_PROXIES='[\"127.0.0.1\"]', where it runs on this machine.",
        )
    return Finding(State.FINE, "Settings can be read")


def programs() -> Finding:
    if _given():
        return Finding(State.FINE, "The database is the server that DATABASE_URL names")
    try:
        installation = cluster.status().installation
    except cluster.ClusterError as error:
        return Finding(State.BROKEN, "PostgreSQL with PostGIS", str(error))
    if installation is None:
        if shutil.which("apt-get"):
            return Finding(State.NOTE, "No PostgreSQL with PostGIS yet", "./run unpacks your distribution's packages.")
        return Finding(State.BROKEN, "No PostgreSQL with PostGIS", cluster.missing(None))
    return Finding(
        State.FINE, f"PostgreSQL {installation.major} with PostGIS ({installation.how}): {installation.programs}"
    )


def database() -> Iterator[Finding]:
    """Reachable, UTF-8, extensions, migrations; starts a private database that exists and does not run."""
    if not _given() and cluster.status().major is None:
        yield Finding(State.NOTE, "The private database is not made yet", "./run or servicemap migrate makes it.")
        return
    try:
        with cluster.open_database(url=_given() or None, log=lambda _: None) as url:
            yield Finding(State.FINE, "The database answers, is UTF-8 and has PostGIS and pg_trgm")
            yield sizes(url)
            yield migrations(url)
            yield from unwritten(url)
    except cluster.ClusterError as error:
        yield Finding(State.BROKEN, "The database", str(error))


def sizes(url: str) -> Finding:
    """What the database may use of this machine, as it says itself."""
    import psycopg

    from app.database_url import for_writing, libpq

    with psycopg.connect(libpq(for_writing(url)), autocommit=True) as connection:
        shown = [
            f"{name} {value}"
            for name in ("shared_buffers", "effective_cache_size", "work_mem", "random_page_cost")
            for (value,) in connection.execute("SELECT current_setting(%s)", [name])
        ]
    return Finding(State.FINE, f"Its sizes: {', '.join(shown)}")


def migrations(url: str) -> Finding:
    from app.store.migrations import is_current

    try:
        current = is_current(url)
    except MigrationError as error:
        return Finding(State.BROKEN, "The migrations", str(error))
    if current:
        return Finding(State.FINE, "The migrations are current")
    return Finding(State.BROKEN, "The database is behind the program", "servicemap migrate")


def unwritten(url: str) -> Iterator[Finding]:
    """Texts that a newer program writes anew, while the map is served."""
    from sqlalchemy.exc import ProgrammingError

    from app.imports.storing.features import lack
    from app.imports.storing.texts import are_older
    from app.store.writing import write_session

    mend = "A server that may publish writes them while it answers; servicemap grants does it, too."
    with suppress(ProgrammingError), write_session(url) as connection:  # not without the tables
        if are_older(connection):
            yield Finding(State.NOTE, "The texts of the search are those of an older program", mend)
        if number := lack(connection):
            yield Finding(State.NOTE, f"{number:,} texts of features are lacking, or an older program's", mend)


def port() -> Finding:
    from app.settings import Settings

    wanted = _or(lambda: (Settings().host, Settings().port), ("127.0.0.1", 8000))
    family = socket.AF_INET6 if ":" in wanted[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(wanted)
        except OSError as error:
            return Finding(
                State.NOTE,
                f"Port {wanted[1]} on {wanted[0]} can not be used now ({error.strerror})",
                "If the map is not what runs there, choose another with --port.",
            )
    return Finding(State.FINE, f"Port {wanted[1]} on {wanted[0]} is free")


def _given() -> str:
    return _or(given_url, "")


def _or(ask: Callable[[], Value], otherwise: Value) -> Value:
    try:
        return ask()
    except ValidationError:
        return otherwise
