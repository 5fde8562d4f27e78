"""The default data set: loaded into an empty database on first start, its lists renewed by a newer program."""

from collections.abc import Callable
from typing import Any

import yaml
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from app.history.author import Author
from app.imports.checking.checks import Checks
from app.imports.files.read import read_rows
from app.imports.reference.boundaries import store_boundaries
from app.imports.reference.foundation import load_reference, read_csv
from app.imports.reference.renewal import renew, renew_lists
from app.imports.rows.reading import Reading
from app.imports.storing.features import keep_some
from app.imports.storing.store import store
from app.imports.storing.texts import up_to_date
from app.lists.models import PlatformRelation
from app.resources import locate
from app.search.documents import load_words
from app.store.version import bump
from app.store.writing import write_session
from app.vocabulary.models import Kind

Log = Callable[[str], None]


def load_defaults(url: str, log: Log) -> None:
    """Load vocabularies, districts, zones, places, boundaries, platforms and lists into an empty database.

    One that is filled gets the lists of this program, as far as nobody edited them.
    """
    with write_session(url) as connection:
        empty = not connection.execute(select(func.count()).select_from(Kind)).scalar_one()
        if empty:
            _load(connection, log)
    if not empty:
        renew_lists(url, locate().data, log)


def load_foundation(connection: Connection, log: Log) -> None:
    """What platforms refer to, vocabularies, districts and their boundaries: all but the platforms themselves."""
    resources = locate()
    about: dict[str, Any] = yaml.safe_load((resources.data / "dataset.yaml").read_text("utf-8"))
    with Session(connection) as session:
        load_reference(session, resources.data)
        session.flush()
    if resources.boundaries is None:
        log("no district boundaries were built: districts are known by attribute only")
    else:
        store_boundaries(connection, resources.boundaries, about["boundaries"])
    bump(connection, as_of=about["as_of"])
    up_to_date(connection)


def _load(connection: Connection, log: Log) -> None:
    load_foundation(connection, log)
    data = locate().data
    words = load_words(connection)
    checks = Checks(words, None, Reading())
    records = checks.records(read_rows(data / "platforms.csv", None, checks.reading))
    report = store(connection, records, words, Author("load", source="platforms.csv"))
    connection.execute(insert(PlatformRelation), read_csv(data / "relations.csv"))
    renew(connection, data)
    keep_some(connection)
    log(f"default data: {report.added} platforms")
