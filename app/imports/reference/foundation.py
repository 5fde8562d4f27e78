"""The vocabularies, districts, zones, policies and places: read from `data/`, written to the database."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from shapely.geometry import Point, shape
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.districts.models import (
    DistrictFeature,
    DistrictFeatureDomain,
    DistrictFeatureSource,
    Place,
    ZoneExtent,
)
from app.lists.models import Case, Event, Policy, Scenario
from app.store.geometry import stored
from app.store.tables import Table
from app.vocabulary.models import District, Domain, Kind, Service, ServicePhrase, Source, Stage, Tier, Zone

Row = dict[str, Any]


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def read_csv(path: Path) -> list[Row]:
    """Rows of a CSV file of ours; an empty cell is None."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(lines)]


def _numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "position": position} for position, row in enumerate(rows)]


def _listed(cell: str | None) -> list[str]:
    return cell.split("|") if cell else []


def load_reference(session: Session, data: Path) -> None:
    """Write everything that platforms refer to. For an empty database, inside the caller's transaction."""
    for model, rows in _tables(data):
        if rows:
            session.execute(insert(model), rows)


def _tables(data: Path) -> Iterator[tuple[type[Table], list[Row]]]:
    domains = read_yaml(data / "domains.yaml")
    yield Tier, _numbered(domains["tiers"])
    yield Domain, _numbered(domains["domains"])
    yield Stage, _numbered(read_yaml(data / "stages.yaml")["stages"])
    yield Service, _numbered(read_yaml(data / "services.yaml")["services"])
    yield Kind, _numbered([{"plan_clause": None, **kind} for kind in read_yaml(data / "kinds.yaml")["kinds"]])
    phrases = read_csv(data / "service_phrases.csv")
    yield ServicePhrase, [{"phrase": row["phrase"], "service": row["code"]} for row in phrases]
    districts = read_csv(data / "districts.csv")
    numbers = ("area_km2", "area_rounding_km2")
    yield District, [{**row, **{name: float(row[name]) for name in numbers}} for row in districts]
    yield from _features(read_yaml(data / "district_features.yaml")["district_features"])
    yield from _zones(json.loads((data / "zones.geojson").read_text("utf-8"))["features"])
    yield from _policies(read_yaml(data / "policies.yaml"))
    yield Place, [_place(row) for row in read_csv(data / "places.csv")]


def _policies(document: Any) -> Iterator[tuple[type[Table], list[Row]]]:
    sources = [{**row, "publisher": row["issuer"]} for row in document["sources"]]
    names = ("code", "title", "publisher", "number", "date", "kind", "url", "read_in", "read_in_date")
    yield Source, [{name: row.get(name) for name in names} for row in sources]
    yield Policy, _numbered([{"target": False, **_renamed(row)} for row in document["policies"]])


def list_rows(data: Path) -> dict[type[Table], list[Row]]:
    """The default lists by table, each row with all of its columns: what others refer to comes first."""
    lists: dict[type[Table], list[Row]] = dict(_policies(read_yaml(data / "policies.yaml")))
    lists[Scenario] = read_yaml(data / "scenarios.yaml")["scenarios"]
    for model, file, name in ((Case, "cases.yaml", "case"), (Event, "events.yaml", "event")):
        rows = read_yaml(data / file)[f"{name}s"]
        columns = {column.name for column in model.__table__.columns}
        lists[Source] += [_reported(f"{name}:{row['code']}", row) for row in rows]
        stated = [{**_renamed(row), "source": f"{name}:{row['code']}"} for row in rows]
        lists[model] = [{n: v for n, v in row.items() if n in columns} for row in stated]
    return lists


def _reported(code: str, row: Row) -> Row:
    """The source of a case or an event, which stands in its row."""
    return _source(code, {name: row[f"source_{name}"] for name in ("title", "date", "kind", "url")})


def _renamed(row: Row) -> Row:
    """The row of a file with the district under the name of its column."""
    return {
        **{name: value for name, value in row.items() if name != "district_code"},
        "district": row.get("district_code"),
    }


def _source(code: str, stated: Row) -> Row:
    names = ("title", "publisher", "date", "kind", "url")
    unsaid = dict.fromkeys(("number", "read_in", "read_in_date"))
    return {"code": code, **unsaid, **{name: stated.get(name) for name in names}}


def _features(features: list[Row]) -> Iterator[tuple[type[Table], list[Row]]]:
    names = ("feature_zh", "feature_en", "evidence_zh", "confidence")
    yield DistrictFeature, [{"district": f["code"], **{name: f[name] for name in names}} for f in features]
    yield (
        DistrictFeatureDomain,
        [
            {"district": f["code"], "domain": d, "position": i, "sourced": d not in f["domains_unsourced"]}
            for f in features
            for i, d in enumerate(f["domains"])
        ],
    )
    stated = [(f["code"], i, source) for f in features for i, source in enumerate(f["sources"])]
    yield Source, [_source(f"feature:{code}:{i}", source) for code, i, source in stated]
    yield (
        DistrictFeatureSource,
        [{"district": code, "source": f"feature:{code}:{i}", "position": i} for code, i, _ in stated],
    )


def _zones(extents: list[Row]) -> Iterator[tuple[type[Table], list[Row]]]:
    first = {e["properties"]["code"]: e["properties"] for e in reversed(extents)}
    order = list(dict.fromkeys(e["properties"]["code"] for e in extents))
    names = ("code", "name_zh", "name_en", "aliases")
    yield Zone, _numbered([{name: first[code][name] for name in names} for code in order])
    yield Source, [_source(f"extent:{e['id']}", e["properties"]["published_area_source"]) for e in extents]
    yield ZoneExtent, [_extent(e) for e in extents]


def _extent(feature: Row) -> Row:
    p = feature["properties"]
    names = ("version", "basis", "extent_zh", "note_zh", "uncertainty_m", "computed_area_km2")
    return {
        **{name: p[name] for name in (*names, "published_area_km2", "zone_total_area_km2")},
        "code": feature["id"],
        "zone": p["code"],
        "is_default": p["default"],
        "geom": stored(shape(feature["geometry"])),
        "source": f"extent:{feature['id']}",
    }


def _place(row: Row) -> Row:
    return {
        **{name: row[name] for name in ("id", "name_zh", "name_en", "kind", "source")},
        "aliases": _listed(row["aliases"]),
        "lines": _listed(row["lines"]),
        "district": row["district_code"],
        "geom": stored(Point(float(row["lon"]), float(row["lat"]))),
        "accuracy_m": float(row["accuracy_m"]),
    }
