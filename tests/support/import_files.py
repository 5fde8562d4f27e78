"""Files to import: a record that every check lets pass, and a CSV file of such records."""

import csv
import io
from pathlib import Path

BASE = {
    "id": "test-1",
    "kind": "poc",
    "name_zh": "测试平台",
    "name_en": "Test platform",
    "lifecycle": "operating",
    "summary_zh": "测试",
    "source_title": "测试来源",
    "source_kind": "unknown",
}
PLACED = {**BASE, "lon": "121.5", "lat": "31.2", "precision": "park", "crs": "wgs84"}


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text(rows_as_text(*rows), "utf-8-sig", newline="")
    return path


def rows_as_text(*rows: dict[str, str], separator: str = ",") -> str:
    """A CSV file with all columns that a row has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
