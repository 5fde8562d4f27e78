"""How a new snapshot takes the place of an old one, and of nothing else."""

import os
from pathlib import Path

import pytest

from app.settings import Settings
from app.snapshot.errors import SnapshotError
from app.snapshot.make import make_folder
from tests.support.loop import finished
from tests.support.snapshots import MIDDLE, NOBODY, contents, folder, single, standing, visible


def test_a_new_snapshot_takes_the_place_of_the_old_whole(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    standing(few, target)
    (target / "platform" / "sh-poc-001.html").write_text("changed by hand", "utf-8")
    folder(few_url, target)
    assert contents(target) == contents(few)
    assert visible(tmp_path) == ["map"]


def test_a_link_keeps_pointing_to_the_new_one(few: Path, few_url: str, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "current").symlink_to(tmp_path / "site")
    folder(few_url, tmp_path / "current")
    assert (tmp_path / "current").is_symlink()
    assert contents(tmp_path / "site") == contents(few)
    assert visible(tmp_path) == ["current", "site"]


def test_what_is_no_snapshot_is_never_replaced(real_url: str, tmp_path: Path) -> None:
    precious = tmp_path / "photos"
    precious.mkdir()
    (precious / "manifest.json").write_text('{"made_by": "somebody else"}', "utf-8")
    with pytest.raises(SnapshotError, match="no snapshot"):
        folder(real_url, precious)
    assert [path.name for path in precious.iterdir()] == ["manifest.json"]
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(SnapshotError, match="is a file"):
        folder(real_url, tmp_path / "file")
    with pytest.raises(SnapshotError, match="is a folder"):
        single(real_url, precious)
    with pytest.raises(SnapshotError, match="cannot be written"):
        folder(real_url, tmp_path / "nowhere" / "map")
    (tmp_path / "mine.html").write_text("<body>my page</body>", "utf-8")
    with pytest.raises(SnapshotError, match="no snapshot"):
        single(real_url, tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_text("utf-8") == "<body>my page</body>"
    with pytest.raises(SnapshotError, match="name a folder"):
        folder(real_url, Path("/"))
    assert visible(tmp_path) == ["file", "mine.html", "photos"]


def test_a_file_that_somebody_added_is_not_lost(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    standing(few, target)
    (target / "CNAME").write_text("map.example.cn", "utf-8")
    before = contents(target)
    with pytest.raises(SnapshotError, match="CNAME"):
        folder(few_url, target)
    assert contents(target) == before


def test_a_link_or_a_folder_that_somebody_added_is_not_lost(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    standing(few, target)
    (tmp_path / "photos").mkdir()
    for name in ("photos", "uploads", "platform/drafts"):
        added = target / name
        if name == "photos":
            added.symlink_to(tmp_path / "photos")
        else:
            added.mkdir()
        with pytest.raises(SnapshotError, match=f"holds {name}"):
            folder(few_url, target)
        assert added.exists()
        if added.is_symlink():
            added.unlink()
        else:
            added.rmdir()
    folder(few_url, target)


def test_what_somebody_lays_into_it_meanwhile_is_not_lost(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    standing(few, target)

    def add(done: int, total: int) -> None:
        if done == MIDDLE:
            (target / "CNAME").write_text("map.example.cn", "utf-8")

    with pytest.raises(SnapshotError, match="CNAME"):
        finished(make_folder(Settings(database_url=few_url), target, add))
    assert (target / "CNAME").read_text("utf-8") == "map.example.cn"
    assert visible(tmp_path) == ["map"]


def test_what_was_closed_to_others_stays_closed(few: Path, few_url: str, tmp_path: Path) -> None:
    standing(few, tmp_path / "map")
    single(few_url, tmp_path / "map.html")
    for name, rights in (("map", 0o750), ("map.html", 0o640)):
        (tmp_path / name).chmod(rights)
    folder(few_url, tmp_path / "map")
    single(few_url, tmp_path / "map.html")
    found = {name: (tmp_path / name).stat() for name in ("map", "map.html")}
    assert {name: stat.st_mode & 0o777 for name, stat in found.items()} == {"map": 0o750, "map.html": 0o640}


def other_owner() -> tuple[int, int]:
    """A user and a group to whom we may give a file: anybody for root, else another group of ours if there is one."""
    if os.geteuid() == 0:
        return NOBODY, NOBODY
    return os.geteuid(), next((group for group in os.getgroups() if group != os.getegid()), os.getegid())


def test_a_snapshot_stays_its_owners(few: Path, few_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    standing(few, tmp_path / "map")
    os.chown(tmp_path / "map", *other_owner())
    given: list[tuple[int, int]] = []
    chown = os.chown

    def give(path: Path, user: int, group: int) -> None:
        given.append((user, group))
        chown(path, user, group)

    monkeypatch.setattr(os, "chown", give)
    folder(few_url, tmp_path / "map")
    owner = (tmp_path / "map").stat()
    assert (owner.st_uid, owner.st_gid) == other_owner()
    # Who is in one group alone can give to none but himself: that he did is seen here.
    assert given == [other_owner()]


def test_a_page_of_a_folder_is_not_replaced_by_a_single_file(whole: Path, real_url: str) -> None:
    before = contents(whole)
    with pytest.raises(SnapshotError, match="no snapshot"):
        single(real_url, whole / "index.html")
    assert contents(whole) == before


def test_a_link_in_the_way_is_not_written_through(few_url: str, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", "utf-8")
    for name in (".map.new", ".map.html.new"):
        (tmp_path / name).symlink_to(tmp_path / "precious")
    folder(few_url, tmp_path / "map")
    single(few_url, tmp_path / "map.html")
    assert (tmp_path / "precious").read_text("utf-8") == "mine"
    assert (tmp_path / "map.html").is_file()
    assert not (tmp_path / "map.html").is_symlink()
    assert (tmp_path / "map.html").stat().st_mode & 0o044 == 0o044
