"""What pages and API read about platforms; one predicate builds every answer."""

import json
from dataclasses import dataclass
from typing import Any

from app.errors import MergedError, NotFoundError, RemovedError
from app.platforms import queries
from app.platforms.columns import LISTS, PROPERTIES
from app.platforms.confirmed import Confirmed, confirmation, confirmed_of
from app.platforms.contact import mobile_of, public_mobile
from app.platforms.facets import DESCRIBED, arrange
from app.platforms.filter import Filter
from app.platforms.index.match import matching
from app.platforms.predicate import shape, values
from app.platforms.progress import PublicProgress, progress_of, public_progress
from app.platforms.schemas import Platform
from app.platforms.stored import stored_item, stored_item_with_beside, stored_list
from app.platforms.values import KINDS
from app.query.facet import CountedFacets
from app.query.items import NO_CONDITIONS, ItemsConditions
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from frontend.language import DEFAULT


@dataclass(frozen=True)
class Together:
    """Records at one position: the first of them, and how many there are."""

    first: list[Platform]
    number: int


@dataclass(frozen=True)
class Listing:
    """One page of matching platforms; `unlocated` counts those of all pages that have no position."""

    number_matched: int
    unlocated: int
    platforms: list[Platform]


@dataclass(frozen=True)
class GroupCount:
    """How many matching platforms a district or zone has; `code` None is "not stated"."""

    code: str | None
    count: int
    unlocated: int
    kinds: dict[str, int]


def platform_of(feature: dict[str, Any]) -> Platform:
    """A record of a GeoJSON feature. Its values were checked when they were stored, so they are not checked again."""
    lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
    properties = feature["properties"]
    lists: dict[str, list[str]] = {name: properties[name] or [] for name in LISTS}
    return Platform.model_construct(id=feature["id"], lon=lon, lat=lat, **{**properties, **lists})


async def item_rows(
    db: Reader,
    filter: Filter,
    properties: tuple[str, ...],
    lang: str,
    limit: int,
    offset: int,
    also: ItemsConditions = NO_CONDITIONS,
) -> dict[str, Any]:
    """`matched`, `unlocated` and `features` (JSON text) of one page; `also` is what items are asked for besides."""
    match = await matching(db, filter, also)
    ids = await match.page(db, limit, offset, lang) if match else None
    bound = {**values(filter, also), "lang": lang}
    if match is None or ids is None:
        of = queries.ItemsShape(shape(filter, also), filter.sort, properties, lang)
        return await db.row(queries.items(of), {**bound, "limit": limit, "offset": offset}) or {}
    matched, unlocated = match.counts()
    features = await _features(db, ids, properties, bound, lang)
    return {"matched": matched, "unlocated": unlocated, "features": features}


async def _features(db: Reader, ids: list[str], properties: tuple[str, ...], bound: dict[str, Any], lang: str) -> str:
    """The features with these ids as the text of a JSON array; `bound` has the point to measure from, if any.

    They are read as they are kept; only where one is not, or not all properties are wanted, they are made.
    """
    bound, with_distance = {**bound, "ids": ids, "lang": lang}, "near_lon" in bound
    if properties == PROPERTIES:
        row = await db.row(stored_list(lang, with_distance), bound) or {"kept": 0}
        if row["kept"] == len(ids):
            return str(row["features"])
    row = await db.row(queries.listed(properties, with_distance), bound) or {"features": "[]"}
    return str(row["features"])


async def listing(db: Reader, filter: Filter, limit: int, offset: int, lang: str = DEFAULT.code) -> Listing:
    """One page of records."""
    row = await item_rows(db, filter, PROPERTIES, lang, limit, offset)
    platforms = [platform_of(feature) for feature in json.loads(row["features"])]
    return Listing(row["matched"], row["unlocated"], platforms)


async def named(db: Reader, ids: list[str]) -> list[Platform]:
    """The records with these identifiers, in their order; those that are not listed are left out."""
    # No text of PostgreSQL holds a NUL.
    ids = [id for id in ids if "\x00" not in id]
    features = await _features(db, ids, PROPERTIES, {}, DEFAULT.code)
    return [platform_of(feature) for feature in json.loads(features)]


