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
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path
