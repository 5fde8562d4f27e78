"""The folder and the file that need no server: the same bytes twice, whole or not at all, and the data in them."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import geopandas
import httpx
import pytest
from sqlalchemy import create_engine, text
from starlette.datastructures import QueryParams

from app.imports.defaults import load_defaults
from app.pages.failures import NO_VOCABULARY
from app.pages.states import state_of
from app.pages.unread import Known, Unread, unread_of
from app.platforms.filter import Filter
from app.settings import Settings
from app.snapshot.errors import SnapshotError
from app.snapshot.folder import replaced_folder, write_file
from app.snapshot.make import make_folder
from frontend.bundle import licences
from frontend.language import Lang, language_of
from frontend.messages import messages
from tests.support import recount
from tests.support.databases import Databases
from tests.support.full_disk import namespace, on_a_full_disk
from tests.support.loop import finished
from tests.support.snapshots import contents, folder, single, visible

NOBODY = 65534
FEW = ("sh-poc-001", "sh-poc-002", "sh-poc-009")
STEPS = {"first": 3, "middle": 30, "last": -1}
"""Files that are written when something happens; below 0 from the end."""


@pytest.fixture(scope="module")
def made(real_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("snapshot") / "map"
    folder(real_url, target)
    return target


@pytest.fixture(scope="module")
def few_url(databases: Databases) -> str:
    """Three platforms of the default data: a snapshot is then made quickly, for tests of how it takes its place."""
    url = databases.url("few")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM platforms WHERE id <> ALL(:few)"), {"few": list(FEW)})
    engine.dispose()
    # As each start of a command does: lists that named the others are brought in line once, which is a new version.
    load_defaults(url, lambda line: None)
    return url


@pytest.fixture(scope="module")
def few(few_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the three."""
    target = tmp_path_factory.mktemp("few") / "map"
    folder(few_url, target)
    return target


def standing(made: Path, target: Path) -> None:
    """A snapshot that stands at `target` before the test begins: one of the module's, copied."""
    shutil.copytree(made, target)


def test_there_is_a_page_for_everything_in_two_languages(made: Path) -> None:
    ids = [row["id"] for row in recount.default_rows()]
    expected = {"index.html", "licences.html", *(f"platform/{id}.html" for id in ids)}
    expected |= {f"zone/{code}.html" for code in ("zhangjiang", "grand-neobay", "lingang")}
    lists = ("fields", "services", "scenarios", "policies", "cases", "events", "glossary")
    expected |= {"about.html", "match.html", "lists.html", *(f"lists/{name}.html" for name in lists)}
    pages = {str(path.relative_to(made)) for path in made.rglob("*.html")}
    chinese = {page for page in pages if not page.startswith("en/")}
    assert expected < chinese
    assert len(chinese) == len(expected) + 16
    assert {page.removeprefix("en/") for page in pages - chinese} == chinese


def test_every_link_leads_to_a_file_of_the_folder(made: Path) -> None:
    for page in made.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            if re.match(r"(https?|data|mailto):|[?#]", link):
                continue
            found = page.parent / link.split("?")[0].split("#")[0]
            assert found.is_file(), (page.name, link)


def test_no_link_of_the_folder_says_what_its_page_cannot_read(made: Path) -> None:
    """By the rule that pages with a server follow; the words of size and theme are the script's of a folder."""
    looked_at = 0
    for page in made.rglob("*.html"):
        for link in set(re.findall(r'href="([^"]*\?[^"]+)"', page.read_text("utf-8"))):
            parts = urlsplit(unescape(link))
            if parts.scheme or not (params := QueryParams(parts.query)):
                continue
            file = (page.parent / parts.path).resolve() if parts.path else page
            path = "/" + str(file.relative_to(made)).removeprefix("en/").removesuffix(".html").replace("index", "")
            looked_at += 1
            assert [each.given for each in _unread(params, path)] in ([], ["size=normal"]), (page.name, link)
    assert looked_at > 1000


