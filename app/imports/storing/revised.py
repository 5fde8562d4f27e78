"""What an import, a removal or a lowered grade makes different, as rows of the temporary table `revised`."""

from typing import Any

import psycopg
from sqlalchemy import Text, bindparam, column, func, literal_column, select, values
from sqlalchemy.dialects.postgresql import JSONB

from app.history.append import append, open_revised
from app.history.author import Author
from app.imports.storing.clearing import STAGED
from app.imports.storing.turn import take_turn
from app.platforms import geojson
from app.platforms.columns import COLUMNS
from app.platforms.models import Platform
from app.store.statements import AnySelect, compiled_once
from app.store.version import hold
from app.store.writing import write_session

LISTED = """INSERT INTO revised (platform, field, revision, new)
  SELECT s.id, '', 1, to_jsonb(s.digest) FROM staging s
  WHERE NOT EXISTS (SELECT FROM platforms p WHERE p.id = s.id)"""
INTO = "INSERT INTO revised (platform, field, revision, old, new) "
BEGUN = """INSERT INTO revised (platform, field, revision, new)
  SELECT p.id, '', p.revision, to_jsonb(p.digest) FROM platforms p
  WHERE NOT EXISTS (SELECT FROM revisions r WHERE r.platform = p.id)"""
UNKNOWN = """SELECT EXISTS (SELECT FROM platforms p WHERE NOT EXISTS
  (SELECT FROM revisions r WHERE r.platform = p.id))"""
GRADES = """INSERT INTO revised (platform, field, revision, old, new)
  SELECT p.id, 'confidence', p.revision + 1, to_jsonb(p.confidence), to_jsonb('medium'::text)
  FROM platforms p JOIN sources s ON s.code = p.source WHERE p.confidence = 'high' AND s.url IS NULL"""
Cursor = psycopg.Cursor[Any]


def note_staged(cursor: Cursor, *, added: bool, changed: bool) -> None:
    """Note what the staged records will add and change; it is called before they are merged.

    An added record is one row: its facts stand in the tables, and whatever changes later keeps what was before.
    """
    open_revised(cursor)
    if added:
        cursor.execute(LISTED)
    if changed:
        query = _changed_fields()
        cursor.execute((INTO + query.sql).encode(), query.fixed)


def note_removed(cursor: Cursor, id: str) -> None:
    """Note the whole record of a platform that is about to be taken out."""
    open_revised(cursor)
    query = _whole_record()
    cursor.execute((INTO + query.sql).encode(), {**query.fixed, "id": id})


def note_grades(cursor: Cursor) -> None:
    """Note the grades that are about to be lowered."""
    open_revised(cursor)
    cursor.execute(GRADES)


def begin_history(url: str) -> None:
    """Note the records that were there before there was a history: it begins with them.

    A role that may only read finds all noted, or leaves it to the owner of the database.
    """
    with write_session(url) as connection:
        raw: Any = connection.connection.driver_connection
        with raw.cursor() as cursor:
            if not cursor.execute(UNKNOWN).fetchone()[0]:
                return
            take_turn(connection)
            hold(connection)
            open_revised(cursor)
            cursor.execute(BEGUN)
            append(cursor, Author("begin"))


@compiled_once
def _changed_fields() -> AnySelect:
    """Rows for `revised`: each field in which a staged record differs from the stored one."""
    rows = [
        (
            geojson.key(each.name),
            func.to_jsonb(geojson.column(each.name), type_=JSONB),
            func.to_jsonb(STAGED.c[each.name], type_=JSONB),
        )
        for each in COLUMNS
    ]
    fields = (
        values(column("field", Text), column("old", JSONB), column("new", JSONB), name="fields").data(rows).lateral()
    )
    return (
        select(Platform.id, fields.c.field, Platform.revision + literal_column("1"), fields.c.old, fields.c.new)
        .select_from(STAGED)
        .join(Platform, Platform.id == STAGED.c.id)
        .join(fields, fields.c.old.is_distinct_from(fields.c.new))
    )


@compiled_once
def _whole_record() -> AnySelect:
    """A row for `revised`: the record with the bound `id` as JSON, by the names of its columns."""
    pairs: list[Any] = [part for each in COLUMNS for part in (geojson.key(each.name), geojson.column(each.name))]
    return select(
        Platform.id,
        literal_column("''").label("field"),
        Platform.revision,
        func.jsonb_build_object(*pairs),
        literal_column("NULL::jsonb"),
    ).where(Platform.id == bindparam("id", type_=Text))
