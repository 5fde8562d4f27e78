"""Density, coverage and where another site would reach most, beside geopandas and shapely."""

from collections import Counter

import geopandas as gpd
import httpx
import numpy as np
import pytest
import shapely
import shapely.affinity
from scipy.spatial.distance import cdist

from app.analysis import coverage
from tests.support import recount
from tests.support.insight import INSIGHT, METRIC, answered, land_of, located
from tests.support.recount import Row


def test_the_density_peaks_where_the_records_are(client: httpx.Client) -> None:
    found = answered(client, "density", bandwidth="3000")
    points = located(recount.default_rows())
    at = np.column_stack([points.geometry.x, points.geometry.y])
    kernel = np.exp(-(cdist(at, at) ** 2) / 2 / 3000**2) / (2 * np.pi * 3000**2) * 1e6
    assert "请勿引用" in str(found["notes"])
    assert found["levels"][-1] / 0.9 == pytest.approx(kernel.sum(axis=1).max(), rel=0.05)
    assert len(found["rows"]) == len(found["rows"][0]) == 256


def test_coverage_is_that_of_buffers_on_land(counted_site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = counted_site
    focus = "quantum"
    found = answered(client, "coverage", focus=focus, reach="4000")
    points = located([row for row in every if focus in row["domains"]])
    discs = points.geometry.buffer(4000, quad_segs=64).union_all()
    land = land_of(client)
    for row in found["rows"]:
        if row["code"] is None:
            continue
        area = land[row["code"]]
        assert row["share"] == pytest.approx(area.intersection(discs).area / area.area, rel=0.04, abs=0.01)


def test_coverage_says_which_platforms_it_cannot_measure_from(counted_site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = counted_site
    found = answered(client, "coverage", focus="biomedicine", lang="en")
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
    whole = {row["code"]: row["weight"] for row in answered(client, "coverage", focus="ic")["rows"]}
    items = client.get("/api/collections/districts/items").json()["features"]
    published = {item["id"]: item["properties"]["area_km2"] for item in items}
    assert whole.pop(None) == pytest.approx(6340.85)
    assert whole == pytest.approx(published)
    rows = [row for row in answered(client, "districts")["rows"] if row["n"] and row["per_100km2"]]
    density = {row["code"]: row["n"] / row["per_100km2"] * 100 for row in rows}
    assert density == pytest.approx({code: published[code] for code in density})


def test_places_are_covered_by_distance(client: httpx.Client) -> None:
    found = answered(client, "coverage", focus="biomedicine", reach="5000", basis="university")
    total = found["rows"][-1]
    assert total["weight"] == 32
    more = answered(client, "coverage", focus="biomedicine", reach="10000", basis="university")["rows"][-1]
    assert 0 < total["covered"] < more["covered"] <= 32


def test_sites_add_up_and_more_reach_adds_more(client: httpx.Client) -> None:
    sites = "121.6,31.1;121.2,31.0;121.2001,31.0001"
    found = answered(client, "siting", focus="biomedicine", reach="5000", sites=sites)
    gains = [row["gain"] for row in found["rows"]]
    assert gains == sorted(gains, reverse=True)
    assert found["added"] == pytest.approx(sum(gains)) == pytest.approx(found["rows"][-1]["gain_total"])
    assert gains[2] < 0.05 * gains[0]
    same = next(each["added"] for each in found["sensitivity"] if each["reach"] == 5000)
    assert same == pytest.approx(found["added"])
    single = [answered(client, "siting", focus="biomedicine", reach="5000", sites=s)["added"] for s in sites.split(";")]
    assert max(single) == pytest.approx(gains[0])
    assert answered(client, "siting", focus="biomedicine")["added"] == 0


def test_suggested_sites_beat_the_label_points_taken_at_random(client: httpx.Client) -> None:
    found = answered(client, "suggestion", focus="biomedicine", wanted="2", candidates="district", reach="8000")
    assert found["optimal"]
    assert len(found["sites"]) == 2
    labels = [f["properties"]["label"] for f in client.get("/api/collections/districts/items").json()["features"]]
    chosen = ";".join(f"{lon},{lat}" for lon, lat in found["sites"])
    best = answered(client, "siting", focus="biomedicine", reach="8000", sites=chosen)["added"]
    for one, two in ((0, 5), (3, 9), (7, 12)):
        other = ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in (labels[one], labels[two]))
        assert answered(client, "siting", focus="biomedicine", reach="8000", sites=other)["added"] <= best * 1.02


def test_a_suggestion_covers_what_its_sites_cover(client: httpx.Client) -> None:
    for focus, wanted in (("biomedicine", 3), ("quantum", 3), ("ic", 1)):
        asked = {"focus": focus, "wanted": str(wanted), "reach": "5000"}
        found = answered(client, "suggestion", **asked)
        sites = ";".join(f"{lon},{lat}" for lon, lat in found["sites"])
        siting = answered(client, "siting", focus=focus, reach="5000", sites=sites)
        assert found["covered"] == pytest.approx(siting["added"], abs=1e-9)
        # Circles cannot cover more than they hold; squares of 250 m tell a circle of 5 km to 1 %.
        assert found["covered"] <= wanted * np.pi * 25 * 1.01
        land = shapely.union_all(list(land_of(client).values()))
        points = gpd.points_from_xy(*zip(*found["sites"], strict=True), crs=4490).to_crs(METRIC)
        assert all(point.within(land) for point in points)


def test_a_solver_without_time_says_that_nothing_is_proven(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "SOLVER_SECONDS", 1e-6)
    answer = client.get(f"{INSIGHT}/suggestion", params={"focus": "biomedicine", "reach": "20000", "wanted": "7"})
    assert answer.status_code == 200
    assert not answer.json()["optimal"]
    assert answer.json()["covered"] > 0, "one site after the other is an answer, too"
