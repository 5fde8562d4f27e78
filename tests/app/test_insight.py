"""The analysis against independent computations: plain counting, geopandas, scipy, scikit-learn and shapely."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import geopandas as gpd
import httpx
import numpy as np
import pytest
import shapely
import shapely.affinity
from python_calamine import CalamineWorkbook
from scipy.spatial.distance import cdist
from scipy.stats import binom, binomtest, false_discovery_control, fisher_exact
from sklearn.cluster import DBSCAN

from app.analysis import coverage
from frontend.messages import messages
from tests.support import recount
from tests.support.recount import Row

INSIGHT = "/api/insight"
METRIC = 4549
SYNTHETIC = messages("zh-CN")("brief-why-synthetic")
QUERIES: list[dict[str, str]] = [
    {},
    {"kind": "poc"},
    {"stage": "lab", "kind": "pilot"},
    {"voucher": "not-stated"},
    {"status": "operating"},
    {"domain": "biomedicine"},
    {"domain": "ic", "stage": "lab", "service": "not-stated"},
]


@pytest.fixture(scope="module", params=["real", "synthetic"])
def site(request: pytest.FixtureRequest) -> tuple[httpx.Client, list[Row]]:
    """The application and the rows of its data, read from its own export."""
    client: httpx.Client = request.getfixturevalue("client" if request.param == "real" else "synthetic_client")
    answer = client.get("/api/collections/platforms/items", params={"f": "csv"})
    assert answer.status_code == 200, answer.text[:300]
    rows = recount.read(answer.text)
    assert rows, answer.text[:300]
    return client, rows


def test_no_first_answer_waits_for_a_library_that_it_does_not_need(real_url: str) -> None:
    """`scipy.stats` alone takes a second of a processor, which the first to ask would wait for."""
    code = f"""
import sys
from starlette.testclient import TestClient
from app.main import create_app
from app.settings import Settings
with TestClient(create_app(Settings(database_url={real_url!r}))) as client:
    assert "glance" in client.get("/insight").text
    assert client.get("/api/insight/suggestion").json()["optimal"]
    assert "scipy" not in sys.modules
    for path in ("districts", "specialities", "hotspots", "brief/310112"):
        assert client.get(f"/api/insight/{{path}}").status_code == 200, path
    assert "scipy.special" in sys.modules
    assert "scipy.stats" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def _matching(rows: list[Row], query: dict[str, str]) -> list[Row]:
    return [row for row in rows if recount.matches(row, {name: [value] for name, value in query.items()})]


def _json(client: httpx.Client, path: str, **params: str) -> dict[str, Any]:
    answer = client.get(f"{INSIGHT}/{path}", params=params)
    assert answer.status_code == 200, answer.text[:300]
    found: dict[str, Any] = answer.json()
    return found


def _located(rows: list[Row]) -> gpd.GeoDataFrame:
    placed = [row for row in rows if row["lon"] is not None and row["precision"] != "district"]
    points = gpd.points_from_xy([row["lon"] for row in placed], [row["lat"] for row in placed], crs=4490)
    return gpd.GeoDataFrame({"id": [row["id"] for row in placed]}, geometry=points).to_crs(METRIC)


