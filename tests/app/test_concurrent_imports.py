"""Two imports at once: one waits for the other, both are stored, the version counts both."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.imports.ingest import import_file
from app.imports.storing import bulk
from app.imports.storing.report import Report
from app.imports.synthetic import load_synthetic
from tests.support.databases import Databases
from tests.support.import_files import PLACED, write


def test_imports_of_the_same_records_at_the_same_time(databases: Databases, tmp_path: Path) -> None:
    url = databases.url("imports")
    files = [
        write(tmp_path / f"{n}.csv", *[{**PLACED, "id": f"both-{i}", "name_zh": f"同时{n}"} for i in range(200)])
        for n in range(4)
    ]
    reports: list[Report] = []
    start = threading.Barrier(len(files))

    def run(path: Path) -> None:
        start.wait()
        reports.append(import_file(url, path, crs=None, dry_run=False))

    threads = [threading.Thread(target=run, args=(path,)) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.added for report in reports) == [0, 0, 0, 200]
    assert len({report.data_version for report in reports}) == len(files)
    engine = create_engine(url)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT DISTINCT name_zh FROM platforms WHERE id LIKE 'both-%'")).all()
    engine.dispose()
    assert len(names) == 1


def test_two_loads_that_drop_indexes_wait_for_each_other(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.url("two-loads")
    monkeypatch.setattr(bulk, "LEAST", 800)
    with ThreadPoolExecutor(2) as loads:
        done = [loads.submit(load_synthetic, url, 800, 1, lambda number: None) for _ in range(2)]
    assert [each.exception() for each in done] == [None, None]
