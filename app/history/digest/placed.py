"""A digest of what is found by words, near a place or in a box: it is so now, or was so since the first day.

Where a record stands now the one predicate says; where it stood, and what it said, its revisions.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, column, func, or_, select, table
from sqlalchemy.dialects.postgresql import ARRAY

from app.history.models import WHOLE
from app.platforms import predicate
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.platforms.position import near_point, number
from app.platforms.predicate import Shape
from app.query import items
from app.query.text import CLOSE, OPEN
from app.query.words import TAG, read
from app.store.statements import compile_select

NOWHERE = predicate.shape(Filter())
"""The shape of a question that names neither words nor places."""
NAMES = ("q", "near", "radius", "bbox")
SEARCHED = ", ".join(
    f"'{name}'"
    for name in (
        *("name_zh", "name_en", "operator", "address", "summary_zh", "status_text"),
        *("domains_other", "service_phrases"),
    )
)
"""The texts that a search looks into (`app/search/documents.py`); the names of codes are asked for by their filters."""
SINCE = "r.change >= (SELECT min(number) FROM changes WHERE made_at >= %(since)s)"
STOOD, SAID = (table(name, column("platform"), column("geom"), column("text")) for name in ("stood", "said"))


@dataclass(frozen=True)
class Placed:
    """Parts of the question: `steps` of it, `joins` that leave only what belongs, the values that its shape fixes."""

    steps: tuple[str, ...] = ()
    joins: str = ""
    fixed: tuple[tuple[str, Any], ...] = ()


def part(filter: Filter) -> Filter:
    """What a filter says of words and places; how near a place is nothing without a radius."""
    near = filter.near if filter.radius is not None else None
    return Filter(q=filter.q, near=near, radius=filter.radius if near else None, in_view=filter.in_view)


def values(of: Filter) -> dict[str, Any]:
    """What is bound for such a part: besides the values of the predicate each word as plain text."""
    plain = {f"said{i}": [f"%{text}%" for text in _plain(word.every)] for i, word in enumerate(read(of.q))}
    return predicate.values(of) | plain


def _plain(forms: tuple[str, ...]) -> list[str]:
    """Forms of a word as texts have them; codes and pinyin stand in no text."""
    texts = [form for form in forms if not form.startswith(TAG) and not form.strip()[:1].isupper()]
    escaped = (text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for text in texts)
    # A blank stands for any signs between two runs.
    return [text.replace(OPEN, "").replace(CLOSE, "").replace(" ", "%") for text in escaped]


@cache
def placed(of: Shape) -> Placed:
    """The parts of a question about words and places; none where nothing of them is asked."""
    past: dict[str, Callable[[], ColumnElement[bool]]] = {
        "q": lambda: _said(len(of.terms)),
        "radius": _near,
        "bbox": lambda: items.in_boxes("view", of.views, STOOD.c.geom),
    }
    parts = {name: _ever(of, name, was()) for name, was in past.items() if name in of.names}
    texts = [f"JOIN ({query}) in_{name} USING (platform)" for name, (query, _) in parts.items()]
    steps = [*([TEXTS] if "q" in parts else []), *([POSITIONS] if parts.keys() - {"q"} else [])]
    fixed = {key: value for _, values in parts.values() for key, value in values.items()}
    return Placed(tuple(steps), " ".join(texts), tuple(fixed.items()))


def _ever(of: Shape, name: str, past: ColumnElement[bool]) -> tuple[str, dict[str, Any]]:
    """The records of which it is so now, or was so."""
    now = select(Platform.id.label("platform")).where(*predicate.conditions(replace(of, names=frozenset({name}))))
    compiled = compile_select(now.union(_past(name).where(past)))
    # Constants of several parts have the same names.
    renamed = {key: f"{name}_{key}" for key in compiled.fixed}
    text = compiled.sql
    for key, other in renamed.items():
        text = text.replace(f"%({key})s", f"%({other})s")
    return text, {renamed[key]: value for key, value in compiled.fixed.items()}


def _past(name: str) -> Select[Any]:
    if name != "q":
        return select(STOOD.c.platform)
    return select(SAID.c.platform).outerjoin(Platform, Platform.id == SAID.c.platform)


def _said(words: int) -> ColumnElement[bool]:
    """Each word stands in what the record says now, or said since the first day."""
    listed = ARRAY(Text)
    each = [
        or_(
            Platform.search_text.like(func.any(bindparam(f"q{i}", type_=listed))),
            SAID.c.text.like(func.any(bindparam(f"said{i}", type_=listed))),
        )
        for i in range(words)
    ]
    return and_(True, *each)


def _near() -> ColumnElement[bool]:
    return func.ST_DWithin(func.geography(STOOD.c.geom), near_point(), number("radius"))


# Constants of this program alone; what comes from outside is bound.
TEXTS = f"""
  said AS (
    SELECT r.platform, lower(normalize(string_agg(each.value, ' '), NFKC)) AS text
    FROM revisions r CROSS JOIN LATERAL
      jsonb_each_text(CASE r.field WHEN '{WHOLE}' THEN r.old ELSE jsonb_build_object(r.field, r.old) END) AS each
    WHERE {SINCE} AND r.field IN ('{WHOLE}', {SEARCHED}) AND r.old IS NOT NULL AND each.key IN ({SEARCHED})
    GROUP BY r.platform
  )"""  # noqa: S608
"""What each record said that it says no more, as plain text."""


def _before(side: str, now: str) -> str:
    """A side of the position before a change: what the next change of it replaced, else what it is now."""
    return f"""LEFT JOIN LATERAL (
        SELECT true AS known, CASE x.field WHEN '{WHOLE}' THEN x.old ->> '{side}' ELSE x.old #>> '{{}}' END AS value
        FROM revisions x WHERE x.platform = r.platform AND x.change >= r.change
          AND (x.field = '{side}' OR (x.field = '{WHOLE}' AND x.old IS NOT NULL))
        ORDER BY x.change LIMIT 1
      ) {side} ON true
      CROSS JOIN LATERAL (
        SELECT CASE WHEN {side}.known THEN {side}.value::float8 ELSE {now}(p.geom) END AS {side}
      ) of_{side}"""  # noqa: S608


POSITIONS = f"""
  stood AS (
    SELECT r.platform, ST_SetSRID(ST_MakePoint(of_lon.lon, of_lat.lat), 4326) AS geom
    FROM (
      SELECT DISTINCT r.platform, r.change FROM revisions r
      WHERE {SINCE} AND (r.field IN ('lon', 'lat') OR (r.field = '{WHOLE}' AND r.old IS NOT NULL))
    ) r LEFT JOIN platforms p ON p.id = r.platform
      {_before("lon", "ST_X")}
      {_before("lat", "ST_Y")}
    WHERE of_lon.lon IS NOT NULL AND of_lat.lat IS NOT NULL
  )"""  # noqa: S608
"""Where each record stood that was moved or taken out."""
