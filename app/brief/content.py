"""A brief in words: what every form of it, page, paper, document, slides, sheet and JSON, says alike."""

from dataclasses import dataclass, field, replace
from typing import Literal

from app.analysis.table import Cell
from app.draw.area_map import AreaMap
from app.figures.figure import Figure

Form = Literal["text", "count", "decimal", "percent"]


@dataclass(frozen=True)
class Column:
    """A column of a table: its code, its heading, and how its cells are written."""

    code: str
    title: str
    form: Form = "text"


@dataclass(frozen=True)
class Sheet:
    """A table with its name in an address or a workbook, its heading, and what is to be said below it."""

    name: str
    title: str
    columns: list[Column]
    rows: list[list[Cell]]
    note: str = ""
    listed: int = 0
    """So many of its first rows count records: a 0 there says that nothing is listed."""
    pair: tuple[int, str] | None = None
    """A row that a narrow table shows with the next one on a line of this name: its place among the rows."""

    def narrow(self, between: str) -> "Sheet":
        """The same with the two rows of a pair as one; where nothing is to be paired, the same."""
        if self.pair is None:
            return self
        at, title = self.pair
        joined: list[Cell] = [f"{a}{between}{b}" for a, b in zip(self.rows[at], self.rows[at + 1], strict=True)]
        return replace(self, rows=[*self.rows[:at], [title, *joined[1:]], *self.rows[at + 2 :]], pair=None)


@dataclass(frozen=True)
class FigureWords:
    """A figure as it is written: what it counts, of what it is made up, a note, its grade and the words to cite it.

    `citation` is empty where the figure is not to be quoted: `why` says for what reason.
    """

    figure: Figure
    value: str
    title: str
    detail: str
    note: str
    grade: str
    why: str
    citation: str


@dataclass(frozen=True)
class Section:
    """A part of the sheet: its heading, what stands beside it, sentences, a table, a note."""

    title: str
    beside: str = ""
    said: str = ""
    points: list[str] = field(default_factory=list)
    table: Sheet | None = None
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """The whole brief in one language. `link` names the version of the data that it was made from."""

    code: str
    lang: str
    place: str
    origin: str
    dated: str
    title: str
    lead: str
    basis: str
    """For how many of the records the place is stated, as a sentence."""
    listed: int
    kinds: dict[str, int]
    notices: list[str]
    figures: list[FigureWords]
    declared: Section | None
    compared: Section
    gaps: Section
    next: Section
    caveat: Section
    since: Section
    """What changed; `said` is empty where there is one version alone."""
    sources: list[str]
    foot: list[str]
    link: str
    annex: list[Sheet]
    map: AreaMap
    map_label: str
    licence: str
    as_of: str | None
    version: int
