"""Every change of a record is kept, chained and shown; the past can be read and not rewritten."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import psycopg
import pytest

from app.city import CHINA_TIME
from app.database_url import libpq
from app.history.verify import TamperedError, verify
from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.removal import remove_platform
from app.imports.storing.report import Allowed
from app.settings import Settings
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stored import stored

CHANGED, GONE = "sh-poc-001", "sh-poc-009"
ITEM = "/api/collections/platforms/items"


def edit(url: str, path: Path) -> None:
    """Change one record by a file, with a dry run before and once more after, and take one out."""
    export_file(url, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == CHANGED:
            row["lifecycle"], row["website"] = "closed", "https://changed.example/"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for dry_run in (True, False, False):
        import_file(url, path, crs=None, dry_run=dry_run)
    remove_platform(url, GONE, "已注销")


@pytest.fixture(scope="module")
def url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The default data, of which one record was changed and one was taken out."""
    url = databases.url("history")
    edit(url, tmp_path_factory.mktemp("history") / "all.csv")
    return url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[httpx.Client]:
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as opened,
    ):
        yield opened


def test_each_field_that_an_import_changes_is_kept_with_both_values(url: str, client: httpx.Client) -> None:
    actions = [action for (action,) in stored(url, "SELECT action FROM changes ORDER BY number")]
    assert actions == ["load", "import", "remove"], "a dry run and an import that changes nothing leave no trace"
    before = client.get(f"{ITEM}/{CHANGED}").json()["properties"]
    changes = client.get(f"/api/platforms/{CHANGED}/changes").json()["changes"]
    assert [(each["action"], each["listed"], each["revision"]) for each in changes] == [
        ("import", None, 2),
        ("load", True, 1),
    ]
    fields = {each["name"]: (each["old"], each["new"]) for each in changes[0]["fields"]}
    assert set(fields) == {"lifecycle", "website"}
    assert [new for _, new in fields.values()] == [before["lifecycle"], before["website"]]
    assert fields["website"][0] != fields["website"][1]
    assert "who" not in changes[0]
    different = client.get(f"/api/platforms/{CHANGED}/diff").json()
    assert {each["name"]: (each["old"], each["new"]) for each in different["fields"]} == fields, "on the first day, too"


def test_the_first_load_is_one_revision_a_record(url: str) -> None:
    [(records, revisions)] = stored(
        url,
        "SELECT (SELECT count(*) FROM platforms) + 1, (SELECT revisions FROM changes WHERE action = 'load')",
    )
    assert records == revisions


