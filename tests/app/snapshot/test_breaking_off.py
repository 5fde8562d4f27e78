"""A run that is disturbed or broken off leaves the old snapshot as it was."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.settings import Settings
from app.snapshot.errors import SnapshotError
from app.snapshot.folder import replaced_folder, write_file
from app.snapshot.make import make_folder
from tests.support.databases import Databases
from tests.support.full_disk import namespace, on_a_full_disk
from tests.support.loop import finished
from tests.support.snapshots import MIDDLE, NOBODY, contents, few_platforms, folder, single, standing, visible

STEPS = {"first": 3, "middle": MIDDLE, "last": -1}
"""Files that are written when something happens; below 0 from the end."""


def test_a_second_run_waits_for_the_first(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    refused: list[str] = []

    def second(done: int, total: int) -> None:
        if done == MIDDLE:
            with pytest.raises(SnapshotError) as error, replaced_folder(target):
                pass
            refused.append(str(error.value))

    finished(make_folder(Settings(database_url=few_url), target, second))
    assert "Another run" in refused[0]
    assert contents(target) == contents(few)


def test_data_that_change_meanwhile_make_no_mixed_snapshot(databases: Databases, tmp_path: Path) -> None:
    # Of its own: the page about the map names the version, and other tests compare folders.
    url = few_platforms(databases, "changing")
    engine = create_engine(url)

    def change(done: int, total: int) -> None:
        if done == MIDDLE:
            with engine.begin() as connection:
                connection.execute(text("UPDATE data_version SET version = version + 1"))

    with pytest.raises(SnapshotError, match="changed while"):
        finished(make_folder(Settings(database_url=url), tmp_path / "map", change))
    engine.dispose()
    assert visible(tmp_path) == []


@pytest.mark.parametrize("at", STEPS)
def test_a_run_that_breaks_off_leaves_the_old_one(few: Path, few_url: str, tmp_path: Path, at: str) -> None:
    target = tmp_path / "map"
    standing(few, target)
    before = contents(target)

    def stop(done: int, total: int) -> None:
        if done == STEPS[at] % total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished(make_folder(Settings(database_url=few_url), target, stop))
    assert contents(target) == before
    assert visible(tmp_path) == ["map"]


def test_a_run_that_was_killed_between_the_steps_of_a_swap_is_mended(few: Path, few_url: str, tmp_path: Path) -> None:
    """The old one then stands under its other name and the new one beside it."""
    target, before, new = (tmp_path / name for name in ("map", ".map.before", ".map.new"))
    standing(few, target)
    target.rename(before)
    new.mkdir()
    (new / "half").write_text("written", "utf-8")
    folder(few_url, target)
    assert visible(tmp_path) == ["map"]
    assert contents(target) == contents(few)


def test_a_full_disk_leaves_the_old_one(whole: Path, real_url: str, tmp_path: Path) -> None:
    command = namespace()
    if command is None and not os.environ.get("CI"):
        pytest.skip("this system lets no program mount a disk of its own")
    assert command
    said = on_a_full_disk(command, real_url, whole, tmp_path)
    assert len(said["refused"]) == 2
    assert all("no room" in refusal for refusal in said["refused"])
    before, *after = said["states"]
    assert len(before) > 100
    assert after == [before, before]
    assert said["visible"] == ["map", "map.html"]


@contextmanager
def unprivileged() -> Iterator[None]:
    """As an ordinary user, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_missing_right_leaves_the_old_one(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.mkdir()
    standing(few, target / "map")
    single(few_url, target / "map.html")
    before = contents(target)
    target.chmod(0o555)
    for parent in target.parents:
        if parent.is_relative_to(Path("/tmp")) and parent != Path("/tmp"):  # noqa: S108 - so that the user gets there
            parent.chmod(0o755)
    with unprivileged():
        with pytest.raises(SnapshotError, match="the right to do so is missing"):
            folder(few_url, target / "map")
        with pytest.raises(SnapshotError, match="the right to do so is missing"):
            write_file(target / "map.html", b"new")
        assert contents(target) == before
    target.chmod(0o755)
