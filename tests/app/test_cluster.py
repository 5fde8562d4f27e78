"""The private cluster: started, shared, healed, stopped; and the checks of a server that is not ours."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.engine import make_url

from app.cli.doctor import State, migrations
from app.database_url import libpq
from app.errors import MigrationError
from app.setup.cluster import (
    ClusterError,
    debian,
    obtain,
    open_database,
    psql_command,
    remove,
    start,
    status,
    stop,
)
from app.setup.cluster.account import state_folder
from app.setup.cluster.database import private_url
from app.setup.cluster.revival import LOOK_S
from app.setup.cluster.server import LONGEST_SOCKET, SOCKET_NAME, Server
from app.store.connections import conninfo
from app.store.migrations import is_current, upgrade

ROOT = Path(__file__).resolve().parents[2]
HOLDING = """
import sys, time
from pathlib import Path
from app.setup.cluster import open_database
with open_database(Path(sys.argv[1]), durable=False, log=lambda line: None) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SERVICEMAP_PG_BIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home() -> Iterator[Path]:
    with TemporaryDirectory(prefix="smc-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        stop(path, force=True)
        remove(path)


def quiet(line: str) -> None:
    """No progress in the tests."""


def ask(url: str, query: str) -> object:
    """The first value of a query's first row."""
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


class Other:
    """Another process that uses the cluster of `home`."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def url(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.communicate("\n", timeout=30)
        assert self.process.returncode == 0


def test_a_database_that_is_ready_for_the_migrations(home: Path) -> None:
    with open_database(home, durable=False, log=quiet) as url:
        assert url.startswith("postgresql+psycopg://")
        assert ask(url, "SELECT postgis_version()")
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT similarity('合成生物', '合成生物学') > 0.3") is True
        assert ask(url, "SHOW listen_addresses") == ""
        assert ask(url, "SHOW jit") == "off"
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        socket = Path(str(make_url(url).query["host"]))
        assert socket.stat().st_mode & 0o077 == 0
        assert len(str(socket / SOCKET_NAME).encode()) <= LONGEST_SOCKET
    assert status(home).socket is None
    assert not socket.exists()


def test_the_server_never_runs_as_root(home: Path) -> None:
    with open_database(home, durable=False, log=quiet):
        now = status(home)
        assert now.pid is not None
        assert now.folder.stat().st_uid != 0
        assert now.folder.stat().st_mode & 0o077 == 0


def test_the_last_user_to_leave_stops_it(home: Path) -> None:
    with open_database(home, durable=False, log=quiet) as url:
        other = Other(home)
        assert other.url() == url
        assert sorted(status(home).holders) == sorted([os.getpid(), other.process.pid])
    assert status(home).holders == [other.process.pid]
    other.leave()
    assert status(home).socket is None


def test_processes_that_start_together_share_one_server(home: Path) -> None:
    others = [Other(home) for _ in range(3)]
    urls = {other.url() for other in others}
    assert len(urls) == 1
    for other in others:
        other.leave()
    assert status(home).pid is None


def test_a_killed_user_does_not_keep_the_server(home: Path) -> None:
    other = Other(home)
    url = other.url()
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 5000)")
    other.process.kill()
    other.process.wait()
    assert status(home).socket is not None
    with open_database(home, durable=False, log=quiet) as again:
        assert ask(again, "SELECT count(*) FROM kept") == 5000
        assert status(home).holders == [os.getpid()]
    assert status(home).socket is None


def test_a_killed_server_loses_nothing_committed(home: Path) -> None:
    with open_database(home, log=quiet) as url, psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 5000)")
        pid = status(home).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
    with open_database(home, log=quiet) as url:
        assert ask(url, "SELECT count(*) FROM kept") == 5000


def test_a_killed_server_comes_back_where_it_is_served_and_a_stopped_one_does_not(home: Path) -> None:
    lines: list[str] = []
    with open_database(home, durable=False, revive=True, log=lines.append) as url:
        assert ask(url, "SELECT 1") == 1
        pid = status(home).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while status(home).pid in (pid, None):
            assert time.monotonic() < deadline, lines
            time.sleep(0.1)
        assert ask(url, "SELECT 1") == 1, "at the same address"
        assert any("killed" in line for line in lines)
        stop(home, force=True)
        time.sleep(3 * LOOK_S)
        assert status(home).socket is None


def test_a_server_whose_socket_was_cleaned_away_is_started_anew(home: Path) -> None:
    with open_database(home, durable=False, log=quiet) as url:
        shutil.rmtree(str(make_url(url).query["host"]))
        with open_database(home, durable=False, log=quiet) as again:
            assert ask(again, "SELECT 1") == 1


def test_a_cluster_of_the_tests_leaves_another_one_alone(home: Path) -> None:
    with TemporaryDirectory(prefix="smc-") as folder, open_database(home, durable=False, log=quiet) as url:
        second = Path(folder)
        second.chmod(0o755)
        with open_database(second, durable=False, log=quiet) as other:
            assert other != url
        remove(second)
        assert ask(url, "SELECT 1") == 1


def test_start_keeps_it_and_stop_refuses_while_it_is_used(home: Path) -> None:
    socket = start(home, log=quiet)
    with open_database(home, log=quiet) as url:
        assert url == private_url(socket, "servicemap")
        with pytest.raises(ClusterError, match=f"in use by process {os.getpid()}"):
            stop(home)
        start(home, log=quiet)
    assert status(home).socket == socket
    assert stop(home)
    assert not stop(home)


def test_psql_reaches_it(home: Path) -> None:
    with open_database(home, durable=False, log=quiet) as url:
        command, env = psql_command(url)
        said = subprocess.run([*command, "-Atc", "SELECT 6 * 7"], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "42"


def test_data_of_a_version_that_is_not_there_are_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEMAP_PG", "installed")
    data = Server(state_folder(home)).data
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterError, match="No PostgreSQL 9"), open_database(home, log=quiet):
        pass


@pytest.fixture
def superuser(home: Path) -> Iterator[str]:
    """The URL of the superuser of a server, as an operator would put it into DATABASE_URL."""
    with open_database(home, durable=False, log=quiet) as url:
        socket = Path(str(make_url(url).query["host"]))
        yield libpq(private_url(socket, "postgres", role="postgres"))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "is in SQL_ASCII, not UTF8"),
        ("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "has the locale C, under which Chinese"),
    ],
)
def test_an_external_database_that_is_not_utf8_is_refused(superuser: str, made: str, said: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE poor TEMPLATE template0 {made}".encode())
    poor = make_url(superuser).set(database="poor").render_as_string(hide_password=False)
    with pytest.raises(ClusterError, match=said) as refusal, open_database(url=poor):
        pass
    assert "CREATE DATABASE poor TEMPLATE template0 ENCODING 'UTF8'" in str(refusal.value)


def test_an_external_database_is_used_as_it_is(superuser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", superuser)
    with open_database() as url:
        assert ask(url, "SELECT current_database()") == "postgres"
        assert ask(url, "SELECT postgis_version()")
    with open_database(name="another") as url:
        assert ask(url, "SELECT current_database()") == "another"


def test_an_extension_that_may_not_be_added_is_named(superuser: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bare OWNER servicemap TEMPLATE template0")
    bare = make_url(superuser).set(database="bare", username="servicemap")
    said = "lacks postgis and it could not be added"
    with pytest.raises(ClusterError, match=said), open_database(url=bare.render_as_string(hide_password=False)):
        pass


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:secret@127.0.0.1:1/map", "does not answer"),
        ("mysql://localhost/map", "only PostgreSQL"),
        ("nonsense", "is no URL"),
        ("postgresql://me:a@secret@127.0.0.1:1/map", "more than one @"),
        ("postgresql://me:a@b/secret@127.0.0.1:1/map", "more than one @"),
        ("postgresql://me:a@b:secret@127.0.0.1:1/map", "is no URL|more than one @"),
        ("postgresql://127.0.0.1:1/map?user=me&password=secret", "does not answer"),
    ],
)
def test_a_wrong_database_url_is_a_sentence_without_the_password(url: str, said: str) -> None:
    with pytest.raises(ClusterError, match=said) as refusal, open_database(url=url):
        pass
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("password", ["a@b:c/d?e#f%g", "a b+c", ":", "地图"])
def test_a_password_of_any_signs_reaches_the_server_as_it_is(password: str) -> None:
    url = make_url("postgresql+psycopg://127.0.0.1/map").set(username="me", password=password)
    assert conninfo_to_dict(libpq(url))["password"] == password
    assert conninfo_to_dict(conninfo(url.render_as_string(hide_password=False), 5))["password"] == password


def test_a_role_that_may_only_read_is_content_with_what_is_there(superuser: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("ALTER ROLE reader SET default_transaction_read_only = on")
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    reader = make_url(superuser).set(username="reader").render_as_string(hide_password=False)
    with open_database(url=reader) as url:
        assert ask(url, "SELECT current_user") == "reader"


def test_options_of_the_url_hold_for_reads_too(superuser: str) -> None:
    query = {**make_url(superuser).query, "options": "-c search_path=map,public -c statement_timeout=1"}
    url = make_url(superuser).set(query=query).render_as_string(hide_password=False)
    assert ask(url, "SHOW search_path") == "map,public"
    with psycopg.connect(conninfo(url, 5)) as connection:
        shown = [
            connection.execute(f"SHOW {name}".encode()).fetchone() for name in ("search_path", "statement_timeout")
        ]
        assert shown == [("map,public",), ("5s",)]
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("on",)


def test_tables_of_a_newer_program_are_a_sentence(home: Path) -> None:
    with open_database(home, durable=False, log=quiet) as url:
        with psycopg.connect(libpq(url), autocommit=True) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)")
            connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        for ask_it in (upgrade, is_current):
            with pytest.raises(MigrationError, match=r"version 9999 .* a newer program or another application"):
                ask_it(url)
        assert migrations(url).state is State.BROKEN


def test_a_folder_without_postgis_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEMAP_PG_BIN", str(home))
    with pytest.raises(ClusterError, match="SERVICEMAP_PG_BIN names"), open_database(home, log=quiet):
        pass


def test_an_unknown_way_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEMAP_PG", "magic")
    with pytest.raises(ClusterError, match="auto, installed, unpacked"), open_database(home, log=quiet):
        pass


def test_a_machine_without_postgresql_is_told_how_to_get_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEMAP_PG", "installed")
    monkeypatch.setattr(obtain, "usual_folders", lambda: iter([home]))
    with pytest.raises(ClusterError, match=r"Install it with|Install both") as refusal, open_database(home, log=quiet):
        pass
    assert "SERVICEMAP_PG_BIN" in str(refusal.value)


def test_a_long_temporary_folder_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = home / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with open_database(home, durable=False, log=quiet) as url:
        assert ask(url, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("name", "left_out"),
    [("libgdal32", True), ("libllvm14", True), ("libc6", True), ("libgeos3.11.1", False), ("libproj25", False)],
)
def test_packages_that_are_left_out(name: str, left_out: bool) -> None:
    stanza = debian._stanza(name, "1:2.3-4", "amd64")
    assert (stanza is not None) is left_out
    if stanza:
        assert "Version: 1:2.3-4" in stanza


def test_an_unpacked_tree_is_trimmed_and_linked(tmp_path: Path) -> None:
    extension = tmp_path / "usr/share/postgresql/15/extension"
    extension.mkdir(parents=True)
    for file in ("postgis-3.control", "postgis--3.3.2.sql", "postgis--3.3.1--3.3.2.sql", "postgis_raster-3.control"):
        (extension / file).touch()
    debian._trim(tmp_path)
    left = sorted(path.name for path in extension.iterdir())
    assert left == ["postgis--3.3.2.sql", "postgis-3.control", "postgis.control"]
