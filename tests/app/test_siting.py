"""Where next within a district: against trying every choice, and against the geometry of the district."""

import csv
import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
import shapely

from app.resources import locate
from geo.metric import to_metres
from tests.support.command import called

MINHANG = "310112"
API = "/api/insight/sites"
WEIGHTS = {"university": 5.0, "park": 3.0, "metro_station": 1.0}


def _json(client: httpx.Client, **params: str) -> dict[str, Any]:
    answer = client.get(API, params=params)
    assert answer.status_code == 200, answer.text[:400]
    found: dict[str, Any] = answer.json()
    return found


def _outline(client: httpx.Client, district: str) -> Any:
    feature = client.get(f"/api/collections/districts/items/{district}").json()
    return shapely.from_geojson(str(feature["geometry"]).replace("'", '"'))


def _metres(at: list[Any]) -> Any:
    return np.column_stack(to_metres(*zip(*at, strict=True))) if at else np.empty((0, 2))


def _need(client: httpx.Client, district: str) -> tuple[Any, Any]:
    """The places of a district that its own table of places states, with their weights."""
    places = [row for row in PLACES if row["district_code"] == district and row["kind"] in WEIGHTS]
    at = _metres([(float(row["lon"]), float(row["lat"])) for row in places])
    return at, np.array([WEIGHTS[row["kind"]] for row in places])


def _platforms(client: httpx.Client) -> Any:
    params = {"kind": "poc", "limit": "1000"}
    features = client.get("/api/collections/platforms/items", params=params).json()["features"]
    placed = [f for f in features if f["geometry"] and f["properties"]["precision"] != "district"]
    return _metres([f["geometry"]["coordinates"] for f in placed])


def _reached(need: Any, sites: Any, metres: float) -> Any:
    if not len(sites):
        return np.zeros(len(need), dtype=bool)
    return (np.hypot(*(need[:, None, :] - sites[None, :, :]).transpose(2, 0, 1)) <= metres).any(axis=1)


