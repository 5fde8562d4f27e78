"""Whether the database holds what this program reads, and lets its role read it."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import column, func, select, table

from app.errors import DatabaseAwayError
from app.store.database import AnySelect, Reader, compiled_once
from app.store.migrations import config
from app.store.tables import Table


async def check(db: Reader) -> None:
    """Ask for every table's right and for the version of the tables.

    Raises DatabaseAwayError, which names what is missing. A version that this program does not know is no hindrance:
    while a newer program is brought in, the older one goes on.
    """
    row = await db.row(_rights()) or {}
    barred = sorted(name for name, right in row.items() if right is False)
    if barred:
        raise DatabaseAwayError(f"This program's role may not read {', '.join(barred)}: see servicemap grants.")
    version = str((await db.row(_version()) or {}).get("version_num", "none"))
    head, older = _history()
    if version != head and (version in older or version == "none"):
        raise DatabaseAwayError(
            f"The tables are at version {version}, this program needs {head}: the owner runs servicemap migrate."
        )


@compiled_once
def _rights() -> AnySelect:
    names = sorted(Table.metadata.tables)
    return select(*(func.has_table_privilege(name, "SELECT").label(name) for name in names))


@compiled_once
def _version() -> AnySelect:
    return select(column("version_num")).select_from(table("alembic_version"))


@cache
def _history() -> tuple[str, frozenset[str]]:
    """The newest version of the tables, and those before it."""
    scripts = ScriptDirectory.from_config(config("postgresql://"))
    revisions = {script.revision for script in scripts.walk_revisions()}
    [head] = scripts.get_heads()
    return head, frozenset(revisions - {head})
