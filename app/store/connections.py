"""How a connection is begun: the words of its address, or, behind a pooler, of each transaction."""

import psycopg

from app.database_url import for_reading, for_writing, libpq, pooled

NOTICED = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3, "tcp_user_timeout": 5000}
"""After these seconds, and milliseconds, of silence the operating system takes a connection for lost (libpq's words).

A network that swallows everything says nothing of it: what waits for a statement that takes long would wait for hours.
"""


def conninfo(url: str, statement_timeout: float, *, read_only: bool = True) -> str:
    """psycopg's connection string of a SQLAlchemy URL, for reading only unless said otherwise.

    `options` of the URL (a `search_path`, say) stay; where they name one of ours, ours holds. A pooler takes none:
    behind it each transaction begins with `limits`. What the URL says of `NOTICED` holds.
    """
    plain = libpq(for_reading(url) if read_only else for_writing(url))
    said = psycopg.conninfo.conninfo_to_dict(plain)
    ours: dict[str, str | int] = {name: value for name, value in NOTICED.items() if name not in said}
    ours |= {"connect_timeout": 3, "application_name": "servicemap"}
    if pooled(url):
        return psycopg.conninfo.make_conninfo(plain, **ours)
    given = str(said.get("options") or "")
    options = (
        f"{given} -c default_transaction_read_only={'on' if read_only else 'off'} "
        f"-c statement_timeout={int(statement_timeout * 1000)} -c jit=off"
    ).lstrip()
    return psycopg.conninfo.make_conninfo(plain, options=options, **ours)


def limits(url: str, statement_timeout: float, *, read_only: bool = True) -> bytes:
    """The first words of a transaction on a connection of `conninfo`: nothing, but behind a pooler its settings."""
    if not pooled(url):
        return b""
    only = "SET TRANSACTION READ ONLY; " if read_only else ""
    return f"{only}SET LOCAL statement_timeout = {int(statement_timeout * 1000)}; SET LOCAL jit = off".encode()
