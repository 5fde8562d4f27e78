"""The default lists of a newer program reach an installation that has older ones, and what was edited there stays.

A row counts as edited where it differs from the one that the program wrote, which is kept beside it (`default_rows`):
it stays, and so does the gap where one was deleted. A row that was not edited becomes that of the newer program, one
that the program no longer has goes, and new ones come. A database from before rows were kept holds those of an older
program: a row there that says nothing else than the newer one does was not edited. `docs/operators.md` says the same.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import ProgrammingError

from app.imports.reference.foundation import Row, list_rows
from app.lists.models import DefaultRow
from app.store.tables import Table
from app.store.version import bump
from app.store.writing import write_session

Log = Callable[[str], None]
FOR_DEFAULTS: Mapping[str, tuple[Any, ...]] = {"confidence": ("high",), "target": (False,)}
"""What a migration wrote into a column that an older program had not: it says nothing."""


@dataclass
class Plan:
    """What is to be done with one list, by the codes of its rows."""

    model: type[Table]
    add: list[Row] = field(default_factory=list)
    change: list[Row] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)
    """The rows that are remembered as the program's."""
    same: bool = False
    """Whether they are remembered already."""

    @property
    def idle(self) -> bool:
        """Whether nothing is to be written."""
        return self.same and not (self.add or self.change or self.drop)


def renew_lists(url: str, data: Path, log: Log) -> None:
    """Bring the default lists of a database that is filled to those of this program.

    Where the role may not write, the lists stay as they are and the log says who can renew them.
    """
    try:
        with write_session(url) as connection:
            if renewed := renew(connection, data):
                bump(connection)
                log(f"default lists: {renewed}")
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        log("the default lists are those of an older program: run servicemap grants as the owner of the database")


def renew(connection: Connection, data: Path) -> str:
    """Renew the lists within the caller's transaction; says what was done, or nothing where nothing was."""
    plans = [_plan(connection, model, rows) for model, rows in list_rows(data).items()]
    for plan in plans:
        if not plan.idle:
            _write(connection, plan)
    for plan in reversed(plans):
        if plan.drop:
            connection.execute(delete(plan.model).where(_code(plan.model).in_(plan.drop)))
    done = [(len(plan.add), len(plan.change), len(plan.drop), plan.model.__tablename__) for plan in plans]
    return "; ".join(f"{name} +{add} ~{change} -{drop}" for add, change, drop, name in done if add + change + drop)


def _plan(connection: Connection, model: type[Table], rows: Sequence[Row]) -> Plan:
    """Compares the program's rows with the stored ones and with those that the program wrote last."""
    written = select(DefaultRow.code, DefaultRow.row).where(DefaultRow.list == model.__tablename__)
    remembered: dict[str, Row] = {each.code: each.row for each in connection.execute(written)}
    codes = {row["code"] for row in rows}
    stored = _stored(connection, model, codes | remembered.keys())
    known = _known(connection, model, [*rows, *remembered.values()])
    plan = Plan(model)
    for row in filter(None, (_fitting(model, row, known) for row in rows)):
        now = stored.get(row["code"])
        before = remembered.get(row["code"]) if remembered else _older(now, row)
        _compare(plan, row, now, _fitting(model, before, known) if before else None)
    plan.drop = [code for code, row in remembered.items() if code not in codes and stored.get(code) == row]
    plan.same = {row["code"]: row for row in plan.kept} == remembered
    return plan


def _compare(plan: Plan, row: Row, stored: Row | None, before: Row | None) -> None:
    plan.kept.append(row)
    if stored is None and before is None:
        plan.add.append(row)
    elif stored is not None and stored == before and stored != row:
        plan.change.append(row)


def _older(stored: Row | None, row: Row) -> Row | None:
    """The stored row of a database that remembers none, where an older program can have written it."""
    if stored is None:
        return None
    same = all(stored[name] in (value, None, *FOR_DEFAULTS.get(name, ())) for name, value in row.items())
    return stored if same else None


def _stored(connection: Connection, model: type[Table], codes: Collection[str]) -> dict[str, Row]:
    """The rows of the table with these codes."""
    rows = connection.execute(select(model.__table__).where(_code(model).in_(codes))).mappings()
    return {row["code"]: dict(row) for row in rows}


def _known(connection: Connection, model: type[Table], rows: Sequence[Row]) -> dict[str, set[Any]]:
    """By column, what of these rows is in the table that it refers to; sources are written together with the lists."""
    known: dict[str, set[Any]] = {}
    for column in model.__table__.columns:
        if column.foreign_keys and column.name != "source":
            [reference] = column.foreign_keys
            named = {row[column.name] for row in rows} - {None}
            present = select(reference.column).where(reference.column.in_(named))
            known[column.name] = set(connection.execute(present).scalars())
    return known


def _fitting(model: type[Table], row: Row, known: Mapping[str, set[Any]]) -> Row | None:
    """The row as this installation can hold it; None where it needs a platform, place or stage that is not here."""
    missing = [name for name, values in known.items() if row[name] is not None and row[name] not in values]
    if any(not model.__table__.columns[name].nullable for name in missing):
        return None
    return {**row, **dict.fromkeys(missing)}


def _write(connection: Connection, plan: Plan) -> None:
    name = plan.model.__tablename__
    if plan.add:
        connection.execute(insert(plan.model), plan.add)
    if plan.change:
        columns = [column.name for column in plan.model.__table__.columns if column.name != "code"]
        changed = update(plan.model).where(_code(plan.model) == bindparam("its_code"))
        written = changed.values({column: bindparam(column) for column in columns})
        connection.execute(written, [{**row, "its_code": row["code"]} for row in plan.change])
    connection.execute(delete(DefaultRow).where(DefaultRow.list == name))
    if plan.kept:
        connection.execute(insert(DefaultRow), _remembered(name, plan.kept))


def _remembered(name: str, rows: Iterable[Row]) -> list[Row]:
    return [{"list": name, "code": row["code"], "row": row} for row in rows]


def _code(model: type[Table]) -> Any:
    return model.__table__.columns["code"]
