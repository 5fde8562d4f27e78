"""What a question to the analysis says besides its filter: each parameter read once, with its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeVar, get_args

from app.city import city
from app.errors import InvalidParameterError
from app.query.filter import Problem, QueryItems, number, whole
from app.vocabulary import Vocabulary
from geo import grid
from geo.classify import Method
from geo.numbers import decimal_text

Measure = Literal["count", "density", "share", "quotient"]
Scheme = Literal["azure", "viridis", "cividis"]
Cells = Literal["hexagons", "hotspots", "density", "clusters"]
Basis = Literal["area", "university", "park"]
Candidates = Literal["hexagon", "district", "park"]
Site = tuple[float, float]
MAX_SITES = 10
MAX_AREAS = 6
One = TypeVar("One", bound=str)


@dataclass(frozen=True)
class Question:
    """Lengths are in metres; `sites` are lon, lat in degrees; `focus` is a domain, empty: the one most named."""

    measure: Measure = "count"
    focus: str = ""
    breaks: Method = "jenks"
    classes: int = 5
    scheme: Scheme = "azure"
    cells: Cells = "hexagons"
    cell: float = 3000.0
    bandwidth: float = 3000.0
    eps: float = 1500.0
    members: int = 3
    reach: float = 5000.0
    basis: Basis = "area"
    sites: tuple[Site, ...] = ()
    wanted: int = 3
    candidates: Candidates = "hexagon"
    compare: tuple[str, ...] = ()
    order: str = ""


NAMES = tuple(each.name for each in fields(Question))
ORDERS = ("name", "count", "density", "share", "focus", "quotient")


@dataclass(frozen=True)
class ParsedQuestion:
    question: Question
    problems: list[Problem]


def parse_question(
    params: QueryItems, vocabulary: Vocabulary, *, strict: bool = True, only: tuple[str, ...] = NAMES
) -> ParsedQuestion:
    """Read the parameters of `only`.

    Strict (the API): the first invalid value raises InvalidParameterError. Otherwise (pages): it is listed, its
    default is used.
    """
    given = {**dict(params.multi_items()), "compare": compared(params)}
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in _readers(vocabulary).items():
        if name not in only or not given.get(name):
            continue
        try:
            found[name] = read(given[name])
        except InvalidParameterError as error:
            if strict:
                raise
            problems.append(Problem(error.parameter, error.value, error.allowed))
            if name == "compare":
                known = {*vocabulary.districts, *vocabulary.zones}
                found[name] = tuple(code for code in _codes(given[name]) if code in known)[:MAX_AREAS]
    return ParsedQuestion(Question(**found), problems)


def compared(params: QueryItems) -> str:
    """The areas to compare; repeated or comma-separated codes mean the same."""
    return ",".join(value for name, value in params.multi_items() if name == "compare" and value)


def shown_sites(sites: tuple[Site, ...]) -> str:
    """Sites as they stand in an address: numbers keep all their digits."""
    return ";".join(f"{decimal_text(lon)},{decimal_text(lat)}" for lon, lat in sites)


def one_of(name: str, allowed: tuple[One, ...]) -> Callable[[str], One]:
    """A reader of a parameter that has one of these values. It raises InvalidParameterError for another."""

    def check(text: str) -> One:
        for each in allowed:
            if text == each:
                return each
        raise InvalidParameterError(name, text[:80], ", ".join(allowed))

    return check


def _between(name: str, low: float, high: float) -> Callable[[str], float]:
    return lambda text: number(name, text, low, high)


def _readers(vocabulary: Vocabulary) -> Mapping[str, Callable[[str], Any]]:
    areas = (*vocabulary.districts, *vocabulary.zones)
    orders = (*ORDERS, *(f"-{each}" for each in ORDERS))
    return {
        "measure": one_of("measure", get_args(Measure)),
        "focus": one_of("focus", tuple(vocabulary.domains)),
        "breaks": one_of("breaks", get_args(Method)),
        "classes": lambda text: whole("classes", text, 3, 5),
        "scheme": one_of("scheme", get_args(Scheme)),
        "cells": one_of("cells", get_args(Cells)),
        "cell": _cell,
        "bandwidth": _between("bandwidth", 500, 20_000),
        "eps": _between("eps", 100, 20_000),
        "members": lambda text: whole("members", text, 2, 50),
        "reach": _between("reach", 500, 50_000),
        "basis": one_of("basis", get_args(Basis)),
        "sites": _sites,
        "wanted": lambda text: whole("wanted", text, 1, MAX_SITES),
        "candidates": one_of("candidates", get_args(Candidates)),
        "compare": lambda text: _areas(text, areas),
        "order": one_of("order", orders),
    }


def _cell(text: str) -> float:
    """The width of a hexagon; how many cells that makes is known before any is made."""
    least = grid.least_width()
    width = number("cell", text, 1e-9, 20_000)
    if width < least:
        raise InvalidParameterError("cell", text[:80], f"a number from {least} to 20000")
    return width


def _sites(text: str) -> tuple[Site, ...]:
    parts = [part for part in text[:2000].split(";") if part]
    if len(parts) > MAX_SITES or len(text) > 2000:
        raise InvalidParameterError("sites", f"{text.count(';') + 1} sites", f"at most {MAX_SITES} sites")
    return tuple(_site(part) for part in parts)


def _site(text: str) -> Site:
    try:
        lon, lat = text.split(",")
    except ValueError as error:
        raise InvalidParameterError("sites", text[:80], "lon,lat;lon,lat in degrees") from error
    land = city().land
    return number("sites", lon, land.minx, land.maxx), number("sites", lat, land.miny, land.maxy)


def _areas(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    parts = _codes(text)
    unknown = [part for part in parts if part not in known]
    if len(parts) > MAX_AREAS or unknown:
        said = ",".join(unknown or parts)[:80]
        raise InvalidParameterError("compare", said, f"at most {MAX_AREAS} codes of districts or zones")
    return parts


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text[:400].split(",") if part))


USUAL = Question()
FIGURES = (
    ("measure", ", ".join(get_args(Measure)), USUAL.measure),
    ("focus", "code of a domain", "the domain most named"),
    ("breaks", ", ".join(get_args(Method)), USUAL.breaks),
    ("classes", "3, 4, 5", str(USUAL.classes)),
    ("scheme", ", ".join(get_args(Scheme)), USUAL.scheme),
    ("order", f"{', '.join(ORDERS)}; with - in front from the top", "-count"),
)
"""What the figures of the districts take besides the filters: name, values, default."""
FIGURE_NAMES = tuple(name for name, _, _ in FIGURES)
