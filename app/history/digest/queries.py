"""The digest as one question: what is different at the end of a span of days from what it was before."""

from app.history.models import WHOLE
from app.history.queries import QUIET
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.store.database import Compiled

COURSE = ("planned", "under_construction", "unveiled", "operating", "tapering", "closed")
"""The course of a platform: a later state after an earlier one has happened, anything else is a correction."""
OF_STATUS = ("lifecycle", "lifecycle_date", "status_text", "source_title", "source_date", "source_kind", "source_url")
"""The state, its date and words, and the source that states them: they change with it."""
NO_FACT = ("confirmed_on",)
"""When a record was confirmed is no fact about the platform."""
SECTIONS = ("listed", "status", "left", "corrected")
BY = {"district": "district_code", "zone": "zone", "domain": "domains", "kind": "kind"}
"""The filters of a digest, and the field of a record that each of them looks at."""
NOTHING = ""
"""The value of a record that states none."""


def _listed(texts: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{text}'" for text in texts) + "]"


def _within(name: str) -> str:
    return f"""(%({name})s::text[] IS NULL OR EXISTS (SELECT FROM belongs b
        WHERE b.platform = per.platform AND b.by = '{name}' AND b.value = ANY(%({name})s)))"""


# Constants of this file alone are put into the text; what comes from outside is bound.
SPAN = f"""
  span AS (
    SELECT r.platform, r.field, r.old, r.new, c.number, c.made_at FROM changes c JOIN revisions r ON r.change = c.number
    WHERE c.made_at >= %(since)s AND c.made_at < %(ends)s AND c.action <> ALL({_listed(QUIET)})
      AND r.field <> ALL({_listed(NO_FACT)})
  ), net AS (
    SELECT * FROM (
      SELECT platform, field, max(number) AS number, max(made_at) AS made_at,
        (array_agg(old ORDER BY number))[1] AS old, (array_agg(new ORDER BY number DESC))[1] AS new
      FROM span GROUP BY platform, field
    ) each WHERE field = '{WHOLE}' OR old IS DISTINCT FROM new
  ), per AS (
    SELECT platform, bool_or(field = '{WHOLE}' AND old IS NULL) AS came,
      bool_or(field = '{WHOLE}' AND new IS NULL) AS went,
      coalesce(bool_or(field = 'lifecycle' AND array_position({_listed(COURSE)}, new #>> '{{}}')
        > array_position({_listed(COURSE)}, old #>> '{{}}')), false) AS happened
    FROM net GROUP BY platform
  )"""  # noqa: S608
"""`net`: each field that is different at the end, with its first value before and its last one after. What came and
went within the span, or was set back, leaves nothing."""
BELONGS = f"""
  belongs AS (
    SELECT per.platform, of.by, coalesce(of.value, '{NOTHING}') AS value
    FROM per JOIN platforms p ON p.id = per.platform
      LEFT JOIN platform_domains d ON d.platform = p.id
      CROSS JOIN LATERAL (VALUES ('district', p.district), ('zone', p.zone), ('domain', d.domain), ('kind', p.kind))
        AS of(by, value)
    UNION
    SELECT per.platform, of.by, coalesce(each.value, '{NOTHING}')
    FROM per JOIN revisions r ON r.platform = per.platform
        AND r.change >= (SELECT min(number) FROM changes WHERE made_at >= %(since)s)
        AND CASE r.field WHEN '{WHOLE}' THEN r.old IS NOT NULL ELSE r.field = ANY({_listed(tuple(BY.values()))}) END
      CROSS JOIN (VALUES {", ".join(f"('{by}', '{field}')" for by, field in BY.items())}) AS of(by, field)
      CROSS JOIN LATERAL (SELECT CASE r.field WHEN of.field THEN r.old ELSE r.old -> of.field END AS old) was
      CROSS JOIN LATERAL jsonb_array_elements_text(CASE
        WHEN jsonb_typeof(was.old) <> 'array' OR was.old IS NULL THEN jsonb_build_array(was.old)
        WHEN was.old = '[]' THEN jsonb_build_array(NULL) ELSE was.old END) AS each(value)
    WHERE r.field = of.field OR (r.field = '{WHOLE}' AND r.old IS NOT NULL)
  )"""  # noqa: S608
"""Where each record is, and where it was at any time since the first day: a record that was moved from one district to
another changed both. One that was taken out is where it was then."""
LINES = f"""
  sorted AS (
    SELECT * FROM (
      SELECT net.*, CASE
        WHEN per.came AND per.went THEN NULL
        WHEN per.came THEN CASE net.field WHEN '{WHOLE}' THEN 'listed' END
        WHEN per.went THEN CASE net.field WHEN '{WHOLE}' THEN 'left' END
        WHEN per.happened AND net.field = ANY({_listed(OF_STATUS)}) THEN 'status'
        ELSE 'corrected' END AS section
      FROM net JOIN per USING (platform) WHERE {" AND ".join(_within(name) for name in BY)}
    ) each WHERE section IS NOT NULL
  ), lines AS (
    SELECT platform, section, max(number) AS number, max(made_at) AS made_at FROM sorted GROUP BY platform, section
  ), counts AS (
    SELECT section, count(*) AS n FROM lines GROUP BY section
  ), parts AS (
    SELECT b.by, b.value, l.section, count(*) AS n FROM lines l JOIN belongs b USING (platform) GROUP BY 1, 2, 3
  )"""  # noqa: S608
PAGE = f"""
  shown AS (
    SELECT * FROM lines ORDER BY array_position({_listed(SECTIONS)}, section), number DESC, platform
    LIMIT %(most)s OFFSET %(offset)s
  ), different AS (
    SELECT platform, section, jsonb_object_agg(field, jsonb_build_array(old, new)) AS fields
    FROM shown JOIN sorted USING (platform, section) GROUP BY platform, section
  ), page AS (
    SELECT l.section, l.platform, l.number, l.made_at, d.fields, c.reason,
      coalesce(p.name_zh, gone.old ->> 'name_zh', l.platform) AS name_zh,
      coalesce(p.name_en, gone.old ->> 'name_en', l.platform) AS name_en,
      coalesce(p.kind, gone.old ->> 'kind') AS kind,
      coalesce(p.lifecycle, gone.old ->> 'lifecycle') AS lifecycle,
      CASE WHEN p.id IS NULL THEN gone.old ->> 'lifecycle_date' ELSE p.lifecycle_date END AS lifecycle_date,
      CASE WHEN p.id IS NULL THEN gone.old ->> 'district_code' ELSE p.district END AS district,
      CASE WHEN p.id IS NULL THEN gone.old ->> 'source_title' ELSE s.title END AS source_title,
      CASE WHEN p.id IS NULL THEN gone.old ->> 'source_date' ELSE s.date END AS source_date
    FROM shown l JOIN different d USING (platform, section) JOIN changes c ON c.number = l.number
      LEFT JOIN platforms p ON p.id = l.platform
      LEFT JOIN sources s ON s.code = p.source
      LEFT JOIN LATERAL (
        SELECT old FROM revisions r WHERE r.platform = l.platform AND r.field = '{WHOLE}' AND r.old IS NOT NULL
        ORDER BY r.change DESC LIMIT 1
      ) gone ON p.id IS NULL
  )"""  # noqa: S608
DIGEST = Compiled(
    f"""WITH {SPAN}, {BELONGS}, {LINES}, {PAGE}
    SELECT (SELECT min(made_at) FROM changes) AS began,
      (SELECT count(*) FROM changes WHERE action <> ALL({_listed(QUIET)})) AS changes,
      (SELECT json_object_agg(section, n) FROM counts) AS counts,
      (SELECT json_agg(parts ORDER BY by, value) FROM parts) AS parts,
      (SELECT json_agg(page ORDER BY array_position({_listed(SECTIONS)}, section), number DESC, platform) FROM page)
        AS lines""",  # noqa: S608
    {},
)
"""One row, so that all of it is of one state of the data.

Bound: `since`, `ends`, `most`, `offset`, and for each name of `BY` its values or NULL.
"""


def values(filter: Filter) -> dict[str, list[str] | None]:
    """What a filter binds: the codes that it names, that of "none" as `NOTHING`."""
    codes = {name: [NOTHING if code == FACETS[name].nothing else code for code in filter[name]] for name in BY}
    return {name: named or None for name, named in codes.items()}
