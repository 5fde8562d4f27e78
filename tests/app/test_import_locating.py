"""Positions by address, of services that answer as documented, or of the places that are known; and stale records."""

import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from app.imports.ingest import import_file
from app.imports.storing.report import Allowed
from app.imports.storing.stale import stale_records
from geo.crs import convert
from tests.support.address_host import address_host
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.import_files import BASE, write
from tests.support.stored import stored

WGS = (121.4352, 31.0253)
GCJ = tuple(round(float(each), 6) for each in convert(*WGS, "wgs84", "gcj02"))


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("located")


def amap(level: str = "门牌号", at: tuple[float, ...] = GCJ) -> dict[str, Any]:
    place = {"formatted_address": "上海市闵行区", "location": f"{at[0]},{at[1]}", "level": level, "adcode": "310112"}
    return {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": [place]}


def tianditu(score: int = 100, level: str = "门址") -> dict[str, Any]:
    place = {"score": score, "level": level, "lon": str(WGS[0]), "lat": str(WGS[1]), "keyWord": "x"}
    return {"msg": "ok", "location": place, "searchVersion": "6.4.9V", "status": "0"}


def refused(info: str, code: str) -> dict[str, Any]:
    return {"status": "0", "info": info, "infocode": code}


def imported(url: str, path: Path, host: str, service: str = "amap") -> str:
    """Import a file with positions by address; gives what was said of it."""
    settings = {"SERVICEMAP_GEOCODER": service, "SERVICEMAP_GEOCODER_KEY": "secret-key"} if service else {}
    settings |= {"SERVICEMAP_GEOCODER_URL": host, "SERVICEMAP_GEOCODER_RATE": "100"}
    with patch.dict(os.environ, settings):
        report = import_file(url, path, crs=None, dry_run=False, allowed=Allowed(locate=True))
    said = " ".join(note.reason for note in report.notes)
    assert "secret-key" not in said
    return said


def position(url: str, id: str) -> tuple[Any, ...]:
    [row] = stored(url, f"SELECT ST_X(geom), ST_Y(geom), precision FROM platforms WHERE id = '{id}'")  # noqa: S608
    return tuple(row)


PLACED = (pytest.approx(WGS[0], abs=2e-6), pytest.approx(WGS[1], abs=2e-6))
NOWHERE = (None, None, None)
CASES: dict[str, tuple[str, str, list[tuple[int, Any]], tuple[Any, ...], str]] = {
    "amap, a door": ("amap", "东川路800号", [(200, amap())], (*PLACED, "address"), "amap: 门牌号"),
    "amap, no door": ("amap", "东川路", [(200, amap())], (*PLACED, "street"), "kept as street"),
    "amap, a zone": ("amap", "某开发区", [(200, amap("开发区"))], (*PLACED, "park"), "kept as park"),
    "amap, the province alone": ("amap", "上海", [(200, amap("省"))], NOWHERE, ""),
    "amap, elsewhere": ("amap", "长安街1号", [(200, amap(at=(116.4, 39.9)))], NOWHERE, ""),
    "amap, nothing": (
        "amap",
        "无此路1号",
        [(200, {"status": "1", "info": "OK", "infocode": "10000", "count": "0", "geocodes": []})],
        NOWHERE,
        "",
    ),
    "amap, too often": (
        "amap",
        "快问路2号",
        [(200, refused("CUQPS_HAS_EXCEEDED_THE_LIMIT", "10021")), (503, ""), (200, amap())],
        (*PLACED, "address"),
        "amap",
    ),
    "amap, the day's quota": (
        "amap",
        "配额路3号",
        [(200, refused("DAILY_QUERY_OVER_LIMIT", "10003"))],
        NOWHERE,
        "DAILY_QUERY_OVER_LIMIT",
    ),
    "amap, a wrong key": (
        "amap",
        "密钥路4号",
        [(200, refused("INVALID_USER_KEY", "10001"))],
        NOWHERE,
        "INVALID_USER_KEY",
    ),
    "amap, no JSON": ("amap", "网页路5号", [(200, "<html>")], NOWHERE, "not understood"),
    "amap, forbidden": ("amap", "拒绝路6号", [(403, "no")], NOWHERE, "does not answer"),
    "tianditu, a door": ("tianditu", "东川路801号", [(200, tianditu())], (*PLACED, "address"), "tianditu: 门址"),
    "tianditu, not sure": ("tianditu", "含糊路7号", [(200, tianditu(30))], NOWHERE, ""),
    "tianditu, an error": (
        "tianditu",
        "错误路8号",
        [(200, {"status": "1", "msg": "权限类型错误"})],
        NOWHERE,
        "权限类型错误",
    ),
    "tianditu, nothing": ("tianditu", "无果路9号", [(200, {"status": "404", "msg": "无结果"})], NOWHERE, ""),
}


@pytest.mark.parametrize(("service", "address", "replies", "expected", "said"), CASES.values(), ids=CASES)
def test_a_service_is_asked_and_its_answer_kept_as_exact_as_it_is(
    url: str,
    tmp_path: Path,
    service: str,
    address: str,
    replies: list[tuple[int, Any]],
    expected: tuple[Any, ...],
    said: str,
) -> None:
    path = write(
        tmp_path / "a.csv", {**BASE, "id": "by-address", "address": address, "lon": "", "lat": "", "precision": ""}
    )
    with address_host(*replies) as host:
        assert said in imported(url, path, host.url, service)
        asked = host.asked[0]
        assert address in (asked["address"] if service == "amap" else json.loads(asked["ds"])["keyWord"])
        assert "secret-key" in asked.values()
        number = len(host.asked)
        assert number == max(len(replies), 1)
        if not said or said.startswith(service) or "kept" in said:
            imported(url, path, host.url, service)
            assert len(host.asked) == number, "what a service said is kept"
    assert position(url, "by-address") == expected


def test_without_a_service_the_known_places_say_where(url: str, tmp_path: Path) -> None:
    rows = [
        {**BASE, "id": "place-1", "address": "闵行区上海交通大学闵行校区内", "lon": "", "lat": "", "precision": ""},
        {**BASE, "id": "place-2", "address": "没有人知道的地方", "lon": "", "lat": "", "precision": ""},
    ]
    imported(url, write(tmp_path / "a.csv", *rows), "", "")
    [(lon, lat)] = stored(url, "SELECT ST_X(geom), ST_Y(geom) FROM places WHERE name_zh = '上海交通大学闵行校区'")
    assert position(url, "place-1") == (lon, lat, "campus")
    assert position(url, "place-2") == NOWHERE


def test_a_service_wants_its_key(url: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", BASE)
    done = called(tmp_path, "import", str(path), "--locate", DATABASE_URL=url, SERVICEMAP_GEOCODER="amap")
    assert (done.returncode, "SERVICEMAP_GEOCODER_KEY" in done.stderr) == (1, True)


def test_what_a_file_of_a_source_no_longer_holds_is_marked_and_stays(url: str, tmp_path: Path) -> None:
    rows = [{**BASE, "id": f"held-{n}"} for n in (1, 2, 3)]

    def run(*held: dict[str, str], source: str = "minhang", dry_run: bool = False) -> int:
        allowed, path = Allowed(source=source, stale=True), write(tmp_path / "a.csv", *held)
        return import_file(url, path, crs=None, dry_run=dry_run, allowed=allowed).stale

    def listed() -> list[str]:
        return [id for _, id, _, _ in stale_records(url)]

    assert run(*rows) == 0
    assert run(rows[0], dry_run=True) == 2
    assert listed() == []
    assert run({**BASE, "id": "other-1"}, source="putuo") == 0
    assert run(*rows[:2]) == 1
    assert listed() == ["held-3"]
    assert run(*rows[:2]) == 0
    assert stored(url, "SELECT count(*) FROM platforms WHERE id LIKE 'held-%'") == [(3,)]
    assert "held-3" in called(tmp_path, "stale", DATABASE_URL=url).stdout
    run(*rows)
    assert listed() == []
    path = str(write(tmp_path / "a.csv", *rows))
    assert "--stale wants --source" in called(tmp_path, "import", path, "--stale", DATABASE_URL=url).stdout