def test_the_feed_holds_what_changed_and_follows_a_filter(client: httpx.Client) -> None:
    all_of_it = client.get("/api/changes").json()["changes"]
    assert [(each["platform"], each["action"]) for each in all_of_it] == [(GONE, "remove"), (CHANGED, "import")]
    district = client.get(f"{ITEM}/{CHANGED}").json()["properties"]["district_code"]
    matching = client.get("/api/changes", params={"district": district}).json()["changes"]
    assert [each["platform"] for each in matching] == [CHANGED]
    today = datetime.now(CHINA_TIME).date().isoformat()
    assert len(client.get("/api/changes", params={"since": today}).json()["changes"]) == 2
    for wrong in ({"since": "yesterday"}, {"since": "2099-01-01"}, {"most": "0"}, {"colour": "red"}):
        assert client.get("/api/changes", params=wrong).status_code == 400
    answer = client.get("/api/changes", params={"f": "atom", "lang": "en"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ET.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314
    assert len(entries) == 2
    assert client.get("/api/changes", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200


def test_a_day_shows_the_record_as_it_was(client: httpx.Client, databases: Databases, tmp_path: Path) -> None:
    today = datetime.now(CHINA_TIME).date()
    for id in (CHANGED, GONE):
        assert client.get(f"{ITEM}/{id}?as_of=2020-01-01").status_code == 404
        assert client.get(f"{ITEM}/{id}?as_of={today + timedelta(days=3)}").status_code == 400
    past = databases.url("history-of-a-week")
    with psycopg.connect(libpq(past)) as connection:
        connection.execute("ALTER TABLE changes DISABLE TRIGGER USER")
        connection.execute("UPDATE changes SET made_at = made_at - '9 days'::interval")
    with running(Settings(database_url=past)) as site, httpx.Client(base_url=site, trust_env=False) as other:
        before = {id: other.get(f"{ITEM}/{id}").json() for id in (CHANGED, GONE)}
        edit(past, tmp_path / "all.csv")
        day = (today - timedelta(days=2)).isoformat()
        assert other.get(f"{ITEM}/{GONE}").status_code == 410
        assert other.get(f"{ITEM}/{CHANGED}").json()["properties"] != before[CHANGED]["properties"]
        for id, feature in before.items():
            then = other.get(f"{ITEM}/{id}?as_of={day}").json()
            assert (then["properties"], then["geometry"]) == (feature["properties"], feature["geometry"])
            assert other.get(f"{ITEM}/{id}?as_of={today - timedelta(days=12)}").status_code == 404
        page = other.get(f"/en/platform/{GONE}?as_of={day}")
        assert page.status_code == 200
        assert f"at the end of {day}" in page.text


def test_the_history_cannot_be_rewritten_and_a_tampered_row_is_named(url: str, tmp_path: Path) -> None:
    for table in ("changes", "revisions"):
        for statement in (f"UPDATE {table} SET digest = ''", f"DELETE FROM {table}", f"TRUNCATE {table}"):  # noqa: S608
            with (
                psycopg.connect(libpq(url)) as connection,
                pytest.raises(psycopg.Error, match="appended, not changed"),
            ):
                connection.execute(statement.encode())
    with psycopg.connect(libpq(url)) as connection:
        verdict = verify(connection)
    done = called(tmp_path, "audit", "verify", "--expect", verdict.head, DATABASE_URL=url)
    assert (done.returncode, verdict.head in done.stdout) == (0, True), done.stderr
    tampering = {
        "UPDATE revisions SET new = '\"operating\"' WHERE field = 'lifecycle'": f"platform {CHANGED}, field lifecycle",
        "UPDATE changes SET reason = 'x' WHERE action = 'remove'": "was altered",
        f"DELETE FROM revisions WHERE platform = '{GONE}' AND change > 1": "0 stand there",  # noqa: S608
        "DELETE FROM changes WHERE number = 2": "some are missing",
    }
    for statement, named in tampering.items():
        with psycopg.connect(libpq(url)) as connection:
            for table in ("changes", "revisions"):
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
            connection.execute(statement.encode())
            with pytest.raises(TamperedError, match=named):
                verify(connection)
            connection.rollback()
    assert called(tmp_path, "audit", "verify", "--expect", "f" * 64, DATABASE_URL=url).returncode == 1


def test_sm3_chains_as_well(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.url("history-sm3")
    monkeypatch.setenv("SERVICEMAP_HISTORY_DIGEST", "sm3")
    remove_platform(url, GONE, "x")
    assert stored(url, "SELECT algorithm, length(digest) FROM changes ORDER BY number") == [("sha256", 64), ("sm3", 64)]
    with psycopg.connect(libpq(url)) as connection:
        assert verify(connection).algorithm == "sm3"


def test_a_record_that_is_listed_again_keeps_its_history(databases: Databases, tmp_path: Path) -> None:
    url, path = databases.url("history-again"), tmp_path / "all.csv"
    export_file(url, path)
    remove_platform(url, GONE, "x")
    import_file(url, path, crs=None, dry_run=False, allowed=Allowed(restore=True))
    rows = stored(url, f"SELECT old IS NULL, new IS NULL FROM revisions WHERE platform = '{GONE}' ORDER BY change")  # noqa: S608
    assert rows == [(True, False), (False, True), (True, False)]


def test_the_page_shows_what_changed_and_no_date_of_the_first_load(client: httpx.Client) -> None:
    page = client.get(f"/en/platform/{CHANGED}").text
    assert "Updated from a file" in page
    assert "https://changed.example/" in page.partition('id="history"')[2]
    other = client.get("/en/platform/sh-poc-002").text.partition('id="history"')[2]
    assert "No fact has been changed" in other