def _unread(params: QueryParams, path: str) -> tuple[Unread, ...]:
    ids = frozenset(row["id"] for row in recount.default_rows())
    known = Known(NO_VOCABULARY, Filter(), (), ids, frozenset())
    return unread_of(params, state_of(path), known)


def test_the_lists_say_what_the_site_says_as_of_the_data(made: Path, client: httpx.Client) -> None:
    for name in ("policies", "cases", "events", "glossary"):
        served, kept = client.get(f"/lists/{name}").text, (made / "lists" / f"{name}.html").read_text("utf-8")
        anchors = re.findall(r'<(?:tr role="row"|div) id="([^"]+)"', kept)
        assert anchors
        assert anchors == re.findall(r'<(?:tr role="row"|div) id="([^"]+)"', served), name
    assert "按 2026-11 计" in (made / "lists" / "events.html").read_text("utf-8")
    about = (made / "about.html").read_text("utf-8")
    assert "这份快照就是这个版本" in about
    assert "/lists/void" not in (made / "lists.html").read_text("utf-8")


def test_what_needs_a_server_is_said_where_one_would_look_for_it(made: Path) -> None:
    alone = {
        "index": ("suggest", "correction", "picks", "list-files", "frames", "analysis"),
        "match": ("request", "roads", "picks"),
        "lists": ("void",),
        "lists/policies": ("measures", "data"),
        "lists/events": ("calendar", "data"),
        "lists/fields": ("data",),
        "about": ("open-data", "cited"),
        "platform/sh-poc-009": ("picks", "request", "past"),
        "district/310112": ("analysis", "brief", "changes"),
    }
    for lang, pages in (("zh-CN", made), ("en", made / "en")):
        say, comma = messages(lang), language_of(lang).comma
        for page, functions in alone.items():
            names = comma.join(say(f"live-{function}") for function in functions)
            said = say("live-only", names=names)
            assert said in unescape((pages / f"{page}.html").read_text("utf-8")), (lang, page)