def _rows() -> list[dict[str, str]]:
    with (locate().data / "places.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


PLACES = _rows()


def test_three_sites_lie_within_the_district_and_every_figure_is_counted_again(client: httpx.Client) -> None:
    answer = _json(client, within=MINHANG)
    outline = _outline(client, MINHANG)
    sites = [(row["lon"], row["lat"]) for row in answer["rows"]]
    assert len(sites) == 3
    assert all(outline.contains(shapely.Point(at)) for at in sites)
    assert all(row["position"] for row in answer["rows"])
    need, weight = _need(client, MINHANG)
    now = _reached(need, _platforms(client), 3000)
    assert answer["weight"] == weight.sum()
    assert answer["reachedNow"] == weight[now].sum()
    left, total = ~now, float(weight[now].sum())
    for row in answer["rows"]:
        new = _reached(need, _metres([(row["lon"], row["lat"])]), 3000) & left
        assert (row["gain"], row["served"]) == (weight[new].sum(), new.sum())
        left, total = left & ~new, total + float(weight[new].sum())
    assert answer["reachedThen"] == total
    for each in answer["reaches"]:
        there = _reached(need, np.concatenate([_platforms(client), _metres(each["sites"])]), each["reach"])
        assert each["then"] == weight[there].sum()
        assert all(outline.contains(shapely.Point(at)) for at in each["sites"])


def test_no_other_three_candidates_reach_more(client: httpx.Client) -> None:
    """Every choice of three of the square centres within the district is tried."""
    answer = _json(client, within="310104", km="2")
    assert answer["proven"]
    outline = shapely.transform(_outline(client, "310104"), lambda at: np.column_stack(to_metres(at[:, 0], at[:, 1])))
    need, weight = _need(client, "310104")
    left = ~_reached(need, _platforms(client), 2000)
    west, south, east, north = (int(side // 1000) * 1000 for side in outline.bounds)
    centres = [
        (x + 500.0, y + 500.0)
        for x in range(west, east + 1000, 1000)
        for y in range(south, north + 1000, 1000)
        if outline.contains(shapely.Point(x + 500, y + 500))
    ]
    assert len(centres) == answer["candidates"]
    near = np.hypot(*(need[left][:, None, :] - np.array(centres)[None, :, :]).transpose(2, 0, 1)) <= 2000
    most = max(weight[left][near[:, list(three)].any(axis=1)].sum() for three in combinations(range(len(centres)), 3))
    assert answer["reachedThen"] - answer["reachedNow"] == most


def test_platforms_across_the_border_serve_and_a_filter_takes_them_away(client: httpx.Client) -> None:
    every, none = _json(client, within="310104"), _json(client, within="310104", district="310104")
    assert every["platforms"] > none["platforms"]
    assert every["reachedNow"] > none["reachedNow"]
    assert every["weight"] == none["weight"], "the filter says which platforms count, never what is needed"


def test_a_zone_a_need_and_weights_of_ones_own(client: httpx.Client) -> None:
    zone = _json(client, within="zhangjiang", needs="university", university="2", wanted="1")
    assert zone["weight"] == 2 * zone["need"]["university"]
    assert len(zone["rows"]) <= 1
    moved = _json(client, within=MINHANG, sites="121.4,31.1")
    assert [row["lon"] for row in moved["rows"]] == [121.4]
    assert moved["suggestedThen"] >= moved["reachedThen"]


@pytest.mark.parametrize(
    ("params", "allowed"),
    [
        ({"km": "-5"}, "0.5 to 20"),
        ({"km": "nan"}, "0.5 to 20"),
        ({"wanted": "10000"}, "1 to 10"),
        ({"university": "inf"}, "0.1 to 100"),
        ({"within": "nowhere"}, "city"),
        ({"within": MINHANG, "sites": "121.9,31.2"}, f"on the land of {MINHANG}"),
        ({"sites": "122.4,31.2"}, "land"),
        ({"sites": ";".join(["121.4,31.1"] * 11)}, "at most 10"),
        ({"size": "poster"}, "slide, print"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_with_the_limit(
    client: httpx.Client, params: dict[str, str], allowed: str
) -> None:
    answer = client.get(API, params=params)
    assert answer.status_code == 400, answer.text[:300]
    assert allowed in answer.json()["detail"]


def _page(client: httpx.Client, text: str | bytes, **question: str) -> str:
    body = text.encode() if isinstance(text, str) else text
    data = {"within": MINHANG, "needs": "own", **question}
    answer = client.post("/insight/siting", data=data, files={"file": ("need.csv", body, "text/csv")})
    assert answer.status_code == 200
    assert answer.headers["cache-control"].startswith("no-store")
    return answer.text


def test_a_file_of_need_is_answered_and_forgotten(client: httpx.Client) -> None:
    text = "name,lon,lat,weight\n甲厂,121.40,31.10,7\n乙厂,121.41,31.11,5\n外地,121.60,31.20,9\n"
    page = _page(client, text)
    assert "共 12" in page, "the two within count"
    assert "甲厂、乙厂" in page
    assert "另有 1 处在范围外" in page
    assert "甲厂,121.40,31.10,7" in page, "what was sent is kept in the box"
    assert "甲厂" not in client.get("/insight/siting", params={"within": MINHANG, "needs": "own"}).text
    named = _page(client, "地点,权重\n莘庄,2\n上海交通大学（闵行校区）,3\n".replace("上海交通大学（闵行校区）", "七宝"))
    assert "共 5" in named, "places by their names"
    pasted = client.post("/insight/siting", data={"within": MINHANG, "needs": "own", "own": text})
    assert "共 12" in pasted.text, "without a file, as the text of a box"
    moved = "121.4,31.1;121.36,31.15"
    form = client.get("/insight/siting", params={"within": MINHANG, "sites": moved}).text.partition('id="own-form"')[2]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form.partition("</form>")[0]):
        fields.setdefault(name, []).append(value)
    kept = client.post("/insight/siting", data={**fields, "own": text}).text
    assert f'value="{moved}"' in kept, "sites that were moved stay"
    assert "甲厂" in kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lon,lat,weight\n122.6,31.0,1\n", "在海上或市外"),
        ("lon,lat,weight\nNaN,31.0,1\n", "第 2 行：经度“NaN”用不了"),
        ("lon,lat,weight\n121.4,31.1,-1\n", "权重“-1”用不了"),
        ("lon,lat,weight\n121.4,31.1,<script>alert(1)</script>\n", "&lt;script&gt;"),
        ("地点\n没有这个地方\n", "没有叫“没有这个地方”的"),
        ("just words\n", "没有数据行"),
        ("", "没有收到文件内容"),
        ("a,b\n1,2\n", "没有找到经纬度列"),
        (b"\x89PNG\r\n\x1a\n\0\0", "不是文本文件"),
        ("lon,lat\n" + "121.4,31.1\n" * 10_001, "至多 10,000 行"),
        ("lon,lat\n" + "1" * 1_000_001, "至多 1,000,000 字节"),
        ("x" * 4_000_000, "至多 1,000,000 字节"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_limit(
    client: httpx.Client, text: str | bytes, said: str
) -> None:
    page = _page(client, text)
    assert said in page
    assert "<script>alert" not in page
    box = page.partition('id="i-own"')[2].partition("</textarea>")[0].partition(">")[2]
    assert box.strip() == "", "what a refused file says is not shown back"


def test_the_command_takes_a_file_that_no_browser_sees(tmp_path: Path, real_url: str) -> None:
    need = tmp_path / "need.csv"
    need.write_text("name,lon,lat,weight\n甲厂,121.40,31.10,7\n", encoding="gb18030")
    done = called(
        tmp_path, "siting", MINHANG, "--need", str(need), "--only", "--wanted", "1", "--json", DATABASE_URL=real_url
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout[done.stdout.index("{") :])
    assert (answer["weight"], answer["rows"][0]["gain"]) == (7, 7)
    assert "甲厂" in answer["rows"][0]["serves"]
    need.write_text("lon,lat\n122.7,31.0\n121.4,NaN\n", encoding="utf-8")
    refused = called(tmp_path, "siting", MINHANG, "--need", str(need), "--lang", "en", DATABASE_URL=real_url)
    assert refused.returncode == 2
    assert "Line 3: the latitude “NaN” cannot be used" in refused.stderr


def test_who_leaves_takes_nothing_from_those_who_come_after(client: httpx.Client, real_site: str) -> None:
    """The connection is closed while the answer is made; the next one who asks the same gets it."""
    place, question = urlsplit(real_site), "/insight/siting?within=city&km=1.7&wanted=9"
    with socket.create_connection((place.hostname, place.port or 80)) as left:
        left.sendall(f"GET {question} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        time.sleep(0.3)
    answer = client.get(question)
    assert answer.status_code == 200
    assert "1.7 千米内可及的需求" in answer.text


def test_ten_thousand_places_are_answered_while_others_are_served(client: httpx.Client, real_site: str) -> None:
    random = np.random.default_rng(7)
    lon, lat, weight = (random.uniform(low, high, 10_000) for low, high in ((121.3, 121.5), (31.0, 31.2), (1, 9)))
    rows = [f"{x:.2f},{y:.2f},{w:.2f}" for x, y, w in zip(lon, lat, weight, strict=True)]
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(_page, client, "lon,lat,weight\n" + "\n".join(rows))
        with httpx.Client(base_url=real_site, trust_env=False, timeout=60) as other:
            waits = []
            while not asked.done():
                waits.append(other.get("/live").elapsed.total_seconds())
        page = asked.result()
    assert "再设 3 处后" in page
    assert waits
    assert sorted(waits)[len(waits) // 2] < 1, "the loop was free meanwhile"
