"""Where one starts from: a point, a key zone, a district, or a place by its name."""

import unicodedata
from dataclasses import astuple, replace
from typing import Any

from app.city import city
from app.districts import queries
from app.districts import read as districts
from app.errors import InvalidParameterError, NoSuchPlaceError
from app.match.parameters import ORIGIN
from app.match.wanted import Origin
from app.query.parameters import NEAR
from app.query.text import fold
from app.store.reader import Reader
from app.vocabulary import Term, Vocabulary

STATION = ("站", " station")
"""What people say after the name of a station, and the list does not."""
SIMILAR = 5
Row = dict[str, Any]


def allowed(vocabulary: Vocabulary) -> str:
    """What an origin may be, in the words of a refusal."""
    west, south, east, north = astuple(city().positions)
    return (
        f"lon,lat in degrees within {west:g},{south:g},{east:g},{north:g}, "
        f"the code of a key zone ({', '.join(vocabulary.zones)}), "
        "the six-digit code of a district, or the name of a station, university or park"
    )


async def resolve(db: Reader, text: str, vocabulary: Vocabulary) -> Origin:
    """The place that a text means. Raises InvalidParameterError for one that is none or lies outside of the city."""
    point = _point(text)
    if point:
        return await _placed(db, Origin(*point, 0.0, _degrees(point), _degrees(point), point=True))
    wanted = _plain(text)
    for code, term in {**vocabulary.zones, **vocabulary.districts}.items():
        if wanted in _called(term) and (area := await _area(db, code, term, vocabulary)):
            return area
    places = await db.rows(queries.places())
    for row in places:
        if wanted and wanted in _names(row):
            return await _placed(db, _place(row))
    raise NoSuchPlaceError(ORIGIN.name, text[: ORIGIN.shown], allowed(vocabulary), _similar(places, wanted))


async def every(db: Reader, vocabulary: Vocabulary) -> list[tuple[set[str], str | None, Origin]]:
    """Each place that a text can mean: its names as they are compared, the code of an area, and the origin itself."""
    places: list[tuple[set[str], str | None, Origin]] = []
    for code, term in {**vocabulary.zones, **vocabulary.districts}.items():
        if area := await _area(db, code, term, vocabulary):
            places.append((_called(term), code, area))
    areas = await districts.areas_of_places(db)
    for row in await db.rows(queries.places()):
        of = areas[row["id"]]
        places.append((_names(row), None, replace(_place(row), districts=of["district"], zones=of["zone"])))
    return places


async def _area(db: Reader, code: str, term: Term, vocabulary: Vocabulary) -> Origin | None:
    """The middle of a key zone or district; None where no outline is known."""
    middle = await _middle(db, code)
    if middle is None:
        return None
    area = Origin(*middle, 0.0, term.name_zh, term.name_en, middle=True)
    if code in vocabulary.districts:
        return replace(area, districts=(code,))
    return replace(area, districts=await districts.districts_of_zone(db, code), zones=(code,))


def _place(row: Row) -> Origin:
    return Origin(row["lon"], row["lat"], row["accuracy_m"], row["name_zh"], row["name_en"])


async def _placed(db: Reader, origin: Origin) -> Origin:
    """A point or place with the district and the key zone in which it lies."""
    areas = await districts.areas_at(db, origin.lon, origin.lat)
    return replace(origin, districts=areas["district"], zones=areas["zone"])


def _point(text: str) -> tuple[float, float] | None:
    """The point that a text says, None for a text that says none or one outside of the city."""
    try:
        point = NEAR.parse(unicodedata.normalize("NFKC", text).replace(" ", ""))
    except InvalidParameterError:
        return None
    return point if point and city().positions.contains(*point) else None


def _degrees(point: tuple[float, float]) -> str:
    return f"{point[0]:.4f}, {point[1]:.4f}"


def _plain(text: str) -> str:
    """A name as it is compared: folded, without signs that nobody sees, and without the word for a station."""
    seen = fold("".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    for word in STATION:
        seen = seen.removesuffix(word)
    return seen


def _called(term: Term) -> set[str]:
    """What a zone or district is called; of a district's name people leave the end out."""
    names = {term.code, *map(_plain, (term.name_zh, term.name_en, *term.aliases))}
    return names | {term.name_zh.removesuffix(end) for end in ("新区", "区") if term.name_zh.endswith(end)}


def _names(row: Row) -> set[str]:
    return {_plain(name) for name in (row["name_zh"], row["name_en"], *row["aliases"]) if name}


def _similar(places: list[Row], wanted: str) -> tuple[tuple[str, str], ...]:
    if not wanted:
        return ()
    holding = [row for row in places if any(wanted in name for name in _names(row))]
    return tuple(dict.fromkeys((row["name_zh"], row["name_en"]) for row in holding))[:SIMILAR]


async def _middle(db: Reader, code: str) -> tuple[float, float] | None:
    """The middle of a district (where its name stands) or of the box of a zone's default extent."""
    if label := (await districts.labels(db)).get(code):
        return label
    for extent in await districts.extents(db):
        if extent.zone == code and extent.is_default:
            west, south, east, north = extent.bbox
            return (west + east) / 2, (south + north) / 2
    return None
