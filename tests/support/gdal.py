"""Reads collections of an API with GDAL, as QGIS, ogr2ogr and geopandas do, and prints what it found as JSON."""

import json
import sys
from typing import Any

import pyogrio

PAGE = 7


def main(api: str, box: tuple[float, ...], names: list[str]) -> None:
    """Print of each collection what is read of it, whole and within the box in degrees, in pages of seven."""
    read = {name: {"all": layer(api, name), "box": layer(api, name, bbox=box)} for name in names}
    print(json.dumps(read))


def layer(api: str, name: str, **asked: Any) -> dict[str, Any]:
    """The ids, Chinese names, presence of a position and reference system of what GDAL reads."""
    meta, _, geometries, values = pyogrio.raw.read(f"OAPIF:{api}", layer=name, PAGE_SIZE=PAGE, **asked)
    columns = dict(zip(meta["fields"], values, strict=True))
    return {
        "ids": list(columns["id"]),
        "names": list(columns["name_zh"]),
        "located": [bool(each) for each in geometries],
        "crs": meta["crs"],
    }


if __name__ == "__main__":
    main(sys.argv[1], tuple(json.loads(sys.argv[2])), sys.argv[3:])
