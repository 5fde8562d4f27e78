"""The parameters of the collections, besides the filters."""

from typing import Any

from app.query.kinds import Choice, Whole
from app.query.lists import Names
from app.query.parameter import Parameter
from app.query.parameters import FORMAT, LANG
from geo.crs import Crs

LIMIT: Whole[int] = Whole(
    name="limit",
    description="Features a page; above the maximum it is capped.",
    low=1,
    default=100,
)
OFFSET: Whole[int] = Whole(
    name="offset",
    description="Features to pass over.",
    low=0,
    high=100_000_000,
    default=0,
    undocumented=("maximum",),
)
DATUM: Choice[Crs] = Choice(
    name="datum",
    description="Datum of coordinates asked with and answered; an answer in another one than WGS-84 names it.",
    values=("wgs84", "gcj02", "bd09", "cgcs2000"),
    default="wgs84",
    shown=40,
)
PROPERTIES = Names(
    name="properties",
    description="Names of the properties to give, comma-separated. Absent: all.",
    shown=40,
)
EVERYWHERE: tuple[Parameter[Any], ...] = (FORMAT, LANG)
"""What every address of a collection takes."""
PAGING: tuple[Parameter[Any], ...] = (LIMIT, OFFSET)
