"""How a connection is begun: the words of its address, or, behind a pooler, of each transaction."""

import psycopg

from app.database_url import for_reading, for_writing, libpq, pooled


def conninfo(url: str, statement_timeout: float, *, read_only: bool = True) -> str:
    """psycopg's connection string of a SQLAlchemy URL, for reading only unless said otherwise.

    `options` of the URL (a `search_path`, say) stay; where they name one of ours, ours holds. A pooler takes none:
    behind it each transaction begins with `limits`.
    """
    plain = libpq(for_reading(url) if read_only else for_writing(url))
    if pooled(url):
        return psycopg.conninfo.make_conninfo(plain, connect_timeout=3, application_name="servicemap")
    given = str(psycopg.conninfo.conninfo_to_dict(plain).get("options") or "")
    options = (
        f"{given} -c default_transaction_read_only={'on' if read_only else 'off'} "
        f"-c statement_timeout={int(statement_timeout * 1000)} -c jit=off"
    ).lstrip()
    return psycopg.conninfo.make_conninfo(plain, options=options, connect_timeout=3, application_name="servicemap")


def limits(url: str, statement_timeout: float, *, read_only: bool = True) -> bytes:
    """The first words of a transaction on a connection of `conninfo`: nothing, but behind a pooler its settings."""
    if not pooled(url):
        return b""
    only = "SET TRANSACTION READ ONLY; " if read_only else ""
    return f"{only}SET LOCAL statement_timeout = {int(statement_timeout * 1000)}; SET LOCAL jit = off".encode()
