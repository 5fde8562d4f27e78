"""The one query grammar of pages, API and embeds: what each parameter means and how it is read.

Repeated or comma-separated values of a parameter are OR; different parameters are AND.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Protocol

from app.errors import InvalidParameterError, UnknownParameterError
from app.vocabulary import Vocabulary
from geo.bbox import BBox, BBoxError
from geo.numbers import decimal, decimal_text

LIFECYCLES = ("planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown")
THREE_VALUED = ("yes", "no", "not-stated")
SORTS = ("default", "name", "distance", "date")
MAX_QUERY = 200
MAX_VALUES = 500
MAX_RADIUS = 200_000.0
MAX_ZOOM = 20
Sort = Literal["default", "name", "distance", "date"]


class QueryItems(Protocol):
    """What a web framework gives: the pairs of a query string, in order."""

    def multi_items(self) -> list[tuple[str, str]]: ...


@dataclass(frozen=True)
class Filter:
    """Which platforms: the one description behind list, map, bubbles, facets, counts and downloads.

    `near` is lon, lat in degrees WGS-84; `radius` is in metres.
    """

    q: str = ""
    domain: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    voucher: tuple[str, ...] = ()
    fund: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    radius: float | None = None
    bbox: BBox | None = None
    ids: tuple[str, ...] = ()
    sort: Sort = "default"

    def replace(self, **changes: Any) -> "Filter":
        return replace(self, **changes)

    def query(self) -> list[tuple[str, str]]:
        """The canonical pairs of a query string."""
        pairs: list[tuple[str, str]] = []
        for each in fields(self):
            value = getattr(self, each.name)
            if value == each.default:
                continue
            texts = value if each.name not in ("near", "bbox") and isinstance(value, tuple) else [_shown(value)]
            pairs += [(each.name, text) for text in texts]
        return pairs


FILTER_PARAMETERS = tuple(each.name for each in fields(Filter))
LOCKABLE = tuple(name for name in FILTER_PARAMETERS if name not in ("bbox", "sort", "near", "radius"))
"""Filters that an address may fix: they are seen and cannot be changed."""


def locked(names: Iterable[str], filter: Filter) -> tuple[str, ...]:
    """The filters that stay as they are: those that may be locked and have a value."""
    return tuple(name for name in dict.fromkeys(names) if name in LOCKABLE and getattr(filter, name))


@dataclass(frozen=True)
class Problem:
    """A value that could not be used: shown to a person with what is allowed, and kept as typed."""

    parameter: str
    value: str
    allowed: str


@dataclass(frozen=True)
class ParsedFilter:
    filter: Filter
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _shown(value: Any) -> str:
    """A value as it stands in an address: numbers keep all their digits."""
    if isinstance(value, BBox):
        value = (value.minx, value.miny, value.maxx, value.maxy)
    if isinstance(value, tuple):
        return ",".join(map(decimal_text, value))
    return decimal_text(value) if isinstance(value, float) else str(value)


def number(parameter: str, text: str, low: float, high: float) -> float:
    """A finite number between two limits, or InvalidParameterError."""
    try:
        value = decimal(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise InvalidParameterError(parameter, text[:80], f"a number from {low:g} to {high:g}")
    return value


def whole(parameter: str, text: str, low: int, high: int | None = None) -> int:
    """A whole number not below `low`; above `high` it is refused."""
    allowed = f"a whole number from {low}" + (f" to {high}" if high is not None else "")
    if not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) < low:
        raise InvalidParameterError(parameter, text[:80], allowed)
    if high is not None and int(text) > high:
        raise InvalidParameterError(parameter, text[:80], allowed)
    return int(text)


def zoom_of(params: Mapping[str, str]) -> int | None:
    """The zoom of web maps for which geometry is asked; None: all of it."""
    return whole("zoom", params["zoom"], 0, MAX_ZOOM) if "zoom" in params else None


def bbox(text: str) -> BBox:
    """A bounding box `west,south,east,north` in degrees; six numbers are allowed, the heights are left out."""
    try:
        return BBox.parse(text)
    except BBoxError as error:
        raise InvalidParameterError("bbox", text[:80], str(error)) from error


def near(text: str) -> tuple[float, float]:
    """A point `lon,lat` in degrees WGS-84."""
    try:
        lon, lat = text.split(",")
        return number("near", lon, -180, 180), number("near", lat, -90, 90)
    except (ValueError, InvalidParameterError) as error:
        raise InvalidParameterError("near", text[:80], "lon,lat in degrees: 121.47,31.23") from error


def _one_of(parameter: str, allowed: Mapping[str, str] | Iterable[str]) -> Callable[[str], str]:
    """A check against a list of codes; a mapping also takes each code's name."""
    codes = dict(allowed) if isinstance(allowed, Mapping) else {code: code for code in allowed}

    def check(text: str) -> str:
        if text not in codes:
            listed = ", ".join(dict.fromkeys(codes.values()))
            raise InvalidParameterError(parameter, text[:80], listed)
        return codes[text]

    return check


