"""The ways in which a file can be read, where it does not say which one is meant: its encoding, its sheet or layer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.imports.rows.problems import ImportRefusedError, Problem

SHOWN = 3
CELLS, LONGEST = 6, 40
SAMPLE = 64 * 1024
"""Of so many bytes around the first that are not ASCII rows are shown: in these alone encodings differ."""


@dataclass(frozen=True)
class Way:
    """One of them by its name, with the first rows as they read so."""

    name: str
    rows: list[list[str]]


class SeveralWaysError(ImportRefusedError):
    """It is to be said in which of these ways the file is to be read; there may be none."""

    def __init__(self, what: Literal["encoding", "sheet"], ways: Sequence[Way], problem: Problem) -> None:
        self.what, self.ways = what, ways
        super().__init__([problem])


def way(name: str, rows: Iterable[Iterable[Any]]) -> Way:
    """A way with the first rows that state anything, each cut to what a narrow page has room for."""
    cells = ([_short(cell) for cell in row] for row in rows)
    stated = ([cell for cell in row if cell][:CELLS] for row in cells)
    return Way(name, [row for row in stated if row][:SHOWN])


def _short(cell: Any) -> str:
    text = " ".join(str("" if cell is None else cell).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def in_encoding(path: Path, encoding: str) -> Way:
    """The first lines that hold more than ASCII, in an encoding in which the whole file can be read."""
    begin = _first_foreign(path)
    with path.open("rb") as file:
        # A sign of a wide encoding begins at an even byte.
        file.seek(max(begin - SAMPLE // 2, 0) // 2 * 2)
        lines = file.read(SAMPLE).decode(encoding, "ignore").splitlines()
    foreign = [line for line in lines if not line.isascii()][:SHOWN]
    separator = max(",;\t", key="".join(foreign).count)
    return way(encoding, ([cell.strip('"') for cell in line.split(separator)] for line in foreign))


def _first_foreign(path: Path) -> int:
    """The first byte that is none of ASCII; 0 where all are."""
    read = 0
    with path.open("rb") as file:
        while chunk := file.read(SAMPLE):
            if not chunk.isascii():
                return read + next(at for at, byte in enumerate(chunk) if byte > 127)
            read += len(chunk)
    return 0
