"""What was measured of one size, kept as a file, so that sizes can be measured one after another."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bench.first_view import FirstView
from bench.imports import Imported
from bench.insight import Question
from bench.row import Row


@dataclass
class Result:
    """All figures of one size, and what is to be known of the run."""

    rows: int
    date: str
    machine: str
    versions: str
    database: str
    seconds: int
    rounds: int
    workers: int
    encoding: str
    given: bool
    load: list[str] = field(default_factory=list)
    ready: float = 0.0
    warm: float = 0.0
    memory: dict[str, float] = field(default_factory=dict)
    not_run: dict[str, str] = field(default_factory=dict)
    table: list[Row] = field(default_factory=list)
    insight: list[Question] = field(default_factory=list)
    imports: list[Imported] = field(default_factory=list)
    surface: float = 0.0
    first_view: FirstView | None = None

    def row(self, name: str) -> Row | None:
        """The row of a request."""
        return next((row for row in self.table if row.name == name), None)


def store(result: Result, home: Path) -> None:
    """Keep the figures of a size."""
    (home / f"result-{result.rows}.json").write_bytes(msgspec.json.encode(result))


def stored(home: Path) -> list[Result]:
    """The figures of all sizes that were measured, the smallest first."""
    files = home.glob("result-*.json")
    results = [msgspec.json.decode(file.read_bytes(), type=Result) for file in files]
    return sorted(results, key=lambda result: result.rows)
