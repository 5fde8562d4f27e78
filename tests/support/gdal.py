"""Reads collections of an API with GDAL, as QGIS, ogr2ogr and geopandas do, and prints what it found as JSON."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import pyogrio

PAGE = 7
WHERE = {
    "platforms": {
        "district='浦东新区'": "district = '浦东新区'",
        "kind='nosuch'": "kind = 'nosuch'",
        "kind='poc' AND zone='lingang'": "kind = 'poc' AND zone = 'lingang'",
        "zone IS NULL": "zone IS NULL",
        "synthetic=0": "synthetic = FALSE",
    },
    "districts": {"name_zh='浦东新区'": "name_zh = '浦东新区'", "area_km2 > 1000": "area_km2 > 1000"},
    "zones": {"code='lingang' AND is_default=1": "code = 'lingang' AND is_default = TRUE"},
    "district-features": {
        "district_number=310115": "district_number = 310115",
        "confidence='high'": "confidence = 'high'",
    },
    "services": {"stage='lab'": "stage = 'lab'", "stage IS NULL": "stage IS NULL"},
    "scenarios": {"platform='sh-poc-027'": "platform = 'sh-poc-027'"},
    "policies": {
        "instrument='subsidy' AND amount_text_zh IS NULL": "instrument = 'subsidy' AND amount_text_zh IS NULL",
        "target=1": "target = TRUE",
    },
    "domains": {"tier='build'": "tier = 'build'"},
    "cases": {"result='signed' AND stage IS NULL": "result = 'signed' AND stage IS NULL"},
    "events": {"kind='forum' AND zone='zhangjiang'": "kind = 'forum' AND zone = 'zhangjiang'"},
}
"""Conditions of SQL on each collection, and the same in CQL2."""


def boxed(api: str, box: tuple[float, ...], names: list[str]) -> Any:
    """What is read of each collection, whole and within the box in degrees, in pages of seven."""
    return {name: {"all": layer(api, name), "box": layer(api, name, bbox=box)} for name in names}


def layer(api: str, name: str, **asked: Any) -> dict[str, Any]:
    """The ids, Chinese names, presence of a position and reference system of what GDAL reads."""
    meta, _, geometries, values = pyogrio.raw.read(f"OAPIF:{api}", layer=name, PAGE_SIZE=PAGE, **asked)
    columns = dict(zip(meta["fields"], values, strict=True))
    return {
        "ids": list(columns["id"]),
        "names": list(columns["name_zh"]),
        "located": [bool(each) for each in geometries] if geometries is not None else [False] * len(columns["id"]),
        "crs": meta["crs"],
    }


def columns(api: str, name: str) -> dict[str, Any]:
    """The types of the columns, the values of those that are lists of texts, and the ids that conditions find."""
    source = f"OAPIF:{api}"
    types = dict(zip(*_fields(source, name), strict=True))
    meta, _, _, values = pyogrio.raw.read(source, layer=name, PAGE_SIZE=PAGE)
    read = dict(zip(meta["fields"], values, strict=True))
    texts = [column for column, kind in types.items() if kind == "OFTStringList"]
    lists = {
        column: [[] if each is None else [str(text) for text in each] for each in read[column]] for column in texts
    }
    return {"types": types, "lists": lists, "where": {each: _ids(source, name, each) for each in WHERE[name]}}


def _fields(source: str, name: str) -> tuple[list[str], list[str]]:
    info = pyogrio.read_info(source, layer=name)
    return list(info["fields"]), list(info["ogr_types"])


def _ids(source: str, name: str, where: str) -> list[str]:
    meta, _, _, values = pyogrio.raw.read(source, layer=name, where=where)
    return list(dict(zip(meta["fields"], values, strict=True))["id"])


def copied(api: str, path: str, names: list[str]) -> Any:
    """Each collection, written into a GeoPackage, and what is read from there: ids, dates, positions as text."""
    for name in names:
        pyogrio.write_dataframe(pyogrio.read_dataframe(f"OAPIF:{api}", layer=name, PAGE_SIZE=PAGE), path, layer=name)
    return {name: _back(path, name) for name in names}


def _back(path: str, name: str) -> dict[str, Any]:
    frame = pyogrio.read_dataframe(path, layer=name)
    places = frame.geometry.to_wkt(rounding_precision=7) if "geometry" in frame else [None] * len(frame)
    return {
        "ids": list(frame["id"]),
        "names": list(frame["name_zh"]),
        "dates": {column: _texts(frame[column]) for column in frame if "date" in column.split("_")},
        "places": _texts(places),
    }


def _texts(values: Iterable[Any]) -> list[str | None]:
    """The values that are texts; None for the others, which state nothing."""
    return [each if isinstance(each, str) else None for each in values]


def main(api: str, box: str, names: list[str]) -> None:
    """Print of each collection what is read of it within a box, or with `columns`, how; or of a copy, by its path."""
    if box == "columns":
        found: Any = {name: columns(api, name) for name in names}
    elif box.endswith(".gpkg"):
        found = copied(api, box, names)
    else:
        found = boxed(api, tuple(json.loads(box)), names)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
