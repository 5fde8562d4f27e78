"""The parameters of the analysis, each defined once. Lengths are in metres."""

from typing import Any, Literal, get_args

from app.analysis.places import Areas, Sites
from app.draw.figure import Size
from app.query.kinds import Choice, Number, Whole
from app.query.parameter import Parameter, names
from geo import grid
from geo.classify import METHODS, Method

Measure = Literal["count", "density", "share", "quotient"]
Scheme = Literal["azure", "viridis", "cividis"]
Cells = Literal["hexagons", "hotspots", "density", "clusters"]
Basis = Literal["area", "university", "park"]
Candidates = Literal["hexagon", "district", "park"]
ORDERS = ("name", "count", "density", "share", "focus", "quotient")
"""The columns of the districts' table, by which it can be sorted."""

MEASURE: Choice[Measure] = Choice(
    name="measure",
    description="What is classed.",
    values=get_args(Measure),
    default="count",
    undocumented=("default",),
)
FOCUS: Choice[str] = Choice(
    name="focus",
    description="Domain of the location quotient or the coverage. Absent: the one most named.",
    listed="code of a domain",
    default="",
)
BREAKS: Choice[Method] = Choice(
    name="breaks",
    description="Method of the class breaks.",
    values=METHODS,
    default="jenks",
    undocumented=("default",),
)
CLASSES: Whole[int] = Whole(name="classes", description="Classes.", low=3, high=5, default=5)
SCHEME: Choice[Scheme] = Choice(
    name="scheme",
    description="Colours of a picture: the usual ones, or a scheme whose lightness alone tells the classes apart.",
    values=get_args(Scheme),
    default="azure",
    undocumented=("default",),
)
CELLS: Choice[Cells] = Choice(name="cells", values=get_args(Cells), default="hexagons")
CELL: Number[float] = Number(
    name="cell",
    description="Width of a hexagon in metres.",
    # How many cells that makes is known before any is made.
    low=float(grid.least_width()),
    high=20_000.0,
    default=3000.0,
)
BANDWIDTH: Number[float] = Number(
    name="bandwidth",
    description="Standard deviation in metres.",
    low=500.0,
    high=20_000.0,
    default=3000.0,
)
EPS: Number[float] = Number(
    name="eps",
    description="Reach of DBSCAN in metres.",
    low=100.0,
    high=20_000.0,
    default=1500.0,
)
MEMBERS: Whole[int] = Whole(name="members", description="Fewest records of a cluster.", low=2, high=50, default=3)
REACH: Number[float] = Number(
    name="reach",
    description="Metres as the crow flies.",
    low=500.0,
    high=50_000.0,
    default=5000.0,
)
BASIS: Choice[Basis] = Choice(
    name="basis",
    description="What is to be reached.",
    values=get_args(Basis),
    default="area",
)
MAX_SITES = 10
SITES = Sites(
    name="sites",
    description=f"Added sites lon,lat;lon,lat in degrees, at most {MAX_SITES}.",
    most=MAX_SITES,
)
WANTED: Whole[int] = Whole(name="wanted", description="Sites to suggest.", low=1, high=MAX_SITES, default=3)
CANDIDATES: Choice[Candidates] = Choice(
    name="candidates",
    description="Where they may be.",
    values=get_args(Candidates),
    default="hexagon",
    undocumented=("default",),
)
MAX_AREAS = 6
COMPARE = Areas(
    name="compare",
    description=f"Codes of districts and zones, comma-separated, at most {MAX_AREAS}.",
    most=MAX_AREAS,
)
ORDER: Choice[str] = Choice(
    name="order",
    values=(*ORDERS, *(f"-{column}" for column in ORDERS)),
    listed=f"{', '.join(ORDERS)}; with - in front from the top",
    default="",
)
USUAL_ORDER = "-count"
"""The order where an address names none. It is no default: an address that names it keeps it."""

PICTURE_SIZE: Choice[Size] = Choice(
    name="size",
    description="Of a picture: a slide of 1920 × 1080 pixels, or A5 upright at 300 dots an inch for print.",
    values=get_args(Size),
    default="slide",
)

PARAMETERS: tuple[Parameter[Any], ...] = (
    *(MEASURE, FOCUS, BREAKS, CLASSES, SCHEME, CELLS, CELL, BANDWIDTH, EPS, MEMBERS, REACH, BASIS),
    *(SITES, WANTED, CANDIDATES, COMPARE, ORDER),
)
"""All of them, in the order in which an address has them and in which they are read."""
FIGURES: tuple[Parameter[Any], ...] = (MEASURE, FOCUS, BREAKS, CLASSES, SCHEME, ORDER)
"""What the figures of the districts take besides the filters."""
NAMES = names(PARAMETERS)
FIGURE_NAMES = names(FIGURES)
