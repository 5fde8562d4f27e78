"""The default data set, loaded into an empty database on first start."""

from collections.abc import Callable
from typing import Any

import yaml
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from app.imports.boundaries import store_boundaries
from app.imports.files import read_rows
from app.imports.ingest import checked, store
from app.imports.problems import Problems
from app.imports.reference import load_reference, load_reports, read_csv
from app.imports.texts import up_to_date
from app.lists.models import PlatformRelation, Scenario
from app.resources import locate
from app.search.documents import load_words
from app.store.version import bump
from app.store.writing import write_session
from app.vocabulary.models import Kind

Log = Callable[[str], None]


def load_if_empty(url: str, log: Log) -> None:
    """Load vocabularies, districts, zones, places, boundaries and platforms, unless they are there already."""
    with write_session(url) as connection:
        if not connection.execute(select(func.count()).select_from(Kind)).scalar_one():
            _load(connection, log)


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
    problems = Problems()
    records = checked(read_rows(data / "platforms.csv", None, problems), words, problems)
    report = store(connection, records, words)
    scenarios = yaml.safe_load((data / "scenarios.yaml").read_text("utf-8"))["scenarios"]
    connection.execute(insert(Scenario), scenarios)
    connection.execute(insert(PlatformRelation), read_csv(data / "relations.csv"))
    with Session(connection) as session:
        load_reports(session, data)
        session.flush()
    log(f"default data: {report.added} platforms")