def test_the_manifest_holds_the_sum_of_every_file(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    there = contents(made)
    there.pop("manifest.json")
    assert listed == there
    assert all((made / each["path"]).stat().st_size == each["bytes"] for each in manifest["files"])
    assert (manifest["as_of"], manifest["platforms"], manifest["synthetic"]) == ("2026-11", 75, False)


def test_the_licences_of_what_it_holds_are_at_hand(made: Path, real_url: str, tmp_path: Path) -> None:
    languages: tuple[tuple[Lang, Path], ...] = (("zh-CN", made), ("en", made / "en"))
    for lang, start in languages:
        page = unescape((start / "licences.html").read_text("utf-8"))
        assert licences() in page
        assert "ECharts 4.9.0 (npm)" in page, "the boundaries in the database say their source"
        assert 'href="licences.html"' in (start / "index.html").read_text("utf-8")
        assert 'href="../licences.html"' in (start / "platform" / "sh-poc-001.html").read_text("utf-8")
        single(real_url, tmp_path / "map.html", lang)
        assert licences() in unescape((tmp_path / "map.html").read_text("utf-8"))


def test_two_runs_on_the_same_data_give_the_same_bytes(made: Path, real_url: str, tmp_path: Path) -> None:
    folder(real_url, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(made)
    for name in ("one.html", "two.html"):
        single(real_url, tmp_path / name, "en")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_date_is_that_of_the_data_and_never_the_clocks(made: Path) -> None:
    """The GeoPackage is the file that GDAL would date by itself."""
    with sqlite3.connect(made / "data" / "servicemap.gpkg") as package:
        dates = package.execute("SELECT table_name, last_change FROM gpkg_contents").fetchall()
    assert dict(dates) == dict.fromkeys(("platforms", "districts", "zones"), "2026-11-01T00:00:00.000Z")
    assert "2026-11" in (made / "index.html").read_text("utf-8")


def test_the_data_files_hold_what_the_database_holds(made: Path) -> None:
    rows = {row["id"]: row for row in recount.default_rows()}
    data = made / "data"
    exported = recount.read((data / "platforms.csv").read_text("utf-8"))
    assert {row["id"] for row in exported} == set(rows)
    features = json.loads((data / "platforms.geojson").read_text("utf-8"))["features"]
    assert {feature["id"] for feature in features} == set(rows)
    package = geopandas.read_file(data / "servicemap.gpkg", layer="platforms").set_index("id").fillna({"domains": ""})
    assert package.crs.to_epsg() == 4326
    assert set(package.index) == set(rows)
    for id, row in rows.items():
        point = package.geometry[id]
        assert (None if point is None else (point.x, point.y)) == (
            None if row["lon"] is None else (row["lon"], row["lat"])
        )
        assert package["name_zh"][id] == row["name_zh"]
        assert package["domains"][id] == "|".join(row["domains"])
    assert len(geopandas.read_file(data / "servicemap.gpkg", layer="districts")) == 16
    assert geopandas.read_file(data / "servicemap.gpkg", layer="zones").geometry.is_valid.all()


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
        if done == STEPS["middle"]:
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


def test_a_page_of_a_folder_is_not_replaced_by_a_single_file(made: Path, real_url: str) -> None:
    before = contents(made)
    with pytest.raises(SnapshotError, match="no snapshot"):
        single(real_url, made / "index.html")
    assert contents(made) == before


def test_a_second_run_waits_for_the_first(few: Path, few_url: str, tmp_path: Path) -> None:
    target = tmp_path / "map"
    refused: list[str] = []

    def second(done: int, total: int) -> None:
        if done == STEPS["middle"]:
            with pytest.raises(SnapshotError) as error, replaced_folder(target):
                pass
            refused.append(str(error.value))

    finished(make_folder(Settings(database_url=few_url), target, second))
    assert "Another run" in refused[0]
    assert contents(target) == contents(few)


def test_data_that_change_meanwhile_make_no_mixed_snapshot(few_url: str, tmp_path: Path) -> None:
    engine = create_engine(few_url)

    def change(done: int, total: int) -> None:
        if done == STEPS["middle"]:
            with engine.begin() as connection:
                connection.execute(text("UPDATE data_version SET version = version + 1"))

    with pytest.raises(SnapshotError, match="changed while"):
        finished(make_folder(Settings(database_url=few_url), tmp_path / "map", change))
    engine.dispose()
    assert visible(tmp_path) == []


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
    # Other tests wrote to these data meanwhile, and the page about the map names their version.
    folder(few_url, tmp_path / "again")
    assert contents(target) == contents(tmp_path / "again")


def test_a_full_disk_leaves_the_old_one(made: Path, real_url: str, tmp_path: Path) -> None:
    command = namespace()
    if command is None and not os.environ.get("CI"):
        pytest.skip("this system lets no program mount a disk of its own")
    assert command
    said = on_a_full_disk(command, real_url, made, tmp_path)
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


def test_record_text_stays_text_in_every_file(databases_with_hostile_names: str, tmp_path: Path) -> None:
    folder(databases_with_hostile_names, tmp_path / "map")
    single(databases_with_hostile_names, tmp_path / "map.html")
    for page in tmp_path.rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")
    for script in (tmp_path / "map" / "data").glob("*.js"):
        assert "</script" not in script.read_text("utf-8")


@pytest.fixture
def databases_with_hostile_names(real_url: str) -> Iterator[str]:
    """The default data, one name of which is a script until the test is over."""
    engine = create_engine(real_url)
    hostile = "</script><script>alert(1)</script>{{7*7}}"
    with engine.begin() as connection:
        old = connection.execute(text("SELECT name_zh FROM platforms WHERE id = 'sh-poc-009'")).scalar_one()
        connection.execute(text("UPDATE platforms SET name_zh = :n WHERE id = 'sh-poc-009'"), {"n": hostile})
    yield real_url
    with engine.begin() as connection:
        connection.execute(text("UPDATE platforms SET name_zh = :n WHERE id = 'sh-poc-009'"), {"n": old})
    engine.dispose()
