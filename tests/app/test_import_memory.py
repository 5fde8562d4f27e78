"""A file of many rows takes little memory, whether its rows are good or bad."""

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.imports.checking.checks import MOST_BAD
from app.imports.export import export_file
from app.imports.synthetic import load_synthetic
from app.settings import Settings
from tests.support.command import ROOT, environment
from tests.support.databases import Databases
from tests.support.import_files import PLACED
from tests.support.server import running

MOST_MB = 150e6 / 2**20
"""Of a CSV; numpy and shapely, which it does not need, would not fit in."""
MOST_OF_OTHERS_MB = 300e6 / 2**20


@dataclass(frozen=True)
class Run:
    """How a command ended, the most memory that it had, and how long it took."""

    returncode: int
    said: str
    megabytes: float
    seconds: float


@pytest.fixture(scope="module")
def rows(long: bool) -> int:
    return 100_000 if long else 20_000


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("many-rows")


def run(url: str, folder: Path, *arguments: str) -> Run:
    """Run `servicemap import` to its end."""
    began = time.monotonic()
    program = [sys.executable, "-m", "tests.support.peak", "import", *arguments]
    environ = environment(folder, DATABASE_URL=url)
    done = subprocess.run(program, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    *said, peak = done.stderr.splitlines()
    lines = "\n".join([*done.stdout.splitlines(), *said])
    return Run(done.returncode, lines, int(peak) / 1024, time.monotonic() - began)


def write(path: Path, number: int, row: Callable[[int], dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row(0)))
        writer.writeheader()
        writer.writerows(row(n) for n in range(number))
    return path


def download(url: str, file: Path) -> None:
    """Take records as a workbook, as a reader does; a workbook has no room for more than 100,000."""
    address = "/api/downloads/platforms.xlsx?kind=poc,pilot"
    with (
        running(Settings(database_url=url, statement_timeout=60)) as site,
        httpx.stream("GET", site + address, timeout=300, trust_env=False) as answer,
        file.open("wb") as target,
    ):
        assert answer.status_code == 200
        for chunk in answer.iter_bytes():
            target.write(chunk)


@pytest.fixture(scope="module")
def good_url(databases: Databases, rows: int) -> str:
    url = databases.url("many-good")
    load_synthetic(url, rows, 5, lambda made: None)
    return url


@pytest.mark.parametrize(
    "ending", ["csv", *(pytest.param(each, marks=pytest.mark.long) for each in ("geojson", "xlsx"))]
)
def test_many_good_rows_take_little_memory(good_url: str, tmp_path: Path, rows: int, ending: str) -> None:
    file = tmp_path / f"all.{ending}"
    if ending == "xlsx":
        download(good_url, file)
    else:
        export_file(good_url, file)
    done = run(good_url, tmp_path, str(file))
    assert done.returncode == 0, done.said
    assert "0 added, 0 changed" in done.said
    assert done.megabytes < (MOST_MB if ending == "csv" else MOST_OF_OTHERS_MB)
    print(f"{rows} rows of {ending}: {done.megabytes:.0f} MB, {done.seconds:.1f} s")


def test_a_file_that_is_wrong_as_a_whole_is_read_no_further(url: str, tmp_path: Path) -> None:
    done = run(url, tmp_path, str(write(tmp_path / "bad.csv", MOST_BAD + 10_000, BAD["values"])))
    assert done.returncode == 2
    assert f"nothing behind row {MOST_BAD + 1:,} was read" in done.said
    assert f"{MOST_BAD + 2}" not in done.said.replace(",", "")


BAD: dict[str, Callable[[int], dict[str, str]]] = {
    "values": lambda n: {**PLACED, "id": f"bad {n}", "kind": f"shop {n}", "domains": f"x{n}", "lon": f"{n}°"},
    "places": lambda n: {**PLACED, "id": f"bad-{n}", "lon": f"{n % 90}.5"},
    "the same id": lambda n: PLACED,
}


KINDS = [pytest.param(row, id=name, marks=[] if name == "values" else pytest.mark.long) for name, row in BAD.items()]


@pytest.mark.parametrize("row", KINDS)
def test_many_bad_rows_are_summed_up(url: str, tmp_path: Path, rows: int, row: Callable[[int], dict[str, str]]) -> None:
    done = run(url, tmp_path, str(write(tmp_path / "bad.csv", rows, row)))
    assert done.returncode == 2
    read = min(rows, MOST_BAD)
    assert f"{read}" in done.said.replace(",", "")
    assert ("nothing behind row" in done.said) == (rows > MOST_BAD)
    assert len(done.said.splitlines()) < 40
    assert done.megabytes < MOST_MB
    print(f"{rows} bad rows: {done.megabytes:.0f} MB, {done.seconds:.1f} s")
