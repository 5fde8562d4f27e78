"""Snapshots that several files of tests look at: each is made once in a run (`ONCE` in tests/support/spread.py)."""

from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.snapshots import few_platforms, folder, single


@pytest.fixture(scope="session")
def whole(real_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the default data."""
    target = tmp_path_factory.mktemp("snapshot") / "map"
    folder(real_url, target)
    return target


@pytest.fixture(scope="session")
def whole_file(real_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The single file of the default data, in English."""
    target = tmp_path_factory.mktemp("single") / "map.html"
    single(real_url, target, "en")
    return target


@pytest.fixture(scope="session")
def few_url(databases: Databases) -> str:
    """Three platforms: a snapshot is then made quickly, for tests of how it takes its place."""
    return few_platforms(databases, "few")


@pytest.fixture(scope="session")
def few(few_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the three."""
    target = tmp_path_factory.mktemp("few") / "map"
    folder(few_url, target)
    return target