async def counts(db: Reader, filter: Filter, also: ItemsConditions = NO_CONDITIONS) -> tuple[int, int]:
    """How many records match, and how many of them have no position."""
    if match := await matching(db, filter, also):
        return match.counts()
    row = await db.row(queries.matched(shape(filter, also)), values(filter, also)) or {"matched": 0, "unlocated": 0}
    return row["matched"], row["unlocated"]


async def saying(db: Reader, filter: Filter) -> int:
    """How many of the records that a search finds say its words themselves; they stand first in its order."""
    match = await matching(db, filter)
    if match and (n := await match.saying(db)) is not None:
        return n
    row = await db.row(queries.saying(shape(filter)), values(filter)) or {"n": 0}
    return int(row["n"])


async def extent(db: Reader, filter: Filter) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the matching records in degrees WGS-84; None where none has a position."""
    if match := await matching(db, filter):
        return await match.extent()
    row = await db.row(queries.extent(shape(filter)), values(filter)) or {"west": None}
    return None if row["west"] is None else (row["west"], row["south"], row["east"], row["north"])


async def facets(db: Reader, filter: Filter, vocabulary: Vocabulary) -> CountedFacets:
    """Every facet with its counts under the other filters."""
    if match := await matching(db, filter, wait=True):
        counts = match.facet_counts()
        return {facet.name: facet.counted(counts[facet.name], vocabulary) for facet in DESCRIBED}
    return arrange(await db.rows(queries.facets(shape(filter)), values(filter)), vocabulary)


async def group_counts(db: Reader, filter: Filter, group: str) -> list[GroupCount]:
    """Counts per `district` or `zone`; their sum is the number of matching records."""
    if match := await matching(db, filter, wait=True):
        return [GroupCount(*group) for group in match.groups(group, KINDS)]
    rows = await db.rows(queries.group_counts(shape(filter), group), values(filter))
    return [GroupCount(r["code"], r["count"], r["unlocated"], {k: r[k] for k in KINDS}) for r in rows]


async def platform(db: Reader, id: str) -> Platform | None:
    """One record, or None when it is not listed."""
    found = await feature(db, id, DEFAULT.code)
    return platform_of(found) if found else None


async def feature(db: Reader, id: str, lang: str) -> dict[str, Any] | None:
    """One record as a GeoJSON feature with its name in `lang`, or None when it is not listed."""
    # No text of PostgreSQL holds a NUL: it would refuse the question instead of finding nothing.
    if "\x00" in id:
        return None
    bound = {"id": id, "lang": lang}
    row = await db.row(stored_item(lang), bound) or await db.row(queries.item(lang), bound)
    if row is None:
        return None
    document: dict[str, Any] = json.loads(row["feature"])
    return document


async def feature_with_beside(db: Reader, id: str, lang: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The same, with what stands beside the facts of the record as members of its own; in one statement, mostly."""
    row = None if "\x00" in id else await db.row(stored_item_with_beside(lang), {"id": id, "lang": lang})
    if row is not None:
        return json.loads(row["feature"]), _beside(confirmed_of(row), mobile_of(row), progress_of(row))
    if made := await feature(db, id, lang):
        mobile = await public_mobile(db, id)
        return made, _beside(await confirmation(db, id), mobile, await public_progress(db, id))
    return None


def _beside(confirmed: Confirmed | None, mobile: str | None, progress: PublicProgress) -> dict[str, Any]:
    said = confirmed.described() if confirmed else None
    return {"confirmed": said, "public_mobile": mobile, **progress.described()}


async def not_listed(db: Reader, id: str) -> NotFoundError:
    """What is to be said of an id that is not listed: RemovedError where it was, MergedError where it is another."""
    # No text of PostgreSQL holds a NUL.
    row = None if "\x00" in id else await db.row(queries.removed(), {"id": id})
    if row is None:
        return NotFoundError(f"There is no platform with the id {id[:64]}.")
    tombstone = (id, row["reason"], row["removed_on"].isoformat())
    into = row["merged_into"]
    return MergedError(*tombstone, into) if into else RemovedError(*tombstone)


async def same_position(db: Reader, id: str) -> Together:
    """The other records at exactly this record's position."""
    rows = await db.rows(queries.same_position(), {"id": id, "lang": DEFAULT.code})
    return Together([platform_of(json.loads(row["feature"])) for row in rows], rows[0]["number"] if rows else 0)
