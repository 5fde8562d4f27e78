"""The lists of a newer program reach a database that an older one filled, and what was edited there stays."""

from pathlib import Path

import pytest
import yaml
from alembic import command as alembic
from sqlalchemy import make_url

from app.imports.reference.defaults import load_defaults
from app.imports.reference.foundation import list_rows
from app.imports.reference.renewal import renew_lists
from app.lists.models import Case, Event, Policy
from app.resources import locate
from app.setup.cluster.server import SUPERUSER
from app.store.migrations import config, upgrade
from tests.support.databases import Databases
from tests.support.stored import stored

OLD = (
    "DELETE FROM cases",
    "DELETE FROM events",
    "DELETE FROM policies WHERE clause IS NULL",
    "DELETE FROM sources WHERE code LIKE 'case:%' OR code LIKE 'event:%'",
    "DELETE FROM sources s WHERE kind <> 'unknown' AND code !~ '^(record|feature|extent):' "
    "AND NOT EXISTS (SELECT FROM policies WHERE source = s.code)",
)
"""What makes a database as the program before left it: the 22 measures of the plan, no cases, no events."""
EDITED = "UPDATE policies SET wording_zh = '改过的' WHERE code = 'poc-loan'"


def said(url: str) -> list[str]:
    lines: list[str] = []
    load_defaults(url, lines.append)
    return lines


def figures(url: str) -> dict[str, int]:
    return {name: stored(url, f"SELECT count(*) FROM {name}")[0][0] for name in ("policies", "cases", "events")}  # noqa: S608


@pytest.fixture
def old_url(databases: Databases, request: pytest.FixtureRequest) -> str:
    """A database that the program before filled: migrated down, with its rows, and up again."""
    url = databases.url(f"old-{request.node.name}".replace("_", "-")[:60])
    for statement in OLD:
        stored(url, statement)
    alembic.downgrade(config(url), "0006")
    upgrade(url)
    assert figures(url) == {"policies": 22, "cases": 0, "events": 0}
    assert stored(url, "SELECT count(*) FROM policies WHERE for_zh IS NULL")[0][0] == 22
    return url


def test_an_old_database_gets_the_lists_of_this_program_once(old_url: str) -> None:
    rows = list_rows(locate().data)
    version = stored(old_url, "SELECT version FROM data_version")[0][0]
    [line] = said(old_url)
    assert "policies +10 ~" in line
    assert figures(old_url) == {model.__tablename__: len(rows[model]) for model in (Policy, Case, Event)}
    kept = stored(old_url, "SELECT code, for_zh, wording_zh, target FROM policies ORDER BY position")
    assert kept == [(row["code"], row["for_zh"], row["wording_zh"], row["target"]) for row in rows[Policy]]
    assert stored(old_url, "SELECT version FROM data_version")[0][0] == version + 1
    # The next start finds all of it and writes nothing.
    assert said(old_url) == []
    assert stored(old_url, "SELECT version FROM data_version")[0][0] == version + 1


def test_what_was_edited_before_stays(old_url: str) -> None:
    stored(old_url, EDITED)
    own = "SELECT 'own', 99, instrument, '自有', 'Own', NULL, clause, wording_zh, level, source FROM policies LIMIT 1"
    columns = "code, position, instrument, name_zh, name_en, amount_text_zh, clause, wording_zh, level, source"
    stored(old_url, f"INSERT INTO policies ({columns}) {own}")
    said(old_url)
    assert stored(old_url, "SELECT wording_zh, for_zh FROM policies WHERE code = 'poc-loan'") == [("改过的", None)]
    assert stored(old_url, "SELECT name_zh FROM policies WHERE code = 'own'") == [("自有",)]
    assert figures(old_url)["policies"] == 33


def test_a_newer_list_changes_adds_and_drops_what_nobody_touched(databases: Databases, tmp_path: Path) -> None:
    url = databases.url("renewed-lists")
    stored(url, EDITED)
    stored(url, "DELETE FROM policies WHERE code = 'poc-fund'")
    stored(url, "DELETE FROM platforms WHERE id = 'sh-poc-024'")
    for file in ("policies", "scenarios", "cases", "events"):
        (tmp_path / f"{file}.yaml").write_bytes((locate().data / f"{file}.yaml").read_bytes())
    newer = yaml.safe_load((tmp_path / "policies.yaml").read_text("utf-8"))
    measures = {row["code"]: row for row in newer["policies"]}
    for code in ("poc-loan", "poc-insurance", "poc-fund"):
        measures[code]["name_zh"] = "新名"
    dropped = measures.pop("disruptive-seed")
    added = {**dropped, "code": "brand-new", "name_zh": "新措施"}
    newer["policies"] = [*measures.values(), added]
    (tmp_path / "policies.yaml").write_text(yaml.safe_dump(newer, allow_unicode=True), "utf-8")

    lines: list[str] = []
    renew_lists(url, tmp_path, lines.append)
    names = dict(stored(url, "SELECT code, name_zh FROM policies"))
    assert names["poc-insurance"] == "新名"
    assert names["brand-new"] == "新措施"
    assert names["poc-loan"] != "新名"
    assert not {"disruptive-seed", "poc-fund"} & names.keys()
    # A case went with its platform: it is no gap that somebody made, and it waits for the platform.
    assert figures(url)["cases"] == 8
    again: list[str] = []
    renew_lists(url, tmp_path, again.append)
    assert (len(lines), again) == (1, [])


def test_a_role_that_may_only_read_starts_with_the_old_lists(old_url: str) -> None:
    owner = make_url(old_url)
    superuser = owner.set(username=SUPERUSER).render_as_string(hide_password=False)
    stored(superuser, "CREATE ROLE reads_lists LOGIN PASSWORD 'pass-word-1'")
    stored(superuser, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reads_lists")
    reader = owner.set(username="reads_lists", password="pass-word-1")  # noqa: S106 - of a role of this test
    [line] = said(reader.render_as_string(hide_password=False))
    assert "servicemap grants" in line
    assert figures(old_url) == {"policies": 22, "cases": 0, "events": 0}
