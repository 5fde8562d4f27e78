"""A backup is restored whole, into an empty database alone, and what is not as it was written is said."""

import json
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from app.cli.backup import OTHERS
from app.database_url import libpq
from app.setup.cluster import ClusterError
from app.setup.cluster.manage import client_command
from app.setup.cluster.server import SUPERUSER
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.stewards import accounts_of_every_role
from tests.support.stored import stored

COUNTS = """SELECT (SELECT count(*) FROM platforms), (SELECT count(*) FROM accounts), (SELECT max(digest) FROM changes),
  (SELECT sum(ST_X(geom)) FROM platforms), (SELECT jsonb_agg(p ORDER BY platform) FROM platform_progress p),
  (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal)"""


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("backup")
    accounts_of_every_role(url)
    # Of a platform that is listed, and of one that was taken out.
    kept = """('sh-poc-001', '[{"title": "一", "public": false}]'), ('gone', '[{"title": "二", "public": true}]')"""
    stored(url, f"INSERT INTO platform_progress (platform, milestones) VALUES {kept}")  # noqa: S608 - a constant
    return url


def test_a_backup_comes_back_whole_and_checked(url: str, databases: Databases, tmp_path: Path) -> None:
    file, note = tmp_path / "map.backup", tmp_path / "map.backup.check.json"
    done = called(tmp_path, "backup", str(file), DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "75 platforms" in done.stdout
    assert [each.stat().st_mode & 0o777 for each in (file, note)] == [0o600, 0o600]
    assert [each.name for each in tmp_path.glob("*.part")] == []
    again = called(tmp_path, "backup", str(file), DATABASE_URL=url)
    assert (again.returncode, "there already" in again.stderr) == (1, True)

    target = databases.unmigrated("restored")
    restored = called(tmp_path, "restore", str(file), DATABASE_URL=target)
    assert restored.returncode == 0, restored.stderr
    assert json.loads(note.read_text())["head"] in restored.stdout
    assert stored(target, COUNTS) == stored(url, COUNTS)

    refused = called(tmp_path, "restore", str(file), DATABASE_URL=target)
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    stored(target, "DELETE FROM accounts")
    replaced = called(tmp_path, "restore", str(file), "--replace", DATABASE_URL=target)
    assert replaced.returncode == 0, replaced.stderr
    assert stored(target, COUNTS) == stored(url, COUNTS)
    stored(target, "CREATE TABLE strange (a int)")
    strange = called(tmp_path, "restore", str(file), "--replace", DATABASE_URL=target)
    assert (strange.returncode, "strange" in strange.stderr) == (1, True)

    said = json.loads(note.read_text())
    note.write_text(json.dumps({**said, "platforms": 76}))
    stored(target, "DROP TABLE strange")
    other = called(tmp_path, "restore", str(file), "--replace", DATABASE_URL=target)
    assert (other.returncode, "platforms is 75 and was 76" in other.stderr) == (1, True)
    file.write_bytes(file.read_bytes()[:-9])
    changed = called(tmp_path, "restore", str(file), "--replace", DATABASE_URL=target)
    assert (changed.returncode, "digest is another" in changed.stderr) == (1, True)
    note.unlink()
    file.write_text("no backup")
    none = called(tmp_path, "restore", str(file), "--replace", DATABASE_URL=target)
    assert (none.returncode, "is no backup" in none.stderr) == (1, True)
    assert stored(target, COUNTS) == stored(url, COUNTS)


def test_a_server_of_another_role_is_seen_by_an_owner_who_is_not_told_what_it_does(url: str) -> None:
    other = libpq(make_url(url).set(username=SUPERUSER))
    with psycopg.connect(libpq(url), autocommit=True) as owner:
        assert owner.execute(OTHERS.encode()).fetchone() == (0,)
        with psycopg.connect(other):
            assert owner.execute(OTHERS.encode()).fetchone() == (1,)


def test_without_a_program_it_is_said_what_to_install() -> None:
    with pytest.raises(ClusterError, match="postgresql-client"):
        client_command("pg_dump_of_nobody")
