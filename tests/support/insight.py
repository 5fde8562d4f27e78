"""What the tests of the analysis ask, and the records that they compare with."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import httpx
import shapely

from tests.support import recount
from tests.support.recount import Row

INSIGHT = "/api/insight"
METRIC = 4549
QUERIES: list[dict[str, str]] = [
    {},
    {"kind": "poc"},
    {"stage": "lab", "kind": "pilot"},
    {"voucher": "not-stated"},
    {"status": "operating"},
    {"domain": "biomedicine"},
    {"domain": "ic", "stage": "lab", "service": "not-stated"},
]


def matching(rows: list[Row], query: dict[str, str]) -> list[Row]:
    """The rows that meet the query, counted without the application."""
    return [row for row in rows if recount.matches(row, {name: [value] for name, value in query.items()})]


def answered(client: httpx.Client, path: str, **params: str) -> dict[str, Any]:
    """The analysis of that name as JSON."""
    answer = client.get(f"{INSIGHT}/{path}", params=params)
    assert answer.status_code == 200, answer.text[:300]
    found: dict[str, Any] = answer.json()
    return found


def located(rows: list[Row]) -> gpd.GeoDataFrame:
    """The rows whose point says more than their district, in metres."""
    placed = [row for row in rows if row["lon"] is not None and row["precision"] != "district"]
    points = gpd.points_from_xy([row["lon"] for row in placed], [row["lat"] for row in placed], crs=4490)
    return gpd.GeoDataFrame({"id": [row["id"] for row in placed]}, geometry=points).to_crs(METRIC)


def land_of(client: httpx.Client) -> dict[str, shapely.geometry.base.BaseGeometry]:
    """The districts without the sea, in metres."""
    items = client.get("/api/collections/districts/items").json()["features"]
    districts = gpd.GeoDataFrame.from_features(items, crs=4490).to_crs(METRIC)
    sea = gpd.read_file(Path(__file__).parents[2] / "data" / "orientation" / "sea.geojson").to_crs(4490).to_crs(METRIC)
    land = districts.difference(sea.union_all())
    return {item["id"]: shape for item, shape in zip(items, land, strict=True)}
