"""The parameters that many addresses take, each defined once."""

from typing import Any, Literal, get_args

from app.query.kinds import Box, Choice, Number, Point, Text, Whole
from app.query.lists import Identifiers
from app.query.parameter import Parameter
from app.web.negotiation import Format
from frontend.language import DEFAULT, LANGUAGE_CODES, Lang

Sort = Literal["default", "name", "distance", "date"]

Q = Text(
    name="q",
    description=(
        "Words; a record matches where each is found in its text: as typed or simplified, by a synonym or by pinyin. "
        "In quotation marks stands plain text."
    ),
    longest=200,
    shown=400,
)
NEAR = Point(name="near", description="Point lon,lat in degrees; features then carry `distance_m`.")
RADIUS: Number[float | None] = Number(
    name="radius",
    description="Metres around `near`.",
    low=1.0,
    high=200_000.0,
    default=None,
)
NEAR_RADIUS = 5000
"""Metres around a point where nothing else is chosen."""
BBOX = Box(
    name="bbox",
    description="west,south,east,north in degrees (CRS84): what lies in view of a map; touching the box counts.",
)
IDS = Identifiers(name="ids", description="Identifiers.", example="sh-poc-001")
SORT: Choice[Sort] = Choice(name="sort", description="Order.", values=get_args(Sort), default="default")
FILTERS: tuple[Parameter[Any], ...] = (IDS, SORT, Q, NEAR, RADIUS, BBOX)
"""The filters that are no facets, in the order in which they are read."""

FORMAT: Choice[Format] = Choice(
    name="f",
    description="Format.",
    values=get_args(Format),
    default="json",
    undocumented=("default",),
    shown=40,
)
LANG: Choice[Lang] = Choice(
    name="lang",
    description="Language of names.",
    values=LANGUAGE_CODES,
    default=DEFAULT.code,
    shown=40,
)
ZOOM: Whole[int | None] = Whole(
    name="zoom",
    description="Zoom of web maps: geometry with no more points than a map of it shows. Absent: all points.",
    low=0,
    high=20,
    default=None,
)
OFFSET: Whole[int] = Whole(
    name="offset",
    description="Features or lines to pass over.",
    low=0,
    high=100_000_000,
    default=0,
)
