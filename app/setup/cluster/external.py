"""A server that is not ours, named by `DATABASE_URL`: its URL, and the checks each database must pass."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.database_url import POOLER, for_writing, libpq, pooled, without_secrets
from app.setup.cluster.errors import ClusterError, ServerAwayError

CONNECT_S = 4
NEEDED = ("postgis", "pg_trgm")
MENDING = "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"


def external_url(given: str, name: str | None) -> str:
    """The checked SQLAlchemy URL of `given`; with `name`, of the database of that name on its server."""
    url = _parsed(given)
    try:
        if name is not None:
            _make(url, name)
            url = url.set(database=name)
        with psycopg.connect(
            libpq(for_writing(url)), autocommit=True, connect_timeout=CONNECT_S, client_encoding="utf8"
        ) as connection:
            _extend(connection)
            check(connection, url.database or "")
    except psycopg.OperationalError as error:
        # With a code, the server itself refuses: another try would not help, unless it only starts or stops just now.
        away = error.sqlstate is None or error.sqlstate.startswith("57")
        raise (ServerAwayError if away else ClusterError)(
            f"The server of DATABASE_URL ({without_secrets(url)}) does not answer: "
            f"{str(error).strip()}. Start it, correct DATABASE_URL, or unset it to use a private database."
        ) from error
    return url.render_as_string(hide_password=False)


def check(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Refuse a database that is not UTF-8: under another locale pg_trgm does not see Chinese letters."""
    row = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    encoding, locale = row if row else ("unknown", "unknown")
    mend = MENDING.format(name=name)
    if encoding != "UTF8":
        raise ClusterError(f"The database {name} is in {encoding}, not UTF8. Make it anew with: {mend}")
    seen = connection.execute("SELECT cardinality(show_trgm('合成生物'))").fetchone()
    if not seen or not seen[0]:
        raise ClusterError(
            f"The database {name} has the locale {locale}, under which Chinese text can not be searched. "
            f"Make it anew in a UTF-8 locale: {mend}"
        )


def _parsed(given: str) -> URL:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        # The error repeats the URL, and its password with it.
        raise ClusterError(
            "DATABASE_URL is no URL. Write postgresql://user:password@host/database, with the signs @ : / ? # % "
            "of a password as %40 %3A %2F %3F %23 %25."
        ) from None
    if "@" in f"{url.host or ''}{url.database or ''}":
        raise ClusterError("DATABASE_URL has more than one @: write the sign in a user name or password as %40.")
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ClusterError(f"DATABASE_URL names {url.get_backend_name()}; only PostgreSQL with PostGIS will do.")
    if POOLER in url.query and not pooled(url):
        raise ClusterError(
            f"DATABASE_URL says {POOLER}={url.query[POOLER]}: write {POOLER}=transaction, or leave it out."
        )
    if pooled(url) and "options" in url.query:
        raise ClusterError(
            "A pooler takes no options: give them to the role of DATABASE_URL, as ALTER ROLE … SET search_path = …."
        )
    return url.set(drivername="postgresql+psycopg")


def _make(url: URL, name: str) -> None:
    with psycopg.connect(libpq(for_writing(url)), autocommit=True, connect_timeout=CONNECT_S) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
            return
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise ClusterError(f"The user of DATABASE_URL may not make the database {name}.") from error


def _extend(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    present = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
    # A role that may only read, or a standby, refuses the statement even where there is nothing to make.
    for extension in (name for name in NEEDED if name not in present):
        try:
            with connection.transaction():
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        except psycopg.Error as error:
            raise ClusterError(
                f"The database of DATABASE_URL lacks {extension} and it could not be added "
                f"({str(error).strip().splitlines()[0]}). Install it on the server, then say as superuser: "
                f"CREATE EXTENSION {extension}"
            ) from error
