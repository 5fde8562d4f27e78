"""What the commands say where the disk is full, a folder is missing, a role may not write: sentences, nothing left."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app.cli.refusals import without_password
from app.database_url import libpq
from app.setup.cluster.server import SUPERUSER
from app.stewardship.jobs.work import FULL
from tests.support.command import ROOT, called, command, environment
from tests.support.databases import Databases
from tests.support.full_database import LONG_ROWS, on_a_full_disk
from tests.support.full_disk import namespace
from tests.support.import_files import BASE, PLACED, rows_as_text, write
from tests.support.stored import stored


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("command-refusals")


@pytest.fixture(scope="module")
def reader_url(url: str) -> str:
    """The same database for a role that may only read."""
    owner = make_url(url)
    superuser = create_engine(owner.set(username=SUPERUSER), isolation_level="AUTOCOMMIT")
    with superuser.connect() as connection:
        connection.execute(text("CREATE ROLE only_reads LOGIN PASSWORD 'pass-word-1'"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads"))
    superuser.dispose()
    reader = owner.set(username="only_reads", password="pass-word-1")  # noqa: S106 - of a role of this test
    return reader.render_as_string(hide_password=False)


def sentence(done: subprocess.CompletedProcess[str], returncode: int = 1) -> str:
    assert done.returncode == returncode, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_missing_folder_is_named(url: str, tmp_path: Path) -> None:
    done = called(tmp_path, "export", str(tmp_path / "nowhere" / "all.csv"), DATABASE_URL=url)
    assert f"There is no folder {tmp_path / 'nowhere'}" in sentence(done)
    (tmp_path / "folder.csv").mkdir()
    done = called(tmp_path, "export", str(tmp_path / "folder.csv"), DATABASE_URL=url)
    assert "is a folder" in sentence(done)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_an_export_without_room_leaves_the_old_file(url: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"all.{ending}"
    file.write_text("before", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "export", str(file)],
        cwd=ROOT,
        env=environment(tmp_path, DATABASE_URL=url),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "could not be written" in sentence(done)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_text("utf-8") == "before"


def test_a_database_without_room_stores_nothing(tmp_path: Path) -> None:
    prefix = namespace()
    if prefix is None and not os.environ.get("CI"):
        pytest.skip("this system lets no program mount a disk of its own")
    assert prefix is not None, "in CI a program must be able to mount a disk of its own"
    said = on_a_full_disk(prefix, tmp_path)
    assert said["returncode"] == 1
    assert "The disk of the database is full" in said["stderr"]
    assert "Traceback" not in said["stderr"]
    assert said["before"] == said["after"]
    # So do a job of a program and a table that somebody sent, each with its own words.
    assert said["job"] == ["failed", FULL]
    assert said["upload"] == "upload-disk-full"
    assert said["published"].startswith("The disk of the database is full")
    assert said["review"] == ["failed", True], "what was ticked on a page says why it broke off"
    assert said["loaded"] == LONG_ROWS


@pytest.mark.parametrize(
    "arguments",
    [["import"], ["remove", "sh-poc-010", "--reason", "x"], ["synthetic", "1"], ["hosts", "allow", "a.example"]],
)
def test_a_role_that_may_not_write_is_told(url: str, reader_url: str, tmp_path: Path, arguments: list[str]) -> None:
    file = write(tmp_path / "one.csv", PLACED)
    given = [*arguments, str(file)] if arguments == ["import"] else arguments
    said = sentence(called(tmp_path, *given, DATABASE_URL=reader_url))
    assert "may not do this" in said
    assert "pass-word-1" not in said
    assert stored(url, "SELECT id FROM platforms WHERE id = 'test-1'") == []


PASSWORDS = {
    "wrong": "postgresql://only_reads:se-cr3t@{place}",
    "encoded": "postgresql://only_reads:se%40cr3t@{place}",
    "half encoded": "postgresql://only_reads:se%zzcr3t@{place}",
    "in the query": "postgresql://only_reads@/x?password=se-cr3t&host=/nowhere",
    "broken query": "postgresql://only_reads@/x?host=/nowhere&password=se%zzcr3t",
    "no port": "postgresql://only_reads:se-cr3t@127.0.0.1:many/x",
    "unknown option": "postgresql://only_reads:se-cr3t@127.0.0.1:1/x?colour=se-cr3t",
}


@pytest.mark.parametrize("given", PASSWORDS.values(), ids=PASSWORDS)
@pytest.mark.parametrize("name", ["migrate", "doctor"])
def test_a_password_is_never_printed(tmp_path: Path, given: str, name: str) -> None:
    done = called(tmp_path, name, DATABASE_URL=given.format(place="127.0.0.1:1/x"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for secret in ("se-cr3t", "se@cr3t", "se%40cr3t", "zzcr3t"):
        assert secret not in done.stdout + done.stderr


def test_a_message_loses_every_form_of_the_password() -> None:
    said = without_password("a se@cr3t b se%40cr3t c", "postgresql://me:se%40cr3t@host/x")
    assert said == "a *** b *** c"


def test_many_problems_are_counted_by_kind(url: str, tmp_path: Path) -> None:
    rows = [{**PLACED, "id": f"bad-{n}", "kind": f"shop {n}", "lon": "1"} for n in range(300)]
    file = write(tmp_path / "bad.csv", *rows)
    said = sentence(called(tmp_path, "import", str(file), DATABASE_URL=url), 2)
    # The kind, and the position: all that is wrong with a row is said at once.
    assert "600 problems, nothing stored" in said
    assert "2, 3, 4, 5, 6, …" in said
    assert len(said.splitlines()) < 20


def test_facts_that_would_be_cleared_are_said(url: str, tmp_path: Path) -> None:
    file = write(tmp_path / "short.csv", {**BASE, "id": "sh-poc-001"})
    said = sentence(called(tmp_path, "import", str(file), DATABASE_URL=url), 2)
    assert "It would clear: operator of sh-poc-001" in said
    done = called(tmp_path, "import", str(file), "--replace", "--dry-run", DATABASE_URL=url)
    assert done.returncode == 0
    assert "Would be cleared: operator of sh-poc-001" in done.stdout


def test_what_is_not_utf_8_is_said(url: str, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    for encoding in ("gb18030", "utf-8"):
        file.write_bytes(rows_as_text(PLACED).encode(encoding))
        done = called(tmp_path, "import", str(file), "--dry-run", DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        assert ("read as gb18030" in done.stdout) == (encoding == "gb18030")


def test_the_version_is_that_of_the_project(tmp_path: Path) -> None:
    done = command(tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, "servicemap 0.1.0\n")
    assert list(tmp_path.iterdir()) == []


def test_faults_of_boundaries_are_listed(url: str, tmp_path: Path) -> None:
    file = tmp_path / "districts.geojson"
    outline = {"type": "Polygon", "coordinates": [[[121.4, 31.2], [121.5, 31.2]]]}
    feature = {"type": "Feature", "id": "310101", "properties": {}, "geometry": outline}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    stated = ["--crs", "wgs84", "--source", "x", "--license", "x", "--review-number", "x", "--as-of", "2026-01-01"]
    said = sentence(called(tmp_path, "boundaries", "import", str(file), *stated, DATABASE_URL=url), 2)
    assert "310101" in said
    assert "part 1, ring 1, vertex 1" in said
    assert "the ring has 2 points" in said


def test_a_lost_connection_is_a_sentence(url: str) -> None:
    from app.cli.refusals import database_sentence

    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    ) as connection:
        with pytest.raises(psycopg.OperationalError) as lost:
            connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        assert database_sentence(lost.value).startswith("The database broke off")


def test_what_breaks_off_behind_an_import_says_that_the_records_are_stored(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.url("texts-break-off")
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END$$"
        )
        connection.execute("CREATE TRIGGER no_room BEFORE INSERT ON platform_features EXECUTE FUNCTION full_disk()")
    done = called(tmp_path, "import", str(write(tmp_path / "a.csv", PLACED)), DATABASE_URL=url)
    assert (done.returncode, "1 added" in done.stdout + done.stderr) == (0, True), done.stderr
    assert "The records are stored" in done.stdout + done.stderr
    assert "Nothing was stored" not in done.stdout + done.stderr
