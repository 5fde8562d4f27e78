"""What a picture of the insight shows: words, a legend, and a map or a chart. Its layout is another module's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shapely.geometry.base import BaseGeometry

from app.draw.mark import Mark

Size = Literal["slide", "print"]


@dataclass(frozen=True)
class Fill:
    """How an area is filled, by tokens. `dark`: what is written on it is light. `hatched`: no verdict is given."""

    token: str | None
    line: str | None = None
    dark: bool = False
    hatched: bool = False
    dashed: bool = False
    alpha: float = 1.0


@dataclass(frozen=True)
class Key:
    """A row of the legend: its swatch, what it means, and how much there is of it."""

    fill: Fill
    text: str
    n: str = ""
    kind: str = ""
    """A kind of record, whose shape stands in the place of the swatch."""


@dataclass(frozen=True)
class AreaCell:
    """A cell of a grid; `shape` is projected, and `text` stands in it where it has room."""

    shape: BaseGeometry
    fill: Fill
    text: str = ""


class Content:
    """What a picture shows: a map, a chart, a matrix, or the map of one place."""


@dataclass(frozen=True)
class MapContent(Content):
    """Fills and figures of districts by code, cells, and marks above all of them."""

    fills: Mapping[str, Fill] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    cells: list[AreaCell] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Rows of a chart under one heading: each has its name and a number for every column."""

    heading: str
    rows: list[tuple[str, list[int]]]


@dataclass(frozen=True)
class ChartContent(Content):
    """Small multiples: one column of bars for each area, all on one scale."""

    columns: list[str]
    groups: list[Group]

    @property
    def most(self) -> int:
        """The greatest number, which has the longest bar."""
        return max((n for group in self.groups for _, counts in group.rows for n in counts), default=0)


@dataclass(frozen=True)
class GridContent(Content):
    """A matrix: a text and, where it has one, a fill in each cell."""

    columns: list[str]
    rows: list[tuple[str, list[tuple[str, Fill | None]]]]


@dataclass(frozen=True)
class Figure:
    """A whole picture. `said` are sentences of what it says, `caveat` of what it does not say."""

    title: str
    said: list[str]
    caveat: list[str]
    foot: list[str]
    content: Content
    legend_title: str = ""
    legend: list[Key] = field(default_factory=list)
    synthetic: str = ""