def _said_completely(row: Row, own: list[Row]) -> None:
    """The number of the records of a district with what it is made up of, its grade, a citation where there is one."""
    assert {name: row[name] for name in recount.made_up(own)} == recount.made_up(own), row["code"]
    if row["code"] is not None:
        assert row["grade"] == recount.grade(own, synthetic=row["why"] == SYNTHETIC)
        assert bool(row["citation"]) == (row["grade"] != "never")


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_districts_and_quotients_are_counted(site: tuple[httpx.Client, list[Row]], query: dict[str, str]) -> None:
    client, every = site
    rows = _matching(every, query)
    found = _json(client, "districts", focus="ic", **query)
    districts = client.get("/api/collections/districts/items").json()["features"]
    areas = {feature["id"]: feature["properties"]["area_km2"] for feature in districts}
    total = Counter(row["district_code"] for row in rows)
    named = Counter(row["district_code"] for row in rows if "ic" in row["domains"])
    placed = len(rows) - total[None]
    of_domain = sum(n for code, n in named.items() if code)
    features = client.get("/api/features").json()["features"]
    declared = {f["id"]: {domain["code"] for domain in f["properties"]["domains"]} for f in features}
    tables: list[list[list[int]]] = []
    assert len(found["rows"]) == 18
    assert sum(row["n"] for row in found["rows"][:-1]) == found["rows"][-1]["n"] == found["numberMatched"] == len(rows)
    for row in found["rows"][:-1]:
        code = row["code"]
        assert (row["n"], row["of_focus"]) == (total[code], named[code])
        assert row["share"] == pytest.approx(total[code] / len(rows) if rows else 0)
        _said_completely(row, [each for each in rows if each["district_code"] == code])
        if code is None:
            assert row["per_100km2"] is None
            continue
        assert row["per_100km2"] == pytest.approx(total[code] / areas[code] * 100)
        expected = total[code] * of_domain / placed if placed else 0
        assert row["expected"] == pytest.approx(expected)
        rest = placed - total[code] - of_domain + named[code]
        tables.append([[named[code], total[code] - named[code]], [of_domain - named[code], rest]])
        if expected:
            share = binomtest(named[code], total[code]).proportion_ci(method="exact")
            assert row["low"] == pytest.approx(share.low / of_domain * placed)
            assert row["high"] == pytest.approx(share.high / of_domain * placed)
            assert row["quotient"] == pytest.approx(named[code] / expected)
            assert row["high"] <= placed / of_domain * (1 + 1e-9)
    p = [fisher_exact(np.array(table))[1] for table in tables]
    judged = found["rows"][:16]
    assert [row["p"] for row in judged] == pytest.approx(p)
    assert [row["p_adjusted"] for row in judged] == pytest.approx(list(false_discovery_control(p)))
    for row in judged:
        is_few = row["of_focus"] < 3 and row["expected"] < 3
        clear = row["p_adjusted"] <= 0.05 and not is_few
        assert (row["verdict"] == "few") == is_few
        assert (row["verdict"] in ("agrees", "undeclared", "differs", "fewer")) == clear
        assert (row["share_grade"] == "never") == (not clear or not row["of_focus"] or row["why"] == SYNTHETIC)
        if clear:
            assert (row["verdict"] in ("agrees", "undeclared")) == (row["of_focus"] > row["expected"])
            assert (row["verdict"] in ("agrees", "differs")) == ("ic" in declared[row["code"]])
    if found["measure"] == "count":
        classed = Counter(found["classes"].values())
        assert [classed[i] for i in range(len(found["breaks"]))] == [each["n"] for each in found["breaks"]]


def test_the_real_data_say_what_was_found_by_hand(client: httpx.Client) -> None:
    rows = _json(client, "specialities")["rows"]
    by = {(row["code"], row["domain_code"]): row for row in rows}
    fengxian = by["310120", "ic-materials"]
    assert (fengxian["declared"], fengxian["n"], fengxian["verdict"]) == ("no", 3, "undeclared")
    assert fengxian["low"] > 1
    jiading = by["310114", "ic"]
    assert (jiading["declared"], jiading["n"], jiading["verdict"]) == ("yes", 3, "unclear")
    assert jiading["low"] > 1, "by itself the interval says more than 49 comparisons allow"
    page = client.get("/en/insight", params={"area": "310114"}).text
    assert "By itself the interval would say otherwise" in page
    assert all((row["verdict"] == "few") == (row["n"] < 3 and row["expected"] < 3) for row in rows)
    assert all(row["declared"] == "yes" for row in rows if row["verdict"] in ("agrees", "differs"))
    adjusted = list(false_discovery_control([row["p"] for row in rows]))
    assert [row["p_adjusted"] for row in rows] == pytest.approx(adjusted)
    declared_not_listed = [row for row in rows if row["declared"] == "yes" and row["n"] == 0]
    assert declared_not_listed
    one = _json(client, "specialities", district="310120")["rows"]
    of_it = [row for row in rows if row["code"] == "310120"]
    assert [row | {"citation": None} for row in one] == [row | {"citation": None} for row in of_it]
    assert all((row["citation"] is None) == (row["grade"] == "never") for row in rows)
    assert all((row["grade"] == "never") == (row["n"] == 0) for row in rows)
    made = f"涉及{fengxian['domain']}的 3 个（"
    assert made in fengxian["citation"]
    assert "区属写明 0、推断 3" in fengxian["citation"]
    assert fengxian["grade"] == "note"


