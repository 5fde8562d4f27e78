"""Reading from PostgreSQL: a `Select` is compiled once for its shape and run on psycopg's own pool.

The read connections are read-only and have a statement timeout. All that can go wrong with the
database becomes `DatabaseAwayError` here, once, so that routes know one error.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout
from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import make_url

from app.errors import DatabaseAwayError
from app.settings import Settings

Params = ParamSpec("Params")
AnySelect = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A Select of any columns: its rows are read as dictionaries."""
DIALECT = make_url("postgresql+psycopg://").get_dialect()()
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed, TimeoutError, OSError)


@dataclass(frozen=True)
class Compiled:
    """A statement as psycopg takes it, and the values that its shape fixes."""

    sql: str
    fixed: Mapping[str, Any]


def compile_select(select: AnySelect) -> Compiled:
    """Turn a Select into SQL with named parameters (`%(name)s`)."""
    compiled = select.compile(dialect=DIALECT)
    return Compiled(str(compiled), {name: value for name, value in compiled.params.items() if value is not None})


def compiled_once(build: Callable[Params, AnySelect]) -> Callable[Params, Compiled]:
    """Compile what `build` returns once for each set of (hashable) arguments."""

    @lru_cache(maxsize=2048)
    def cached(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        return compile_select(build(*args, **kwargs))

    return cached  # type: ignore[return-value]


def conninfo(url: str, statement_timeout: float, *, read_only: bool = True) -> str:
    """psycopg's connection string of a SQLAlchemy URL, for reading only unless said otherwise."""
    parsed = make_url(url).set(drivername="postgresql")
    plain = parsed.render_as_string(hide_password=False)
    # A plan made for the values at hand: generic plans of prepared statements read far too many rows.
    options = (
        f"-c default_transaction_read_only={'on' if read_only else 'off'} "
        f"-c statement_timeout={int(statement_timeout * 1000)} -c jit=off "
        "-c plan_cache_mode=force_custom_plan"
    )
    return psycopg.conninfo.make_conninfo(plain, options=options, connect_timeout=3, application_name="servicemap")


class Database:
    """The read pool. `deadline` bounds a whole query, also where the network swallows it."""

    def __init__(self, settings: Settings) -> None:
        self._timeout = settings.pool_timeout
        self._deadline = settings.statement_timeout + settings.pool_timeout
        self._pool = AsyncConnectionPool(
            conninfo(settings.database_url, settings.statement_timeout),
            min_size=1,
            max_size=settings.pool_size,
            timeout=settings.pool_timeout,
            reconnect_timeout=5,
            open=False,
            kwargs={"autocommit": True},
            check=AsyncConnectionPool.check_connection,
        )

    async def open(self) -> None:
        """Start the pool; a database that is away is no error yet."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        await self._pool.close(timeout=2)

    @asynccontextmanager
    async def _cursor(self) -> AsyncIterator[psycopg.AsyncCursor[dict[str, Any]]]:
        try:
            async with (
                asyncio.timeout(self._deadline),
                self._pool.connection() as connection,
                connection.cursor(row_factory=dict_row) as cursor,
            ):
                yield cursor
        except psycopg.errors.QueryCanceled as error:
            raise DatabaseAwayError("The database did not answer in time.") from error
        except AWAY as error:
            raise DatabaseAwayError("The database cannot be reached.") from error

    async def rows(self, query: Compiled, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows of a query, as dictionaries."""
        async with self._cursor() as cursor:
            await cursor.execute(query.sql.encode(), {**query.fixed, **(values or {})})
            return await cursor.fetchall()

    async def row(self, query: Compiled, values: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """The first row, or None."""
        found = await self.rows(query, values)
        return found[0] if found else None

    async def copy_csv(self, query: Compiled, values: Mapping[str, Any]) -> bytes:
        """The rows as CSV with a heading, made by PostgreSQL."""
        statement = f"COPY ({query.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
        bound = {**query.fixed, **values}
        async with self._cursor() as cursor, cursor.copy(statement.encode(), bound) as copy:
            return b"".join([bytes(chunk) async for chunk in copy])
