"""Whether the database holds what this program reads, and lets its roles do what they are for."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import column, func, select, table

from app.errors import DatabaseAwayError
from app.store.grants import Rights
from app.store.migrations import KNOWN
from app.store.reader import Reader
from app.store.statements import AnySelect, Compiled, compiled_once
from app.store.tables import Table

NAMED = 12
"""So many missing rights a sentence names."""
OF_COLUMNS = re.compile(r"(\w+) \((.+)\)")
LACKING = Compiled(
    """SELECT each.right || ' on ' || each.table || coalesce(' (' || each.column || ')', '') AS what
  FROM unnest(%(tables)s::text[], %(columns)s::text[], %(rights)s::text[]) AS each("table", "column", "right")
    LEFT JOIN pg_roles r ON r.rolname = coalesce(%(role)s::text, current_user)
  WHERE r.oid IS NULL OR NOT CASE WHEN each.column IS NULL THEN has_table_privilege(r.oid, each.table, each.right)
    ELSE has_column_privilege(r.oid, each.table, each.column, each.right) END
  ORDER BY 1""",
    {},
)
log = logging.getLogger("servicemap")


@dataclass(frozen=True)
class Duty:
    """What a role must be allowed to; `named` is how it is called, `role` its name, None for that of the reader."""

    named: str
    needed: Rights
    role: str | None = None


async def check(db: Reader, duties: Iterable[Duty]) -> None:
    """Ask for the version of the tables, for every table's right, and for those that the duties need.

    Raises DatabaseAwayError, which names what is missing, as the log does. A version that this program does not know is
    no hindrance: while a newer program is brought in, the older one goes on.
    """
    # First: to ask for the right on a table that is not there is an error that says no more than that.
    version = str((await db.row(_version()) or {}).get("version_num", "none"))
    head = max(KNOWN)
    if version != head and (version in KNOWN or version == "none"):
        raise _lacking(
            f"The tables are at version {version}, this program needs {head}: the owner runs servicemap migrate, "
            "and servicemap grants for each role."
        )
    row = await db.row(_rights()) or {}
    barred = sorted(name for name, right in row.items() if right is False)
    if barred:
        raise _lacking(f"This program's role may not read {', '.join(barred)}: see servicemap grants.")
    for duty in duties:
        tables, columns, rights = (list(each) for each in zip(*_each(duty.needed), strict=True))
        bound = {"tables": tables, "columns": columns, "rights": rights, "role": duty.role}
        if missing := [row["what"] for row in await db.rows(LACKING, bound)]:
            more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            raise _lacking(f"{duty.named} lacks {', '.join(missing[:NAMED])}{more}: see servicemap grants.")


def _lacking(sentence: str) -> DatabaseAwayError:
    log.error("the database is not set up for this program: %s", sentence)
    return DatabaseAwayError(sentence)


def _each(needed: Rights) -> Iterator[tuple[str, str | None, str]]:
    """Each table, each of its columns where the right is on columns alone, and the right."""
    for name, rights in needed.items():
        for right in rights:
            of_columns = OF_COLUMNS.fullmatch(right)
            columns = of_columns[2].split(", ") if of_columns else [None]
            yield from ((name, each, of_columns[1] if of_columns else right) for each in columns)


@compiled_once
def _rights() -> AnySelect:
    names = sorted(Table.metadata.tables)
    return select(*(func.has_table_privilege(name, "SELECT").label(name) for name in names))


@compiled_once
def _version() -> AnySelect:
    return select(column("version_num")).select_from(table("alembic_version"))