def test_synthetic_data_produce_every_verdict(synthetic_client: httpx.Client) -> None:
    rows = _json(synthetic_client, "specialities")["rows"]
    assert {row["verdict"] for row in rows} == {"agrees", "differs", "undeclared", "fewer", "unclear", "few"}
    assert all(row["declared"] == "yes" for row in rows if row["verdict"] in ("agrees", "differs"))
    few = _json(synthetic_client, "specialities", kind="poc", stage="market", status="closed")["rows"]
    assert "few" in {row["verdict"] for row in few}


@pytest.mark.parametrize("query", QUERIES[:3], ids=str)
def test_hexagons_hold_every_located_record_once(site: tuple[httpx.Client, list[Row]], query: dict[str, str]) -> None:
    client, every = site
    rows = _matching(every, query)
    points = _located(rows)
    found = _json(client, "hexagons", cell="4000", **query)
    unplaced = sum(row["lon"] is None for row in rows)
    left = (found["located"], found["district_only"], found["unplaced"])
    assert left == (len(points), len(rows) - unplaced - len(points), unplaced)
    cells = gpd.GeoDataFrame.from_features(found["features"], crs=4490).to_crs(METRIC)
    assert sum(cells["n"]) == len(points)
    assert cells.area.to_numpy() == pytest.approx(np.sqrt(3) / 2 * 16, rel=2e-3, abs=0) or cells.area.mean() == (
        pytest.approx(np.sqrt(3) / 2 * 16e6, rel=2e-3)
    )
    # A point on a side may be counted on either: the corners are rounded to 5 decimals, about a metre.
    inside = points.sjoin(cells.assign(geometry=cells.buffer(-2)), predicate="within").groupby("index_right").size()
    touching = points.sjoin(cells.assign(geometry=cells.buffer(2)), predicate="within").groupby("index_right").size()
    for index, n in cells["n"].items():
        assert inside.get(index, 0) <= n <= touching.get(index, 0)


