"""The parameters of the collections, besides the filters."""

from dataclasses import replace
from typing import Any, Literal, get_args

from app.query.cql2.parameters import ExpressionParameter
from app.query.days import Days
from app.query.kinds import Choice, Whole
from app.query.lists import Names
from app.query.parameter import Parameter
from app.query.parameters import BBOX, FORMAT, LANG, OFFSET
from geo.crs import Crs
from geo.reference_systems import CRS84, SYSTEMS

FilterLang = Literal["cql2-text", "cql2-json"]
GREATEST_LIMIT = 10_000
LIMIT: Whole[int] = Whole(
    name="limit",
    description="Features a page; above the maximum it is capped.",
    low=1,
    high=GREATEST_LIMIT,
    capped=True,
    default=100,
)
DATUM: Choice[Crs] = Choice(
    name="datum",
    description="Datum of coordinates asked with and answered; an answer in another one than WGS-84 names it.",
    values=("wgs84", "gcj02", "bd09", "cgcs2000"),
    default="wgs84",
    shown=40,
)
CRS: Choice[str] = Choice(
    name="crs",
    description="Reference system of the coordinates answered, by its URI; they stand in the order of its axes.",
    values=tuple(SYSTEMS),
    default=CRS84.uri,
    shown=80,
)
BBOX_CRS: Choice[str] = Choice(
    name="bbox-crs",
    description="Reference system of `bbox`, by its URI.",
    values=tuple(SYSTEMS),
    default=CRS84.uri,
    shown=80,
)
DATETIME = Days(
    name="datetime",
    description="Day or interval of days (RFC 3339) in which the date of a record's source lies; a record whose source "
    "has no date is of any day.",
)
ITEMS_BBOX = replace(
    BBOX,
    description="west,south,east,north, in degrees (CRS84) or as `bbox-crs` says; features match that touch the box or "
    "have no geometry.",
)
FILTER = ExpressionParameter(
    name="filter",
    description="A filter in CQL2 (OGC 21-065r2), over the properties that `queryables` lists; all else that is asked "
    "must hold as well.",
)
FILTER_LANG: Choice[FilterLang] = Choice(
    name="filter-lang",
    description="The encoding of `filter`.",
    values=get_args(FilterLang),
    default="cql2-text",
    shown=40,
)
FILTER_CRS: Choice[str] = Choice(
    name="filter-crs",
    description="Reference system of the coordinates in `filter`, by its URI.",
    values=tuple(SYSTEMS),
    default=CRS84.uri,
    shown=80,
)
PROPERTIES = Names(
    name="properties",
    description="Names of the properties to give, comma-separated. Absent: all.",
    shown=40,
)
EVERYWHERE: tuple[Parameter[Any], ...] = (FORMAT, LANG)
"""What every address of a collection takes."""
PAGING: tuple[Parameter[Any], ...] = (LIMIT, OFFSET)
FILTERING: tuple[Parameter[Any], ...] = (FILTER, FILTER_LANG, FILTER_CRS)
OF_ITEMS: tuple[Parameter[Any], ...] = (*PAGING, DATETIME, CRS, BBOX_CRS, *FILTERING)
"""What the items of every collection take besides filters, format and language."""
