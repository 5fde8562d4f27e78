"""The figures of the districts by day: kept only where one changed, at most once a day, and shown since then."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, text

from app.imports.ingest import import_file
from app.imports.removal import remove_platform
from app.platforms.over_time.keep import keep_figures
from app.settings import Settings
from app.store.writing import write_session
from tests.support import import_files
from tests.support.databases import Databases
from tests.support.server import running

MONDAY, TUESDAY, WEDNESDAY = date(2031, 3, 3), date(2031, 3, 4), date(2031, 3, 5)


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("over-time")


def _counted(connection: Connection) -> dict[tuple[str, str], int]:
    """Each figure counted record by record."""
    counts: dict[tuple[str, str], int] = {}
    for row in connection.execute(text("SELECT district, kind, lifecycle, district_basis FROM platforms")):
        names = [f"kind:{row.kind}", f"status:{row.lifecycle}"]
        names += ["basis:inferred"] if row.district_basis == "inferred" else []
        for name in names:
            key = (row.district or "", name)
            counts[key] = counts.get(key, 0) + 1
    return counts


def _kept(connection: Connection, day: date) -> dict[tuple[str, str], int]:
    query = "SELECT district, figure, value FROM district_figures WHERE day <= :day ORDER BY day"
    latest = {(row.district, row.figure): row.value for row in connection.execute(text(query), {"day": day})}
    return {key: value for key, value in latest.items() if value}


def _rows_of(connection: Connection, day: date) -> int:
    query = text("SELECT count(*) FROM district_figures WHERE day = :day")
    return int(connection.execute(query, {"day": day}).scalar_one())


def test_a_row_is_kept_only_where_a_figure_changed(url: str) -> None:
    with write_session(url) as connection:
        beginning = _kept(connection, MONDAY)
        assert beginning == _counted(connection), "the first load kept what it loaded"
        keep_figures(connection, MONDAY)
        assert _rows_of(connection, MONDAY) == 0, "nothing changed"
        connection.execute(text("UPDATE platforms SET kind = 'related' WHERE id = 'sh-poc-012'"))
        keep_figures(connection, TUESDAY)
        assert _rows_of(connection, TUESDAY) == 2, "one more of one kind, one less of another"
        assert _kept(connection, TUESDAY) == _counted(connection)
        assert _kept(connection, MONDAY) == beginning, "what was, stays"
        connection.execute(text("UPDATE platforms SET district = NULL, district_basis = NULL WHERE id = 'sh-poc-001'"))
        keep_figures(connection, TUESDAY)
        assert _kept(connection, TUESDAY) == _counted(connection), "the day's last state counts"
        connection.execute(text("UPDATE platforms SET kind = 'poc' WHERE id = 'sh-poc-012'"))
        keep_figures(connection, WEDNESDAY)
        assert _kept(connection, WEDNESDAY) == _counted(connection)
        connection.execute(text("UPDATE platforms SET kind = 'related' WHERE id = 'sh-poc-012'"))
        keep_figures(connection, WEDNESDAY)
        assert _rows_of(connection, WEDNESDAY) == 0, "a second write that undoes the first leaves no row"
        connection.rollback()


def test_an_import_and_a_removal_show_on_the_pages(url: str, tmp_path: Path) -> None:
    with write_session(url) as connection:
        # The beginning is a year ago: what is kept today is a change.
        connection.execute(text("UPDATE district_figures SET day = day - 365"))
        began = connection.execute(text("SELECT min(day) FROM district_figures")).scalar_one()
    more = {**import_files.BASE, "id": "own-1", "district_code": "310112", "district_basis": "source"}
    more |= {"lifecycle": "under_construction"}
    import_file(url, import_files.write(tmp_path / "more.csv", more), crs=None, dry_run=False)
    remove_platform(url, "sh-poc-007", "twice")
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as client,
    ):
        page = client.get("/insight/changes").text
        assert f"{began} 以来数字的变化" in page
        listed = client.get("/api/collections/platforms/items", params={"district": "310112", "limit": "1"}).json()
        here = listed["numberMatched"]
        assert '<th scope="row">概念验证</th><td>15</td><td>15</td><td>0</td>' in page, "one came, one went"
        assert f'<th scope="row">闵行区</th><td>{here - 1}</td><td>{here}</td><td>+1</td>' in page
        assert '<th scope="row">在建</th>' in page, "a status of two words has its name"
        assert '<th scope="row">松江区' not in page, "districts that did not change are not listed"
        assert "概念验证中心、开放式创新中心和技术转移机构100家以上" in page
        assert "口径不同，不能相比" in page
        assert 'class="over-time"' in page
        district = client.get("/district/310112").text
        assert "概念验证 3 → 4" in district
        english = client.get("/en/insight/changes", params={"district": "310112", "since": "soon"}).text
        assert f"Enter a day from {began} to " in english
        early = client.get("/insight/changes", params={"since": "1900-01-01"}).text
        assert f"{began} 以来数字的变化" in early, "nothing is known of the days before"
        assert f"请输入 {began} 至 " in early
        assert '<th scope="row">Proof of concept</th><td>3</td><td>4</td><td>+1</td>' in english
        answer = client.get("/api/insight/history", params={"district": "310112"}).json()
        today = max(row["day"] for row in answer["rows"])
        chosen = client.get("/en/insight/changes", params={"district": "310112", "since": today}).text
        assert '<th scope="row">Proof of concept</th><td>3</td><td>4</td><td>+1</td>' in chosen, "the day counts"
        last = [row for row in answer["rows"] if row["figure"] == "kind:poc"]
        assert [row["value"] for row in last] == [3, 4]
        assert answer["since"] == str(began)
        assert client.get("/api/insight/history", params={"district": "nowhere"}).status_code == 400


def test_nothing_kept_is_said(client: httpx.Client, real_url: str) -> None:
    page = client.get("/insight/changes").text
    assert "没有记录到变化" in page
    assert "从第二个有变化的日子起画线" in page
    listed: dict[str, Any] = client.get("/api/collections/platforms/items", params={"limit": "1"}).json()
    history = client.get("/api/insight/history").json()["rows"]
    assert sum(row["value"] for row in history if row["figure"].startswith("kind:")) == listed["numberMatched"]
