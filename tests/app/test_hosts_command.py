"""`servicemap hosts`, as an operator meets it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from app.embed import register
from app.embed.hosts import OTHER, UNNAMED
from app.embed.models import HostCount
from tests.support.command import called, command

ROWS = [
    ("2026-11", "www.example.gov.cn", 120),
    ("2026-11", OTHER, 9),
    ("2026-11", "news.example", 7),
    ("2026-11", UNNAMED, 2),
    ("2026-10", "www.example.gov.cn", 40),
]


@pytest.fixture
def counted(hosts: Connection) -> Connection:
    """A register with two months and an empty list."""
    values = [dict(zip(("month", "host", "frames"), row, strict=True)) for row in ROWS]
    hosts.execute(insert(HostCount), values)
    return hosts


def _cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in table.splitlines() if "│" in line]


def test_it_shows_frames_by_month_and_host(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    done = command(tmp_path, "hosts", DATABASE_URL=hosts_url)
    assert done.returncode == 0, done.stderr
    may = {OTHER: "", UNNAMED: ""}
    assert _cells(done.stdout) == [[month, host, str(n), may.get(host, "yes")] for month, host, n in ROWS]


def test_it_shows_one_month_and_json(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    done = called(tmp_path, "hosts", "--month", "2026-10", "--json", DATABASE_URL=hosts_url)
    assert json.loads(done.stdout) == [{"month": "2026-10", "host": "www.example.gov.cn", "frames": 40}]
    assert "No frame was counted" in called(tmp_path, "hosts", "--month", "2020-01", DATABASE_URL=hosts_url).stdout
    assert called(tmp_path, "hosts", "--month", "October", DATABASE_URL=hosts_url).returncode == 2


def test_allow_and_remove_change_the_list(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    assert "any site may frame" in called(tmp_path, "hosts", "allowed", DATABASE_URL=hosts_url).stdout
    done = called(tmp_path, "hosts", "allow", "*.example.gov.cn", "https://A.example:8443", DATABASE_URL=hosts_url)
    assert done.returncode == 0, done.stderr
    assert register.allowed(counted) == ["*.example.gov.cn", "https://a.example:8443"]
    assert "https://a.example:8443: added" in done.stdout
    assert "Only these may frame: *.example.gov.cn, https://a.example:8443" in done.stdout
    # Whom the new list shuts out is said at once.
    assert "Counted in 2026-11 and not on the list: news.example\n" in done.stdout
    assert ["2026-11", "news.example", "7", "no"] in _cells(called(tmp_path, "hosts", DATABASE_URL=hosts_url).stdout)
    again = called(tmp_path, "hosts", "allow", "*.example.gov.cn", DATABASE_URL=hosts_url)
    assert "*.example.gov.cn: was on the list" in again.stdout
    gone = called(tmp_path, "hosts", "remove", "*.example.gov.cn", "nobody.example", DATABASE_URL=hosts_url)
    assert "*.example.gov.cn: removed" in gone.stdout
    assert "nobody.example: was not on the list" in gone.stdout
    last = called(tmp_path, "hosts", "remove", "https://a.example:8443", DATABASE_URL=hosts_url)
    assert "The list is empty: any site may frame" in last.stdout
    assert register.allowed(counted) == []


def test_entries_of_the_setting_are_shown_and_stay(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    both = {"DATABASE_URL": hosts_url, "SERVICEMAP_EMBED_HOSTS": '["set.example"]'}
    called(tmp_path, "hosts", "allow", "stored.example", **both)
    shown = called(tmp_path, "hosts", "allowed", **both).stdout
    assert shown == "stored.example  (database)\nset.example  (setting)\n"
    gone = called(tmp_path, "hosts", "remove", "set.example", **both)
    assert "set.example: stands in SERVICEMAP_EMBED_HOSTS and stays" in gone.stdout


def test_a_bad_entry_is_a_sentence_and_nothing_is_stored(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    done = called(tmp_path, "hosts", "allow", "good.example", "https://bad.example/path", DATABASE_URL=hosts_url)
    assert done.returncode == 1
    assert "“https://bad.example/path” cannot stand in the list of hosts. Allowed is a host name" in done.stderr
    assert "Traceback" not in done.stderr
    assert register.allowed(counted) == []
    setting = called(tmp_path, "hosts", DATABASE_URL=hosts_url, SERVICEMAP_EMBED_HOSTS='["*"]')
    assert setting.returncode == 1
    assert "The setting SERVICEMAP_EMBED_HOSTS cannot be used" in setting.stderr
    assert "Traceback" not in setting.stderr


def test_too_many_are_refused_as_a_whole(hosts_url: str, counted: Connection, tmp_path: Path) -> None:
    many = [f"host-{n}.example" for n in range(register.MOST_ALLOWED + 1)]
    done = called(tmp_path, "hosts", "allow", *many, DATABASE_URL=hosts_url)
    assert done.returncode == 1
    assert f"{register.MOST_ALLOWED} hosts are the most" in done.stderr
    assert register.allowed(counted) == []
