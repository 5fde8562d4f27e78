"""`python -m app.districts.build SOURCE.json OUT.geojson`: the default boundaries, from the echarts package.

Run by the build. Nothing of the package is committed; what this makes goes into the wheel.
"""

import csv
import json
import sys
from pathlib import Path

import shapely

from app.resources import locate
from geo.boundaries import area_km2, check
from geo.echarts import decode

DECIMALS = 6


def build(source: Path, target: Path) -> list[str]:
    """Decode, check and write; the findings that refuse are returned, and then nothing was written."""
    districts = decode(json.loads(source.read_text("utf-8")))
    with (locate().data / "districts.csv").open(encoding="utf-8-sig", newline="") as lines:
        published = {row["code"]: float(row["area_km2"]) for row in csv.DictReader(lines)}
    refusals = [f"{finding.code or ''} {finding.text}" for finding in check(districts, published) if finding.refuses]
    if refusals:
        return refusals
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "computed_km2": round(area_km2(polygon), 2)},
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(polygon, 10**-DECIMALS))),
        }
        for code, polygon in districts.items()
    ]
    about = {"source": "ECharts 4.9.0", "license": "Apache-2.0"}
    document = {"type": "FeatureCollection", **about, "features": features}
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    half.write_text(json.dumps(document), "utf-8")
    half.replace(target)
    return []


def main() -> int:
    """The command."""
    refusals = build(Path(sys.argv[1]), Path(sys.argv[2]))
    for refusal in refusals:
        print(f"District boundaries refused: {refusal}", file=sys.stderr)
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main())