def _checks(vocabulary: Vocabulary) -> dict[str, Callable[[str], str]]:
    districts = {code: code for code in vocabulary.districts}
    districts |= {term.name_zh: code for code, term in vocabulary.districts.items()}
    return {
        "domain": _one_of("domain", (*vocabulary.domains, "other")),
        "stage": _one_of("stage", (*vocabulary.stages, "not-stated")),
        "service": _one_of("service", (*vocabulary.services, "not-stated")),
        "kind": _one_of("kind", tuple(vocabulary.kinds)),
        "status": _one_of("status", LIFECYCLES),
        "district": _one_of("district", {**districts, "not-stated": "not-stated"}),
        "zone": _one_of("zone", (*vocabulary.zones, "none")),
        "voucher": _one_of("voucher", THREE_VALUED),
        "fund": _one_of("fund", THREE_VALUED),
        "sort": _one_of("sort", SORTS),
        "ids": _identifier,
    }


def _identifier(text: str) -> str:
    if len(text) > 64 or not text.replace("-", "").replace("_", "").isalnum() or not text.isascii():
        raise InvalidParameterError("ids", text[:80], "identifiers such as sh-poc-001")
    return text


def _text(text: str) -> str:
    if len(text) > MAX_QUERY or "\x00" in text:
        raise InvalidParameterError("q", text[: 2 * MAX_QUERY], f"at most {MAX_QUERY} signs")
    return " ".join(text.split())


SINGLE: dict[str, Callable[[str], Any]] = {
    "q": _text,
    "near": near,
    "radius": lambda text: number("radius", text, 1, MAX_RADIUS),
    "bbox": bbox,
}


def parse_filter(
    params: QueryItems,
    vocabulary: Vocabulary,
    *,
    default_kind: tuple[str, ...] = (),
    strict: bool = True,
    also: Iterable[str] = (),
    only: tuple[str, ...] = FILTER_PARAMETERS,
    in_part: bool = False,
) -> ParsedFilter:
    """Read a query string.

    Strict (the API): the first unknown parameter or invalid value raises. Otherwise (pages): both are
    listed and left out. `also` names parameters that the caller reads itself, `only` the filters it takes.
    `in_part` (frames): of several values of a parameter those that can be used are.
    """
    given: dict[str, list[str]] = {}
    for name, value in params.multi_items():
        given.setdefault(name, []).append(value)
    unknown = [name for name in given if name not in {*only, *also}]
    if strict and unknown:
        raise UnknownParameterError(unknown[0], ", ".join(sorted({*only, *also})))
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, read in _readers(vocabulary, problems if in_part else None).items():
        try:
            if (value := read([text for text in given.get(name, []) if text])) is not None:
                values[name] = value
        except InvalidParameterError as error:
            if strict:
                raise
            problems.append(Problem(error.parameter, error.value, error.allowed))
    found = Filter(**{"kind": default_kind, **values})
    if strict:
        _check_near(found)
    return ParsedFilter(_without_distance(found) if found.near is None else found, problems, unknown)


def _readers(vocabulary: Vocabulary, problems: list[Problem] | None = None) -> dict[str, Callable[[list[str]], Any]]:
    """`problems` takes the values that cannot be used, and the others of their parameter stay."""

    def many(name: str, check: Callable[[str], str]) -> Callable[[list[str]], tuple[str, ...] | None]:
        def read(texts: list[str]) -> tuple[str, ...] | None:
            parts = [part for text in texts for part in text.split(",") if part]
            if len(parts) > MAX_VALUES:
                raise InvalidParameterError(name, f"{len(parts)} values", f"at most {MAX_VALUES} values")
            good: dict[str, None] = {}
            for part in dict.fromkeys(parts):
                try:
                    good[check(part)] = None
                except InvalidParameterError as error:
                    if problems is None:
                        raise
                    problems.append(Problem(error.parameter, error.value, error.allowed))
            return tuple(good) or None

        return read

    def single(name: str, check: Callable[[str], Any]) -> Callable[[list[str]], Any]:
        def read(texts: list[str]) -> Any:
            if len(texts) > 1:
                raise InvalidParameterError(name, ",".join(texts)[:80], "one value")
            return check(texts[0]) if texts else None

        return read

    checks = _checks(vocabulary)
    readers: dict[str, Callable[[list[str]], Any]] = {n: many(n, c) for n, c in checks.items() if n != "sort"}
    readers["sort"] = single("sort", checks["sort"])
    return readers | {name: single(name, check) for name, check in SINGLE.items()}


def _check_near(found: Filter) -> None:
    if found.near is None and found.radius is not None:
        raise InvalidParameterError("radius", _shown(found.radius), "only together with near=lon,lat")
    if found.near is None and found.sort == "distance":
        raise InvalidParameterError("sort", "distance", "only together with near=lon,lat")


def _without_distance(found: Filter) -> Filter:
    sort: Sort = "default" if found.sort == "distance" else found.sort
    return replace(found, radius=None, sort=sort)
