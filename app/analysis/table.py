"""A table of the insight: columns with headings, rows, and what is to be said of it."""

from dataclasses import dataclass, field

Cell = str | int | float | None
"""None: it does not apply, or is not stated."""


@dataclass(frozen=True)
class Table:
    """`columns` are code and heading; a None cell is "does not apply". `notes` say what the figures mean."""

    name: str
    columns: list[tuple[str, str]]
    rows: list[list[Cell]]
    notes: list[str] = field(default_factory=list)
    as_of: str | None = None
    title: str = ""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of columns of codes: what each code is called. For the workbook alone, as is what follows."""
    also: "list[Table]" = field(default_factory=list)
    about: list[tuple[str, str]] = field(default_factory=list)
    none: str = ""
    """What a 0 of a table that counts records is called where it is read: nothing is listed; the number stays one."""

    def records(self) -> list[dict[str, Cell]]:
        codes = [code for code, _ in self.columns]
        return [dict(zip(codes, row, strict=True)) for row in self.rows]
