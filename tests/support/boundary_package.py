"""Where the default district boundaries come from."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "frontend" / "node_modules" / "echarts" / "map" / "json" / "province" / "shanghai.json"
