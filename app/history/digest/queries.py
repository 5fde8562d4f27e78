"""The digest as one question: what is different at the end of a span of days from what it was before."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import SQLColumnExpression

from app.history.digest.placed import NOWHERE, placed
from app.history.models import WHOLE
from app.history.queries import QUIET
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.predicate import Shape
from app.query.facet import ChildFacet, ColumnFacet, Facet
from app.store.statements import Compiled

COURSE = ("planned", "under_construction", "unveiled", "operating", "tapering", "closed")
"""The course of a platform: a later state after an earlier one has happened, anything else is a correction."""
OF_STATUS = ("lifecycle", "lifecycle_date", "status_text", "source_title", "source_date", "source_kind", "source_url")
"""The state, its date and words, and the source that states them: they change with it."""
NO_FACT = ("confirmed_on", "public_mobile")
"""When a record was confirmed, and that a mobile number is public by consent, are no facts of a source."""
SECTIONS = ("listed", "status", "left", "corrected")
PARTED = ("district", "zone", "domain", "kind")
"""The filters whose values are counted."""
BY = {facet.name: facet.property for facet in FACETS.first(*PARTED)}
"""The filters of a digest, and the field of a record that each of them looks at."""
COLUMNS = {"district": "p.district", "zone": "p.zone", "domain": "d.domain", "kind": "p.kind"}
"""The column that holds each of those that are counted now."""
NOTHING = ""
"""The value of a record that states none."""


def _listed(texts: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{text}'" for text in texts) + "]"


# Constants of this file alone are put into the text; what comes from outside is bound.
def _net(only: str = "") -> str:
    """Each field that is different at the end, with its first value before and its last one after.

    Of one sort of the revisions. What came and went within the span, or was set back, leaves nothing.
    """
    return f"""
  net AS (
    SELECT platform, field, number, old, new FROM (
      SELECT r.platform, r.field, r.change AS number, first_value(r.old) OVER own AS old, r.new,
        lead(r.change) OVER own IS NULL AS is_last
      FROM changes c JOIN revisions r ON r.change = c.number
      WHERE c.made_at >= %(since)s AND c.made_at < %(ends)s AND c.action <> ALL({_listed(QUIET)})
        AND r.field <> ALL({_listed(NO_FACT)}) {only}
      WINDOW own AS (PARTITION BY r.platform COLLATE "C", r.field COLLATE "C" ORDER BY r.change)
    ) each WHERE is_last AND (field = '{WHOLE}' OR old IS DISTINCT FROM new)
  )"""  # noqa: S608


PER = f"""
  per AS (
    SELECT platform, bool_or(field = '{WHOLE}' AND old IS NULL) AS came,
      bool_or(field = '{WHOLE}' AND new IS NULL) AS went,
      coalesce(bool_or(field = 'lifecycle' AND array_position({_listed(COURSE)}, new #>> '{{}}')
        > array_position({_listed(COURSE)}, old #>> '{{}}')), false) AS happened,
      max(number) AS last, max(number) FILTER (WHERE field = '{WHOLE}') AS whole,
      max(number) FILTER (WHERE field = ANY({_listed(OF_STATUS)})) AS of_status,
      max(number) FILTER (WHERE field <> ALL({_listed(OF_STATUS)})) AS of_others
    FROM net GROUP BY platform
  )"""  # noqa: S608
"""A record with its last change, and the last one of each sort of field."""


def _was(wanted: Iterable[str]) -> str:
    """Where records were at any time since the first day: one that was moved from one district to another changed both.

    One that was taken out is where it was then. `wanted` are the filters that are looked at.
    """
    fields = {by: BY[by] for by in BY if by in wanted}
    return f"""
  was AS (
    SELECT DISTINCT r.platform, of.by, coalesce(each.value, '{NOTHING}') AS value
    FROM revisions r
      CROSS JOIN (VALUES {", ".join(f"('{by}', '{field}')" for by, field in fields.items())}) AS of(by, field)
      CROSS JOIN LATERAL (SELECT CASE r.field WHEN of.field THEN r.old ELSE r.old -> of.field END AS old) was
      CROSS JOIN LATERAL jsonb_array_elements_text(CASE
        WHEN jsonb_typeof(was.old) <> 'array' OR was.old IS NULL THEN jsonb_build_array(was.old)
        WHEN was.old = '[]' THEN jsonb_build_array(NULL) ELSE was.old END) AS each(value)
    WHERE r.change >= (SELECT min(number) FROM changes WHERE made_at >= %(since)s)
      AND r.field = ANY({_listed((WHOLE, *fields.values()))})
      AND (r.field = of.field OR (r.field = '{WHOLE}' AND r.old IS NOT NULL))
  )"""  # noqa: S608


NOW = {by: f"coalesce({column}, '{NOTHING}')" for by, column in COLUMNS.items()}
"""Where a record is now; it has a row for each of its domains."""
DOMAINS = "LEFT JOIN platform_domains d ON d.platform = p.id"


def _within(name: str) -> str:
    """Only what is there now, or was there since the first day."""
    # Constants of this program alone; the codes are bound.
    value, child = _stored(FACETS[name])
    return (
        f"JOIN (SELECT p.id AS platform FROM platforms p {child} "  # noqa: S608
        f"WHERE coalesce({value}, '{NOTHING}') = ANY(%({name})s) "
        f"UNION SELECT platform FROM was WHERE by = '{name}' AND value = ANY(%({name})s)) in_{name} USING (platform)"
    )


def _stored(facet: Facet) -> tuple[str, str]:
    """The column that holds a facet's values now, and the join with the table of its values where it has one."""
    if isinstance(facet, ChildFacet):
        table: str = facet.owner.class_.__tablename__  # type: ignore[attr-defined]
        return f"c.{_key(facet.code)}", f"LEFT JOIN {table} c ON c.{_key(facet.owner)} = p.id"
    assert isinstance(facet, ColumnFacet)  # noqa: S101 - there are no other facets
    return f"p.{_key(facet.column)}", ""


def _key(column: SQLColumnExpression[Any]) -> str:
    """The name of a column in its table."""
    name: str = column.key  # type: ignore[attr-defined]
    return name


def _lines(filters: Iterable[str], placed: str) -> str:
    """A line for each record and section; a record that changed its status and something else has two."""
    return f"""
  lines AS (
    SELECT per.platform, each.section, each.number, per.happened
    FROM per {" ".join(_within(name) for name in filters)} {placed}
      CROSS JOIN LATERAL (VALUES
        ('listed', CASE WHEN came AND NOT went THEN whole END),
        ('left', CASE WHEN went AND NOT came THEN whole END),
        ('status', CASE WHEN happened AND NOT came AND NOT went THEN of_status END),
        ('corrected', CASE WHEN came OR went THEN NULL WHEN happened THEN of_others ELSE last END)
      ) AS each(section, number) WHERE each.number IS NOT NULL
  ), counts AS (
    SELECT section, count(*) AS n FROM lines GROUP BY section
  )"""  # noqa: S608


def _parts(wanted: Iterable[str]) -> str:
    """How many lines there are where the records are now, and where they were and are no more."""
    plain = [by for by in wanted if by != "domain"]
    now = f"""
      SELECT of.by, of.value, p.section, sum(p.n) AS n
      FROM (SELECT section, district, zone, kind, count(*) AS n FROM placed WHERE there GROUP BY 1, 2, 3, 4) p
        CROSS JOIN LATERAL (VALUES {", ".join(f"('{by}', {NOW[by]})" for by in plain)}) AS of(by, value)
      GROUP BY 1, 2, 3"""  # noqa: S608
    of_domain = f"""
      SELECT 'domain', {NOW["domain"]}, p.section, count(*)
      FROM placed p LEFT JOIN platform_domains d USING (platform) WHERE there GROUP BY 1, 2, 3"""  # noqa: S608
    cases = " ".join(f"WHEN '{by}' THEN {NOW[by]}" for by in plain)
    before = f"""
      SELECT w.by, w.value, p.section, count(*) FROM was w JOIN placed p USING (platform)
      WHERE w.by = ANY({_listed(tuple(plain))}) AND (NOT there OR w.value <> CASE w.by {cases} END)
      GROUP BY 1, 2, 3"""  # noqa: S608
    # Both sides are read once: looked up for each value, the domains would take as long as all the rest.
    before_of_domain = f"""
      SELECT w.by, w.value, p.section, count(*) FROM was w JOIN placed p USING (platform)
        LEFT JOIN (SELECT p.id AS platform, {NOW["domain"]} AS value FROM platforms p {DOMAINS}) still
          ON still.platform = w.platform AND still.value = w.value
      WHERE w.by = 'domain' AND still.platform IS NULL GROUP BY 1, 2, 3"""  # noqa: S608
    each = [*([now, before] if plain else []), *([of_domain, before_of_domain] if "domain" in wanted else [])]
    return f"""
  placed AS (
    SELECT l.platform, l.section, p.district, p.zone, p.kind, p.id IS NOT NULL AS there
    FROM lines l LEFT JOIN platforms p ON p.id = l.platform
  ), parts AS (
    SELECT by, value, section, sum(n)::bigint AS n FROM ({" UNION ALL ".join(each)}) each GROUP BY 1, 2, 3
  )"""  # noqa: S608


ORDER = f'array_position({_listed(SECTIONS)}, section), number DESC, platform COLLATE "C"'
KEYS = ("platform", "section", "number", "happened")
"""What names a line: with it its values are found without sorting all others."""
SHOWN = f"""
  shown AS (
    SELECT * FROM unnest(%(platform)s::text[], %(section)s::text[], %(number)s::bigint[], %(happened)s::boolean[])
      AS of({", ".join(KEYS)})
  )"""  # noqa: S608
OF_LINE = {
    **{name: f"p.{name}" for name in ("name_zh", "name_en", "kind", "lifecycle", "lifecycle_date")},
    **{"district_code": "p.district", "source_title": "s.title", "source_date": "s.date"},
}
"""The fields of a record that a line says, each with the column that holds it now."""
PAGE = f"""
  different AS (
    SELECT s.platform, s.section, jsonb_object_agg(n.field, CASE WHEN n.field <> '{WHOLE}' THEN
      jsonb_build_array(n.old, n.new) END) AS fields
    FROM shown s JOIN net n USING (platform)
    WHERE CASE WHEN s.section IN ('listed', 'left') THEN n.field = '{WHOLE}'
      ELSE NOT s.happened OR (n.field = ANY({_listed(OF_STATUS)})) = (s.section = 'status') END
    GROUP BY s.platform, s.section
  )
    SELECT l.section, l.platform, l.number, c.made_at, d.fields, c.reason,
      coalesce(at.record ->> 'name_zh', l.platform) AS name_zh,
      coalesce(at.record ->> 'name_en', l.platform) AS name_en,
      at.record ->> 'kind' AS kind, at.record ->> 'lifecycle' AS lifecycle,
      at.record ->> 'lifecycle_date' AS lifecycle_date, at.record ->> 'district_code' AS district,
      at.record ->> 'source_title' AS source_title, at.record ->> 'source_date' AS source_date
    FROM shown l JOIN different d USING (platform, section) JOIN changes c ON c.number = l.number
      LEFT JOIN platforms p ON p.id = l.platform
      LEFT JOIN sources s ON s.code = p.source
      LEFT JOIN LATERAL (
        SELECT old FROM revisions r WHERE r.platform = l.platform AND r.change = l.number AND r.field = '{WHOLE}'
      ) gone ON true
      LEFT JOIN LATERAL (
        SELECT jsonb_object_agg(key, value) AS replaced FROM (
          SELECT DISTINCT ON (each.key) each.key, each.value
          FROM revisions r JOIN changes after ON after.number = r.change
            CROSS JOIN LATERAL jsonb_each(
              CASE r.field WHEN '{WHOLE}' THEN r.old ELSE jsonb_build_object(r.field, r.old) END) each
          WHERE r.platform = l.platform AND after.made_at >= %(ends)s
            AND (r.field = ANY({_listed(tuple(OF_LINE))}) OR (r.field = '{WHOLE}' AND r.old IS NOT NULL))
          ORDER BY each.key, r.change
        ) first
      ) later ON true
      CROSS JOIN LATERAL (SELECT CASE l.section WHEN 'left' THEN gone.old ELSE
        jsonb_build_object({", ".join(f"'{name}', {column}" for name, column in OF_LINE.items())})
          || coalesce(later.replaced, '{{}}') END AS record) at
    ORDER BY {ORDER}"""  # noqa: S608
"""A line says what the record was at the end of the span: what changes after it replaced, else what it is now; of one
that was taken out, what it was then."""


ROOM = Compiled("SELECT set_config('work_mem', '64MB', true), set_config('enable_mergejoin', 'off', true)", {})
"""For the rest of a transaction: what is sorted stays in memory, and what is joined is not sorted for it.

The planner takes a list of JSON for a hundred values, and would sort all lines to join them with so many.
"""


@cache
def counted(filters: tuple[str, ...], parts: tuple[str, ...], place: Shape = NOWHERE) -> Compiled:
    """One row: how many lines of each section, those of each value of the filters in `parts`, and when it all began.

    `place` is the shape of what is asked by words and places, `page` names the lines of one page by `KEYS`: what takes
    long is sorted once for both. Bound: `since`, `ends`, the values of each filter that is given, `most` and `offset`.
    """
    within = placed(place)
    steps = [
        *within.steps,
        _net(),
        PER,
        *([_was((*filters, *parts))] if filters or parts else []),
        _lines(filters, within.joins),
        *([_parts(parts)] if parts else []),
    ]
    by_code = "(SELECT json_agg(parts ORDER BY by, value) FROM parts)" if parts else "NULL"
    return Compiled(
        f"""WITH {",".join(steps)}
    SELECT (SELECT min(made_at) FROM changes) AS began,
      (SELECT count(*) FROM changes WHERE action <> ALL({_listed(QUIET)})) AS changes,
      (SELECT json_object_agg(section, n) FROM counts) AS counts,
      {by_code} AS parts,
      (SELECT json_agg(json_build_array({", ".join(KEYS)}) ORDER BY {ORDER}) FROM ({_page()}) page) AS page""",  # noqa: S608
        dict(within.fixed),
    )


def _page() -> str:
    """What names the lines of one page, in their order; without a bound all of them."""
    return f"SELECT {', '.join(KEYS)} FROM lines ORDER BY {ORDER} LIMIT %(most)s::bigint OFFSET %(offset)s"  # noqa: S608


@cache
def listed(filters: tuple[str, ...], place: Shape = NOWHERE) -> Compiled:
    """A row a line, `KEYS` alone, in their order; bound as `counted`, with `most` (None: all) and `offset`."""
    within = placed(place)
    steps = [*within.steps, _net(), PER, *([_was(filters)] if filters else []), _lines(filters, within.joins)]
    return Compiled(f"WITH {','.join(steps)} {_page()}", dict(within.fixed))


@cache
def page() -> Compiled:
    """The values of the lines that `KEYS` name, each bound as a list: of no others are they read."""
    steps = [_net("AND r.platform = ANY(%(platform)s::text[])"), SHOWN, PAGE]
    return Compiled(f"WITH {','.join(steps)}", {})


def values(filter: Filter) -> dict[str, list[str]]:
    """What a filter binds for each of its names: the codes that it names, that of "none" as `NOTHING`."""
    given = {name: filter[name] for name in BY if filter[name]}
    return {name: [NOTHING if c == FACETS[name].nothing else c for c in codes] for name, codes in given.items()}
