"""What is worth a second look in rows that are right: it holds nothing up.

Only new and changed records are looked at, so that a file that is imported again says nothing again.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import psycopg
from rapidfuzz import fuzz

from app.city import city
from app.imports.positions.doors import names_door
from app.imports.rows.problems import Quoted
from app.imports.rows.reading import EXAMPLES, Notes
from app.platforms.record import Record
from geo.precision import RING_M

NEAR_M = 300.0
ALIKE = 80.0
"""Two names are alike from this ratio of rapidfuzz on, of 100."""
AT_SEA_M = 500.0
"""So far from every district a point lies in the water; the outlines of the districts are no more exact."""
LONG_ENOUGH = 4
"""A name of so many characters that stands within another one is alike."""
MOST_COMPARED = 20_000
"""Beyond so many new and changed records none are compared with their neighbours: there would be millions of pairs."""
MOST_NEIGHBOURS = 50
"""A record is compared with so many neighbours: where a district's records all stand at one point, each pair of them
would be looked at, and those of 20,000 are 200 million."""
_COMMON = re.compile(rf"{re.escape(city().name_zh)}市?|概念验证|中试|平台|中心|基地|有限公司|[\s（）()·—-]")

POINT = "ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326)"
CURRENT = "district_boundaries b JOIN boundary_sets t ON t.id = b.boundary_set AND t.current"
PAIRS = f"""SELECT s.line, s.name_zh, p.id, p.name_zh, ST_Distance({POINT}::geography, p.geom::geography)
  FROM staging s CROSS JOIN LATERAL (
    SELECT p.id, p.name_zh, p.geom FROM platforms p LEFT JOIN staging o ON o.id = p.id
    WHERE ST_DWithin(p.geom::geography, {POINT}::geography, %(near)s) AND p.id <> s.id
      AND (o.line IS NULL OR o.line > s.line)
    LIMIT {MOST_NEIGHBOURS + 1}) p
  WHERE s.lon IS NOT NULL ORDER BY s.line, p.id"""  # noqa: S608 - constants only
DEGREE_M = (109_000.0, 112_000.0)
"""A degree of a meridian is longer than the first and shorter than the second, wherever it is."""


def _within(metres: str) -> str:
    """A condition: the boundary lies within so many metres of the staged point, on the spheroid.

    That is reckoned at the edge alone: what lies well within, or far away, is told by the degrees.
    """
    sure, furthest = f"{metres} / {DEGREE_M[1]}", f"{metres} / ({DEGREE_M[0]} * cos(radians(s.lat)))"
    return f"""CASE WHEN NOT b.geom && ST_Expand({POINT}, {furthest}) THEN false
    WHEN ST_DWithin(b.geom, {POINT}, {sure}) THEN true
    WHEN NOT ST_DWithin(b.geom, {POINT}, {furthest}) THEN false
    ELSE ST_DWithin(b.geom::geography, {POINT}::geography, {metres}) END"""


OUTSIDE = f"""SELECT s.line, count(*) OVER () FROM staging s JOIN {CURRENT} ON b.district = s.district_code
  WHERE s.lon IS NOT NULL AND NOT {_within("(%(rings)s::jsonb ->> s.precision)::float")}
  ORDER BY s.line LIMIT {EXAMPLES}"""  # noqa: S608 - constants only
HOW_FAR = f"""SELECT s.line, d.name_zh, ST_Distance(b.geom::geography, {POINT}::geography)
  FROM staging s JOIN districts d ON d.code = s.district_code JOIN {CURRENT} ON b.district = s.district_code
  WHERE s.line = ANY (%(lines)s) ORDER BY s.line"""  # noqa: S608 - constants only
AT_SEA = f"""SELECT s.line, count(*) OVER () FROM staging s
  WHERE s.lon IS NOT NULL AND EXISTS (SELECT FROM {CURRENT})
    AND NOT EXISTS (SELECT FROM {CURRENT} WHERE {_within("%(sea)s::float")})
  ORDER BY s.line LIMIT {EXAMPLES}"""  # noqa: S608 - constants only


def too_exact(record: Record) -> bool:
    """Whether a position claims to be that of an address that names no door."""
    return record.precision == "address" and not (record.address and names_door(record.address))


def look_again(cursor: psycopg.Cursor[Any], exact: dict[str, int], warnings: Notes) -> None:
    """Say which staged records may stand there twice, lie outside their district or in the water, or claim too much.

    `exact` are the rows of those whose position claims more than their address says, by id.
    """
    if exact:
        cursor.execute("SELECT id FROM staging WHERE id = ANY (%s)", [list(exact)])
        for line in sorted(exact[id] for (id,) in cursor.fetchall()):
            warnings.add(line, "precision", "too-exact")
    cursor.execute("SELECT count(*) FROM staging WHERE lon IS NOT NULL")
    [number] = cursor.fetchone() or (0,)
    if number > MOST_COMPARED:
        warnings.add(0, "", "not-compared", n=number, most=MOST_COMPARED)
    else:
        _look_for_twins(cursor, warnings)
    cursor.execute(OUTSIDE.encode(), {"rings": json.dumps(RING_M)})
    outside = cursor.fetchall()
    # How far is reckoned for those that are named; the others are counted.
    cursor.execute(HOW_FAR.encode(), {"lines": [line for line, _ in outside]})
    for line, district, metres in cursor.fetchall():
        warnings.add(line, "district_code", "elsewhere", district=district, metres=round(metres))
    warnings.count("elsewhere", _more(outside))
    cursor.execute(AT_SEA.encode(), {"sea": AT_SEA_M})
    at_sea = cursor.fetchall()
    for line, _ in at_sea:
        warnings.add(line, "lon, lat", "at-sea", metres=round(AT_SEA_M))
    warnings.count("at-sea", _more(at_sea))


def _look_for_twins(cursor: psycopg.Cursor[Any], warnings: Notes) -> None:
    crowded = 0
    for line, pairs in groupby(_neighbours(cursor), key=itemgetter(0)):
        for number, (_, name, id, other, exactly) in enumerate(pairs):
            if number == MOST_NEIGHBOURS:
                crowded += 1
            elif alike(name, other):
                named = {"name": Quoted(name), "other": Quoted(other)}
                warnings.add(line, "name_zh", "twin", **named, id=id, metres=round(exactly))
    if crowded:
        warnings.add(0, "", "crowded", n=crowded, most=MOST_NEIGHBOURS)


def _more(first: list[tuple[int, int]]) -> int:
    """How many rows there are behind the first, each of which has the number of all beside it."""
    return first[0][1] - len(first) if first else 0


def _neighbours(cursor: psycopg.Cursor[Any]) -> Iterator[tuple[int, str, str, str, float]]:
    """Pairs of neighbours; of two that both stand in the file, the earlier one has the later one beside it."""
    # A named cursor: some of them are in memory.
    with cursor.connection.cursor("twins") as reading:
        yield from reading.execute(PAIRS.encode(), {"near": NEAR_M})


@lru_cache(maxsize=MOST_COMPARED)
def _own_part(name: str) -> str:
    """A name without what is common to those of most platforms; of neighbours each is compared with many."""
    return _COMMON.sub("", name) or name


def alike(name: str, other: str) -> bool:
    """Whether two names are alike in what is not common to the names of most platforms."""
    first, second = _own_part(name), _own_part(other)
    return fuzz.ratio(first, second) >= ALIKE or (
        len(min(first, second, key=len)) >= 4 and (first in second or second in first)
    )
