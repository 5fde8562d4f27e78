"""The command line, as a person meets it: sentences, exit codes, and nothing left running."""

import json
import signal
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.setup.cluster import remove, status, stop
from tests.support.command import called, command
from tests.support.databases import Databases
from tests.support.serving import Serving

LONGEST_STOP = 10


@pytest.fixture(scope="module")
def home(databases: Databases) -> Iterator[Path]:
    """The state folder of the commands under test, of a program that ran before."""
    with TemporaryDirectory(prefix="smx-") as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "home"
        databases.private(path)
        yield path
        stop(path, force=True)
        remove(path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.long)])
def test_a_signal_stops_all_that_was_started(home: Path, number: signal.Signals) -> None:
    serving = Serving(home, "--port", "0")
    address = serving.address()
    with urllib.request.urlopen(f"{address}live", timeout=10) as answer:  # noqa: S310 - our own address
        assert answer.status == 200
        assert "server" not in {name.lower() for name in answer.headers}
    assert status(home).holders == [serving.process.pid]
    # A browser keeps its connection open; the end does not wait for it.
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port))):
        assert serving.end(number) < LONGEST_STOP
    assert status(home).socket is None


def test_a_killed_server_is_no_hindrance(home: Path) -> None:
    killed = Serving(home, "--port", "0")
    killed.address()
    killed.process.kill()
    killed.process.communicate()
    serving = Serving(home, "--port", "0")
    serving.address()
    serving.end(signal.SIGINT)
    assert status(home).socket is None


def test_two_that_start_together_share_one_new_database() -> None:
    with TemporaryDirectory(prefix="smx-") as folder:
        fresh = Path(folder)
        fresh.chmod(0o755)
        both = [Serving(fresh, "--port", "0") for _ in range(2)]
        addresses = {serving.address() for serving in both}
        assert len(addresses) == 2
        both[0].end(signal.SIGINT)
        with urllib.request.urlopen(f"{both[1].address_said}ready", timeout=10) as answer:  # noqa: S310 - our own
            assert answer.status == 200
        both[1].end(signal.SIGTERM)
        assert status(fresh).socket is None
        remove(fresh)


def test_it_listens_on_ipv6(home: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    serving = Serving(home, "--port", "0", "--host", "::")
    address = serving.address()
    assert address.startswith("http://[::1]:")
    for each in (address, address.replace("[::1]", "127.0.0.1")):
        with urllib.request.urlopen(f"{each}live", timeout=10) as answer:  # noqa: S310 - our own address
            assert answer.status == 200
    serving.end(signal.SIGINT)


def test_a_port_in_use_is_a_sentence(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = called(home, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is in use on 127.0.0.1.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "more", "said"),
    [
        (["serve", "--host", "no.such.host.invalid"], {}, "is not known"),
        (["serve"], {"SERVICEMAP_PORT": "many"}, "The setting SERVICEMAP_PORT cannot be used"),
        (["migrate"], {"DATABASE_URL": "postgresql://x:secret@127.0.0.1:1/y"}, "does not answer"),
        (["migrate"], {"SERVICEMAP_PG": "magic"}, "auto, installed, unpacked"),
        (["db", "start"], {"DATABASE_URL": "postgresql://127.0.0.1:1/y"}, "not ours"),
    ],
)
def test_what_can_be_mended_is_a_sentence(home: Path, arguments: list[str], more: dict[str, str], said: str) -> None:
    done = called(home, *arguments, **more)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_db_start_status_and_stop(home: Path) -> None:
    assert "Not running." in called(home, "db", "status").stdout
    assert command(home, "db", "start").returncode == 0
    assert "Running as process" in called(home, "db", "status").stdout
    answered = command(home, "db", "psql", "-Atc", "SELECT 6 * 7")
    assert answered.stdout.strip() == "42"
    assert "Stopped." in called(home, "db", "stop").stdout
    assert "Not running." in called(home, "db", "status").stdout


@pytest.fixture(scope="module")
def data(databases: Databases) -> dict[str, str]:
    """The default data, for commands that are about files: the private database is started by those above."""
    return {"DATABASE_URL": databases.url("commands")}


def test_a_refused_file_names_row_and_column(data: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "platforms.csv"
    file.write_text("id,name_zh,kind,crs\nx-1,名,neither,wgs84\n", encoding="utf-8")
    done = called(tmp_path, "import", str(file), **data)
    assert done.returncode == 2
    assert "kind" in done.stderr
    assert "nothing stored" in done.stderr


def test_export_writes_what_its_name_says(data: dict[str, str], tmp_path: Path) -> None:
    assert called(tmp_path, "export", str(tmp_path / "all.pdf"), **data).returncode == 2
    done = called(tmp_path, "export", str(tmp_path / "all.geojson"), **data)
    assert done.returncode == 0, done.stderr
    collection = json.loads((tmp_path / "all.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"


def test_an_exported_file_comes_back_unchanged(data: dict[str, str], tmp_path: Path) -> None:
    assert called(tmp_path, "synthetic", "20", "--seed", "3", **data).returncode == 0
    file = tmp_path / "all.csv"
    assert called(tmp_path, "export", str(file), **data).returncode == 0
    done = called(tmp_path, "import", str(file), "--dry-run", **data)
    assert done.returncode == 0, done.stderr
    assert "0 added, 0 changed" in done.stdout


def test_doctor_is_content_with_this_machine(home: Path) -> None:
    called(home, "migrate")
    done = called(home, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    for looked_at in ("Python", "Frontend bundle", "PostgreSQL", "migrations are current", "Port"):
        assert looked_at in done.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/y"}, "does not answer"),
        ({"SERVICEMAP_PG_BIN": "/nowhere"}, "SERVICEMAP_PG_BIN names"),
        ({"SERVICEMAP_PORT": "many"}, "Settings: port"),
    ],
)
def test_doctor_names_what_is_broken(home: Path, more: dict[str, str], said: str) -> None:
    done = called(home, "doctor", **more)
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr
