"""An installation of the version before, with records of its own, becomes one of this version, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command as alembic
from sqlalchemy import create_engine, inspect, text

from app.errors import DatabaseAwayError
from app.imports.export import export_file
from app.imports.ingest import import_file
from app.settings import Settings
from app.store import readiness
from app.store.database import Database
from app.store.migrations import KNOWN, config
from tests.support.command import command
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.stored import stored

BEFORE = "0003"
"""The newest migration of the version before: the next version that adds one sets it to that of this version."""
OWN = (
    "INSERT INTO operators (name, type) VALUES ('自有园区', '园区')",
    "INSERT INTO sources (code, title, date, kind) VALUES ('record:own-1', '自有来源', '2025-02-30', 'official')",
    """INSERT INTO platforms (id, kind, name_zh, name_en, operator, domains_other, service_phrases, lifecycle,
        status_text, fund, fund_evidence, district, district_basis, geom, precision, summary_zh, source, confidence,
        search_text, digest)
      SELECT 'own-1', 'poc', '自有平台', 'Own platform', max(id), '{"a|b",""}', '{"c\\d"}', 'operating', E'a\\r\\nb',
        'yes', '', '310115', 'source', ST_SetSRID(ST_MakePoint(121.5, 31.2), 4326), 'park', '', 'record:own-1', 'high',
        'own platform', 'a digest of another program' FROM operators""",
    "INSERT INTO platform_domains VALUES ('own-1', 'synbio', 1)",
    "INSERT INTO platform_relations VALUES ('own-1', 'sh-poc-001', 'same-park')",
    "INSERT INTO scenarios VALUES ('own', 'own-1', '场景', 'scenario', '引文')",
    "UPDATE platforms SET summary_zh = '改过的', revision = 7 WHERE id = 'sh-poc-002'",
    "DELETE FROM platforms WHERE id = 'sh-poc-003'",
    "INSERT INTO allowed_hosts VALUES ('example.gov.cn')",
    "INSERT INTO host_counts VALUES ('2026-01', 'example.gov.cn', 12345678901)",
    "UPDATE data_version SET version = 41, as_of = '2026-02-03'",
)
"""What an operator may have put into the tables of the version before."""

Rows = dict[str, list[tuple[Any, ...]]]


def contents(url: str, columns: dict[str, list[str]] | None = None) -> tuple[dict[str, list[str]], Rows]:
    """The columns of all tables, and their rows; `columns` names those to look at."""
    engine = create_engine(url)
    with engine.connect() as connection:
        look = inspect(connection)
        named = columns or {
            table: [each["name"] for each in look.get_columns(table)]
            for table in look.get_table_names()
            if table not in ("alembic_version", "spatial_ref_sys")
        }
        rows = {
            table: sorted(
                tuple(map(repr, row))
                for row in connection.execute(text(f'SELECT {", ".join(names)} FROM "{table}"'))  # noqa: S608
            )
            for table, names in named.items()
        }
    engine.dispose()
    return named, rows


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    """The database of an installation of the version before."""
    url = databases.url("version-before")
    alembic.downgrade(config(url), BEFORE)
    for statement in OWN:
        stored(url, statement)
    return url


def test_before_it_a_server_says_which_versions_meet(url: str) -> None:
    """Tables that a later version adds are lacking then: that they are is not what it says first."""

    async def asked() -> None:
        database = Database(Settings(database_url=url))
        await database.open()
        try:
            async with database.snapshot() as db:
                await readiness.check(db, ())
        finally:
            await database.close()

    with pytest.raises(DatabaseAwayError, match=f"at version {BEFORE}, this program needs {max(KNOWN)}: .* migrate"):
        finished(asked())


def test_migrate_keeps_every_row(url: str, tmp_path: Path) -> None:
    columns, before = contents(url)
    assert any("自有平台" in cell for row in before["platforms"] for cell in row)
    done = command(tmp_path, "migrate", DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "Migration 0008: Keep which version of the search's texts" in done.stdout
    _, after = contents(url, columns)
    assert after == before
    for ending in ("csv", "geojson"):
        path = tmp_path / f"all.{ending}"
        assert export_file(url, path) == len(before["platforms"])


def test_the_default_records_are_taken_back_unchanged(url: str, tmp_path: Path) -> None:
    stored(url, "DELETE FROM platforms WHERE id IN ('own-1', 'sh-poc-002')")
    path = tmp_path / "all.csv"
    number = export_file(url, path)
    report = import_file(url, path, crs=None, dry_run=False)
    assert (report.added, report.changed, report.unchanged) == (0, 0, number)
    assert report.data_version == 41
