"""Hexagons, hot spots and clusters, beside geopandas, scipy and scikit-learn."""

import csv
import io

import geopandas as gpd
import httpx
import numpy as np
import pytest
import shapely
import shapely.affinity
from python_calamine import CalamineWorkbook
from scipy.stats import binom
from sklearn.cluster import DBSCAN

from tests.support.insight import INSIGHT, METRIC, QUERIES, answered, land_of, located, matching
from tests.support.recount import Row


@pytest.mark.parametrize("query", QUERIES[:3], ids=str)
def test_hexagons_hold_every_located_record_once(
    counted_site: tuple[httpx.Client, list[Row]], query: dict[str, str]
) -> None:
    client, every = counted_site
    rows = matching(every, query)
    points = located(rows)
    found = answered(client, "hexagons", cell="4000", **query)
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


def test_clusters_are_those_of_scikit_learn(counted_site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = counted_site
    query = {} if len(every) < 1000 else {"kind": "poc", "voucher": "yes"}
    points = located(matching(every, query))
    found = answered(client, "clusters", eps="1500", members="3", **query)
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


@pytest.mark.parametrize("cell", ["2500", "3000"])
def test_hot_spots_are_those_of_an_independent_computation(
    counted_site: tuple[httpx.Client, list[Row]], cell: str
) -> None:
    client, every = counted_site
    found = answered(client, "hotspots", cell=cell)
    assert found["enough"]
    # The synthetic records lie at random, the real ones do not.
    assert (found["moran_p"] <= 0.05) == (len(every) < 1000)
    counted = {f["id"]: f["properties"]["n"] for f in answered(client, "hexagons", cell=cell)["features"]}
    shown = {f["id"]: f["properties"] for f in found["features"]}
    assert {id: spot["n"] for id, spot in shown.items()} == counted
    assert found["non_empty"] == len(counted) <= found["cells"]
    land = shapely.union_all(list(land_of(client).values()))
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
    spots = [feature["properties"] for feature in answered(client, "hotspots", cell="3000")["features"]]
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
    found = answered(client, "hotspots", cell="12000")
    assert (found["enough"], found["moran"], found["features"]) == (False, None, [])
    assert 0 < found["non_empty"] < 30
    assert answered(client, "density", kind="poc", domain="6g")["rows"] == []


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
