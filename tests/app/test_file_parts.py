"""Parts of files, which GDAL asks for through /vsicurl/ or a browser that resumes: given or refused."""

import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyogrio
import pytest

from app.settings import Settings
from tests.support.server import running

FILE = "/api/downloads/platforms.gpkg"
READ = "import pyogrio, sys; print(len(pyogrio.read_dataframe(sys.argv[1])))"


@pytest.fixture(scope="module")
def kept_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def own(real_url: str, kept_in: Path) -> Iterator[httpx.Client]:
    """A server whose files lie in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(kept_in))
        with running(Settings(database_url=real_url)) as site, httpx.Client(base_url=site, timeout=60) as client:
            client.get(FILE)
            yield client


def left(kept_in: Path) -> int:
    return len(list(kept_in.rglob("platforms.*")))


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("asked", ["bytes=5-1", "bytes=a-b", "bytes=", "bytes=999999999-"])
def test_a_part_that_there_is_not_is_a_problem_and_leaves_nothing_behind(
    own: httpx.Client, kept_in: Path, asked: str
) -> None:
    whole = own.get(FILE)
    answer = own.get(FILE, headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-type"]) == (416, "application/problem+json")
    assert answer.headers["content-range"] == f"bytes */{len(whole.content)}"
    assert "Range" in answer.json()["detail"]
    # Of those that were asked for in parts one waits for the next part.
    assert until(lambda: left(kept_in) <= 1)


@pytest.mark.parametrize("path", [FILE, "/favicon.ico", "/orientation/towns.csv"])
def test_another_unit_than_bytes_is_as_no_range(own: httpx.Client, path: str) -> None:
    answer = own.get(path, headers={"Range": "lines=1"})
    assert (answer.status_code, len(answer.content)) == (200, len(own.get(path).content))


def test_parts_are_of_the_same_file(own: httpx.Client, kept_in: Path, tmp_path: Path) -> None:
    whole = int(own.get(FILE, headers={"Range": "bytes=0-0"}).headers["content-range"].partition("/")[2])
    edges = [*range(0, whole, whole // 3), whole]
    joined = bytearray()
    for begin, end in itertools.pairwise(edges):
        part = own.get(FILE, headers={"Range": f"bytes={begin}-{end - 1}"})
        assert part.status_code == 206
        joined += part.content
    # What was asked for whole before goes once it was sent.
    assert until(lambda: left(kept_in) == 1)
    [made] = kept_in.rglob("platforms.*")
    assert bytes(joined) == made.read_bytes()
    (tmp_path / "joined.gpkg").write_bytes(joined)
    assert len(pyogrio.read_dataframe(tmp_path / "joined.gpkg")) == 75


@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_gdal_reads_a_file_where_it_lies(own: httpx.Client, ending: str) -> None:
    """In a process of its own: GDAL holds the interpreter while it waits for the server, which runs in this one."""
    address = f"/vsicurl/{own.base_url}/api/downloads/platforms.{ending}"
    done = subprocess.run(
        [sys.executable, "-c", READ, address], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "75"), done.stderr