def test_clusters_are_those_of_scikit_learn(site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = site
    query = {} if len(every) < 1000 else {"kind": "poc", "voucher": "yes"}
    points = _located(_matching(every, query))
    found = _json(client, "clusters", eps="1500", members="3", **query)
    at = np.column_stack([points.geometry.x, points.geometry.y])
    labels = DBSCAN(eps=1500, min_samples=3).fit_predict(at)
    core = set(DBSCAN(eps=1500, min_samples=3).fit(at).core_sample_indices_)
    theirs = {frozenset(points["id"][i] for i in np.flatnonzero(labels == k) if i in core) for k in set(labels) - {-1}}
    ids = {id: i for i, id in enumerate(points["id"])}
    ours = {frozenset(id for id in f["properties"]["ids"] if ids[id] in core) for f in found["features"]}
    assert ours == theirs
    assert sum(f["properties"]["n"] for f in found["features"]) + found["alone"] == len(points)
    for feature in found["features"]:
        members = at[[ids[id] for id in feature["properties"]["ids"]]]
        mean = np.hypot(*(members - members.mean(axis=0)).T).mean()
        assert feature["properties"]["mean_m"] == pytest.approx(mean, abs=0.1)
        hull = shapely.convex_hull(shapely.multipoints(members))
        drawn = gpd.GeoSeries([shapely.geometry.shape(feature["geometry"])], crs=4490).to_crs(METRIC).iloc[0]
        assert drawn.hausdorff_distance(hull) < 2


def _land_of(client: httpx.Client) -> dict[str, shapely.geometry.base.BaseGeometry]:
    """The districts without the sea, in metres."""
    items = client.get("/api/collections/districts/items").json()["features"]
    districts = gpd.GeoDataFrame.from_features(items, crs=4490).to_crs(METRIC)
    sea = gpd.read_file(Path(__file__).parents[2] / "data" / "orientation" / "sea.geojson").to_crs(4490).to_crs(METRIC)
    land = districts.difference(sea.union_all())
    return {item["id"]: shape for item, shape in zip(items, land, strict=True)}


@pytest.mark.parametrize("cell", ["2500", "3000"])
def test_hot_spots_are_those_of_an_independent_computation(site: tuple[httpx.Client, list[Row]], cell: str) -> None:
    client, every = site
    found = _json(client, "hotspots", cell=cell)
    assert found["enough"]
    # The synthetic records lie at random, the real ones do not.
    assert (found["moran_p"] <= 0.05) == (len(every) < 1000)
    counted = {f["id"]: f["properties"]["n"] for f in _json(client, "hexagons", cell=cell)["features"]}
    shown = {f["id"]: f["properties"] for f in found["features"]}
    assert {id: spot["n"] for id, spot in shown.items()} == counted
    assert found["non_empty"] == len(counted) <= found["cells"]
    land = shapely.union_all(list(_land_of(client).values()))
    judged = sum(spot["n"] for spot in shown.values() if spot["p"] is not None)
    cells = gpd.GeoDataFrame.from_features(found["features"], crs=4490).to_crs(METRIC)
    for (id, spot), hexagon in zip(list(shown.items())[:40], cells.geometry, strict=False):
        if spot["p"] is None:
            assert hexagon.intersection(land).area < 100, id
            continue
        centre = hexagon.centroid
        turned = [
            shapely.affinity.rotate(shapely.Point(centre.x, centre.y + int(cell)), 60 * k, centre) for k in range(6)
        ]
        ring = [shapely.affinity.translate(hexagon, p.x - centre.x, p.y - centre.y) for p in turned]
        share = shapely.union_all([hexagon, *ring]).buffer(1).intersection(land).area / land.area
        assert spot["expected"] == pytest.approx(judged * share, rel=0.01), id
        assert spot["p"] == pytest.approx(binom.sf(spot["near"] - 1, judged, share), rel=0.2, abs=1e-12)
    assert all(spot["kept"] == (spot["p_adjusted"] <= 0.05) for spot in shown.values() if spot["p"] is not None)
    assert all((spot["significance"] != "none") == spot["kept"] for spot in shown.values())


def test_the_full_cell_of_zhangjiang_stands_out_and_no_empty_one(client: httpx.Client) -> None:
    spots = [feature["properties"] for feature in _json(client, "hotspots", cell="3000")["features"]]
    fullest = max(spots, key=lambda spot: int(spot["n"]))
    assert (fullest["n"], fullest["district"], fullest["significance"]) == (10, "310115", "hot-01")
    assert all(spot["n"] > 0 for spot in spots)
    assert binom.sf(fullest["near"] - 1, 57, 7 * 7.79 / 7004) * 1100 < 0.001
    for lang, words in (("zh-CN", "整体上聚集"), ("en", "Clustered as a whole")):
        page = client.get("/en/insight" if lang == "en" else "/insight", params={"topic": "cells", "cells": "hotspots"})
        assert words in page.text
        sheet = client.get(f"{INSIGHT}/hotspots", params={"f": "xlsx", "lang": lang}).content
        assert words in str(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_name("notes").to_python())


def test_few_cells_say_nothing(client: httpx.Client) -> None:
    found = _json(client, "hotspots", cell="12000")
    assert (found["enough"], found["moran"], found["features"]) == (False, None, [])
    assert 0 < found["non_empty"] < 30
    assert _json(client, "density", kind="poc", domain="6g")["rows"] == []


def test_the_density_peaks_where_the_records_are(client: httpx.Client) -> None:
    found = _json(client, "density", bandwidth="3000")
    points = _located(recount.default_rows())
    at = np.column_stack([points.geometry.x, points.geometry.y])
    kernel = np.exp(-(cdist(at, at) ** 2) / 2 / 3000**2) / (2 * np.pi * 3000**2) * 1e6
    assert "请勿引用" in str(found["notes"])
    assert found["levels"][-1] / 0.9 == pytest.approx(kernel.sum(axis=1).max(), rel=0.05)
    assert len(found["rows"]) == len(found["rows"][0]) == 256


def test_coverage_is_that_of_buffers_on_land(site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = site
    focus = "quantum"
    found = _json(client, "coverage", focus=focus, reach="4000")
    points = _located([row for row in every if focus in row["domains"]])
    discs = points.geometry.buffer(4000, quad_segs=64).union_all()
    land = _land_of(client)
    for row in found["rows"]:
        if row["code"] is None:
            continue
        area = land[row["code"]]
        assert row["share"] == pytest.approx(area.intersection(discs).area / area.area, rel=0.04, abs=0.01)


def test_coverage_says_which_platforms_it_cannot_measure_from(site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = site
    found = _json(client, "coverage", focus="biomedicine", lang="en")
    unknown = [
        row
        for row in every
        if "biomedicine" in row["domains"] and (row["lon"] is None or row["precision"] == "district")
    ]
    of_district = Counter(row["district_code"] for row in unknown)
    assert unknown
    for row in found["rows"][:-1]:
        assert row["left_out"] == of_district[row["code"]], row
    assert found["rows"][-1]["left_out"] == len(unknown)
    near = sum(row["lon"] is not None for row in unknown)
    counts = f"{near} known by their district alone, {len(unknown) - near} without a position"
    assert counts in " ".join(found["notes"])
    assert "quote it with its assumption" in " ".join(found["notes"])


def test_density_and_coverage_speak_of_one_area(client: httpx.Client) -> None:
    whole = {row["code"]: row["weight"] for row in _json(client, "coverage", focus="ic")["rows"]}
    items = client.get("/api/collections/districts/items").json()["features"]
    published = {item["id"]: item["properties"]["area_km2"] for item in items}
    assert whole.pop(None) == pytest.approx(6340.85)
    assert whole == pytest.approx(published)
    rows = [row for row in _json(client, "districts")["rows"] if row["n"] and row["per_100km2"]]
    density = {row["code"]: row["n"] / row["per_100km2"] * 100 for row in rows}
    assert density == pytest.approx({code: published[code] for code in density})


def test_places_are_covered_by_distance(client: httpx.Client) -> None:
    found = _json(client, "coverage", focus="biomedicine", reach="5000", basis="university")
    total = found["rows"][-1]
    assert total["weight"] == 32
    more = _json(client, "coverage", focus="biomedicine", reach="10000", basis="university")["rows"][-1]
    assert 0 < total["covered"] < more["covered"] <= 32


def test_sites_add_up_and_more_reach_adds_more(client: httpx.Client) -> None:
    sites = "121.6,31.1;121.2,31.0;121.2001,31.0001"
    found = _json(client, "siting", focus="biomedicine", reach="5000", sites=sites)
    gains = [row["gain"] for row in found["rows"]]
    assert gains == sorted(gains, reverse=True)
    assert found["added"] == pytest.approx(sum(gains)) == pytest.approx(found["rows"][-1]["gain_total"])
    assert gains[2] < 0.05 * gains[0]
    same = next(each["added"] for each in found["sensitivity"] if each["reach"] == 5000)
    assert same == pytest.approx(found["added"])
    single = [_json(client, "siting", focus="biomedicine", reach="5000", sites=s)["added"] for s in sites.split(";")]
    assert max(single) == pytest.approx(gains[0])
    assert _json(client, "siting", focus="biomedicine")["added"] == 0


def test_suggested_sites_beat_the_label_points_taken_at_random(client: httpx.Client) -> None:
    found = _json(client, "suggestion", focus="biomedicine", wanted="2", candidates="district", reach="8000")
    assert found["optimal"]
    assert len(found["sites"]) == 2
    labels = [f["properties"]["label"] for f in client.get("/api/collections/districts/items").json()["features"]]
    chosen = ";".join(f"{lon},{lat}" for lon, lat in found["sites"])
    best = _json(client, "siting", focus="biomedicine", reach="8000", sites=chosen)["added"]
    for one, two in ((0, 5), (3, 9), (7, 12)):
        other = ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in (labels[one], labels[two]))
        assert _json(client, "siting", focus="biomedicine", reach="8000", sites=other)["added"] <= best * 1.02


@pytest.mark.parametrize("query", [*QUERIES[:2], *QUERIES[-2:]], ids=str)
def test_gaps_are_counted(site: tuple[httpx.Client, list[Row]], query: dict[str, str]) -> None:
    client, every = site
    answered = _json(client, "gaps", **query)["rows"]
    found = {(r["code"], r["domain_code"], r["stage"]): r["n"] for r in answered}
    expected: Counter[tuple[str | None, str, str | None]] = Counter()
    rows = _matching(every, query)
    for row in rows:
        for domain in row["domains"] or ["other"]:
            for stage in (None, *(row["stages"] or ["not-stated"])):
                expected[row["district_code"], domain, stage] += 1
    assert {key: n for key, n in found.items() if n} == dict(expected)
    behind: dict[tuple[str | None, str, str | None], list[Row]] = {}
    for row in rows:
        for domain, stage in product(row["domains"] or ["other"], (None, *(row["stages"] or ["not-stated"]))):
            behind.setdefault((row["district_code"], domain, stage), []).append(row)
    for cell in answered:
        made_up = recount.made_up(behind.get((cell["code"], cell["domain_code"], cell["stage"]), []), "district_basis")
        assert {name: cell[name] for name in made_up} == made_up
        if cell["stage"] is None and cell["code"] and cell["domain_code"] != "other":
            assert (cell["grade"] == "quote") <= (cell["n"] > 0 and not cell["inferred"])
            assert (cell["citation"] is not None) == (cell["grade"] != "never")
            if cell["citation"]:
                assert f"涉及{cell['domain']}的 {cell['n']} 个（" in cell["citation"]
                assert f"区属写明 {cell['n'] - cell['inferred']}、推断 {cell['inferred']}" in cell["citation"]
    assert len(found) == 16 * 17 * 5
    cells = sum(n for (_, _, stage), n in expected.items() if stage is None)
    text = client.get("/insight", params={"topic": "gaps", **{"kind": "poc,pilot,related", **query}}).text
    if len(every) < 1000:
        assert f"各格相加为 {cells}，记录为 {len(rows)} 个" in text
        assert "未说明所在区" in text
        assert messages("zh-CN")("domain-not-stated") in text
        one = client.get("/insight", params={"topic": "gaps", "area": "310115", "kind": "poc,pilot,related", **query})
        of_one = sum(n for (code, _, stage), n in expected.items() if stage is None and code == "310115")
        assert f"各格相加为 {of_one}，" in one.text
        quoted = {f"{r['code']}-{r['domain_code']}-{r['stage'] or 'all'}" for r in answered if r["citation"]}
        shown = set(re.findall(r'id="cite-(\d{6}-[^"]+)"', one.text))
        assert shown == {id for id in quoted if id.startswith("310115-")}, "each cell with the words to cite it"


def test_areas_are_compared(site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = site
    found = _json(client, "comparison", compare="310112,zhangjiang")
    for row, name in zip(found["rows"], ("district_code", "zone"), strict=True):
        members = [r for r in every if r[name] == row["code"]]
        assert row["n"] == len(members)
        basis = "zone_basis" if name == "zone" else "district_basis"
        assert {name: row[name] for name in recount.made_up(members, basis)} == recount.made_up(members, basis)
        assert row["stated_stage"] == sum(bool(r["stages"]) for r in members)
        assert row["stated_voucher"] == sum(r["voucher"] is not None for r in members)
        assert row["stated_website"] == sum(r["website"] is not None for r in members)
        points = _located(members)
        at = np.column_stack([points.geometry.x, points.geometry.y])
        between = cdist(at, at) + np.diag(np.full(len(at), np.inf))
        nearest = between.min(axis=1)
        assert row["shared"] == (nearest < 1e-6).sum()
        if 2 * row["shared"] >= len(at):
            assert row["nearest_m"] is None
        else:
            assert row["nearest_m"] == pytest.approx(np.median(nearest), abs=0.1)
        mix = Counter(domain for r in members for domain in r["domains"])
        assert {k: v for k, v in found["mix"][row["code"]]["domain"].items() if v and k != "other"} == dict(mix)


def test_a_median_of_shared_positions_is_withheld(client: httpx.Client) -> None:
    areas = [*(f["id"] for f in client.get("/api/collections/districts/items").json()["features"]), "zhangjiang"]
    withheld = set()
    for code in areas:
        row = _json(client, "comparison", compare=code)["rows"][0]
        if row["shared"] and 2 * row["shared"] >= row["located"]:
            withheld.add(code)
            assert row["nearest_m"] is None
        else:
            assert row["nearest_m"] != 0
    assert "zhangjiang" in withheld
    page = client.get("/en/insight", params={"topic": "compare", "compare": "310112,zhangjiang"}).text
    assert "share an approximate position" in page
    assert "0.0 km" not in page


def test_repeated_areas_are_compared_together(client: httpx.Client) -> None:
    both = client.get(f"{INSIGHT}/comparison?compare=310112&compare=zhangjiang").json()
    assert both == client.get(f"{INSIGHT}/comparison?compare=310112,zhangjiang").json()
    page = client.get("/en/insight?topic=compare&compare=310112&compare=zhangjiang").text
    assert page.count('aria-current="true"') >= 2
    assert 'id="comparison"' in page
    assert "compare=310112%2Czhangjiang" in page or "compare=310112,zhangjiang" in page


def test_one_area_or_an_unknown_one_gets_a_sentence(client: httpx.Client) -> None:
    page = client.get("/en/insight?topic=compare&compare=310115").text
    assert "Only Pudong is chosen" in page
    page = client.get("/en/insight?topic=compare&compare=310115,paris").text
    assert "Only Pudong is chosen" in page
    assert "paris" in page
    assert "is not known" in page
    page = client.get("/insight?topic=compare&compare=310115,310112,paris").text
    assert 'id="comparison"' in page


def test_a_suggestion_covers_what_its_sites_cover(client: httpx.Client) -> None:
    for focus, wanted in (("biomedicine", 3), ("quantum", 3), ("ic", 1)):
        asked = {"focus": focus, "wanted": str(wanted), "reach": "5000"}
        found = _json(client, "suggestion", **asked)
        sites = ";".join(f"{lon},{lat}" for lon, lat in found["sites"])
        siting = _json(client, "siting", focus=focus, reach="5000", sites=sites)
        assert found["covered"] == pytest.approx(siting["added"], abs=1e-9)
        # Circles cannot cover more than they hold; squares of 250 m tell a circle of 5 km to 1 %.
        assert found["covered"] <= wanted * np.pi * 25 * 1.01
        land = shapely.union_all(list(_land_of(client).values()))
        points = gpd.points_from_xy(*zip(*found["sites"], strict=True), crs=4490).to_crs(METRIC)
        assert all(point.within(land) for point in points)


TABLES = (
    "districts",
    "zones",
    "specialities",
    "gaps",
    "coverage",
    "comparison?compare=310112,310115",
    "siting?sites=121.6,31.1",
)


@pytest.mark.parametrize("path", TABLES)
def test_every_format_holds_the_same_table(client: httpx.Client, path: str) -> None:
    address = f"{INSIGHT}/{path}{'&' if '?' in path else '?'}"
    rows = client.get(f"{address}f=json").json()["rows"]
    file = client.get(f"{address}f=csv")
    listed = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    described = client.get(file.links["describedby"]["url"]).json()
    assert (described["rows"], {line["as_of"] for line in listed}) == (rows, {described["asOf"]}), "what has the notes"
    assert all(row["grade"] in ("quote", "note", "never", None) for row in rows)
    if path.startswith(("coverage", "siting")):
        assert {row["grade"] for row in rows} == {"note"}, "with its assumption"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}f=xlsx").content))
    cells = sheet.get_sheet_by_name(path.split("?", maxsplit=1)[0]).to_python()
    assert len(rows) == len(listed) == len(cells) - 1
    for record, line, row in zip(rows, listed, cells[1:], strict=True):
        for (name, value), cell in zip(record.items(), row, strict=True):
            assert line[name] == ("" if value is None else str(value))
            written = value if value is not None else ""
            assert cell == (pytest.approx(written, rel=1e-12) if isinstance(written, float) else written)
    assert "notes" in sheet.sheet_names


@pytest.mark.parametrize("path", ["hexagons", "hotspots?cell=2500", "clusters"])
def test_cells_are_tables_too(client: httpx.Client, path: str) -> None:
    address = f"{INSIGHT}/{path}{'&' if '?' in path else '?'}"
    found = client.get(f"{address}lang=en").json()
    features, quoting = found["features"], "please do not quote them"
    listed = list(csv.DictReader(io.StringIO(client.get(f"{address}f=csv").content.decode("utf-8-sig"))))
    assert [int(line["n"]) for line in listed] == [f["properties"]["n"] for f in features]
    # A cell that stands out may be called a hot spot; no number of a cell or a cluster is quoted.
    grades = ["note" if f["properties"].get("kept") else "never" for f in features]
    assert [line["grade"] for line in listed] == [f["properties"]["grade"] for f in features] == grades
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}f=xlsx&lang=en").content))
    for notes in (str(found["notes"]), str(sheet.get_sheet_by_name("notes").to_python())):
        assert quoting in notes


def test_a_kept_answer_is_the_same_and_unchanged_is_304(client: httpx.Client) -> None:
    first = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"})
    second = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"})
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    again = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_spreadsheet_carries_the_date_of_the_data(client: httpx.Client) -> None:
    answer = client.get(f"{INSIGHT}/districts", params={"f": "xlsx", "lang": "en"})
    assert "spreadsheetml" in answer.headers["content-type"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-01T00:00:00Z</dcterms:created>" in core


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        *[("hexagons", "cell", value) for value in ("1", "NaN", "-3", "inf", "20001", "x")],
        ("coverage", "reach", "-5"),
        ("coverage", "reach", "NaN"),
        ("coverage", "focus", "alchemy"),
        ("density", "bandwidth", "0"),
        ("clusters", "members", "1"),
        ("clusters", "eps", "1e9"),
        ("siting", "sites", ";".join(["121.5,31.2"] * 1000)),
        ("siting", "sites", "121.5"),
        ("siting", "sites", "2.35,48.85"),
        ("suggestion", "wanted", "11"),
        ("comparison", "compare", "310112,paris"),
        ("districts", "classes", "99"),
        ("districts", "f", "html"),
    ],
)
def test_what_cannot_be_is_refused_with_its_limit(client: httpx.Client, path: str, name: str, value: str) -> None:
    answer = client.get(f"{INSIGHT}/{path}", params={name: value})
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["parameter"] == name
    assert problem["allowed"]


def test_a_page_keeps_what_was_typed_and_says_the_limit(client: httpx.Client) -> None:
    page = client.get("/insight", params={"topic": "cells", "cell": "1"}).text
    assert "六边形宽度" in page
    assert "950 至 20000" in page
    assert 'value="1"' in page
    page = client.get("/en/insight", params={"topic": "gaps", "reach": "-5"}).text
    assert "from 500 to 50000" in page
    assert 'value="-5"' in page


def test_a_solver_without_time_says_that_nothing_is_proven(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "SOLVER_SECONDS", 1e-6)
    answer = client.get(f"{INSIGHT}/suggestion", params={"focus": "biomedicine", "reach": "20000", "wanted": "7"})
    assert answer.status_code == 200
    assert not answer.json()["optimal"]
    assert answer.json()["covered"] > 0, "one site after the other is an answer, too"
