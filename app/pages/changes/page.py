"""How the figures changed since a day: before and now, a line, and the targets of the city beside the present."""

from collections.abc import Sequence
from datetime import date

import htpy as h

from app.brief.targets import why_not_compared
from app.history.parameters import SINCE
from app.lists.read import PolicyRow
from app.pages.address.location import address
from app.pages.address.page_states import CHANGES, DIGEST
from app.pages.changes.facts import ChangesFacts, Row
from app.pages.changes.line import line
from app.pages.context import Context
from app.pages.insight.controls import hidden_state
from app.pages.parts.days import with_days
from app.pages.parts.not_used import problems
from app.pages.parts.scroll import scrolling
from app.platforms.over_time.read import KIND
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import page_path


def title(context: Context, facts: ChangesFacts) -> str:
    if facts.since is None:
        return context.say("changes-none-title")
    return context.say("changes-title", day=facts.since.isoformat())


def changes_page(context: Context, facts: ChangesFacts) -> h.Node:
    """The page; where nothing was kept or nothing changed, that is said."""
    say = context.say
    area = context.name(context.vocabulary.districts[facts.district]) if facts.district else say("changes-city")
    return h.main("#content.page.figures-since")[
        h.p(".crumb")[h.a(href=context.location.other("/insight"))[icon("back", 14), say("nav-insight")]],
        problems(context),
        h.h1[title(context, facts)],
        h.p(".sub")[area, " · ", say("changes-lede")],
        h.p[h.a(href=with_days(context, DIGEST, "district", SINCE.name))[say("digest-way")]],
        _choices(context, facts),
        h.div(".split")[
            h.div[_figures(context, facts), _line(context, facts), _kept(context, facts)],
            h.aside(".side")[_targets(context, facts)],
        ],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]


def _choices(context: Context, facts: ChangesFacts) -> h.Node:
    """District and day: a form that works without a script."""
    say, now = context.say, facts.since.isoformat() if facts.since else ""
    days = sorted({*(day.isoformat() for day in facts.kept.days), now} - {""}, reverse=True)
    districts = [("", say("changes-city")), *((c, context.name(t)) for c, t in context.vocabulary.districts.items())]
    return h.form(".since-choices.screen-only", method="get", action=at(page_path(context.lang, CHANGES)))[
        hidden_state(context, (SINCE.name, "district")),
        h.label(".field", for_="i-district")[
            h.span[say("facet-district")],
            h.select("#i-district", name="district")[
                (h.option(value=code, selected=code == facts.district)[name] for code, name in districts)
            ],
        ],
        h.label(".field", for_="i-since")[
            h.span[say("changes-since")],
            h.select("#i-since", name=SINCE.name)[(h.option(value=day, selected=day == now)[day] for day in days)],
        ],
        h.button(".btn", type="submit")[say("changes-show")],
    ]


def _figures(context: Context, facts: ChangesFacts) -> h.Node:
    say = context.say
    if facts.since is None:
        return h.p(".notice")[say("changes-none")]
    changed = any(row.changed for row in (*facts.kinds, *facts.statuses, *facts.districts))
    rows = [_row(say(f"kind-{row.key}"), row) for row in facts.kinds]
    rows += [_row(say(f"lifecycle-{row.key.replace('_', '-')}"), row) for row in facts.statuses]
    rows += [_row(_district(context, row.key), row) for row in facts.districts]
    day = facts.before.isoformat() if facts.before else ""
    names = ("figure", "before", "now", "difference")
    heads = [h.th(scope="col")[say(f"changes-{name}", **({"day": day} if name == "before" else {}))] for name in names]
    first = say("changes-first-day") if facts.before == facts.since else None
    caption = say("changes-caption")
    return h.section(".sec")[
        h.h2[say("changes-figures")],
        None if changed else h.p[say("changes-nothing", day=facts.since.isoformat())],
        scrolling(
            h.table("#changed.figures")[h.caption[caption], h.thead[h.tr[heads]], h.tbody[rows]],
            caption,
        ),
        h.p(".src-note")[say("changes-said"), [" ", first] if first else None],
    ]


def _district(context: Context, code: str) -> str:
    return context.name(context.vocabulary.districts[code]) if code else context.say("district-not-stated")


def _row(name: str, row: Row) -> h.Element:
    difference = f"{row.now - row.before:+d}" if row.changed else "0"
    cells = (str(row.before), str(row.now), difference.replace("-", "−"))
    return h.tr(class_=None if row.changed else "loose")[h.th(scope="row")[name], (h.td[text] for text in cells)]


def _line(context: Context, facts: ChangesFacts) -> h.Node:
    """From the second day on; one day is no line."""
    say, days = context.say, facts.kept.days
    if len(days) < 2:
        return h.section(".sec")[h.h2[say("changes-line")], h.p(".hint")[say("changes-line-later")]]
    lines = [(say(f"kind-{kind}"), kind, facts.kept.line(f"{KIND}{kind}")) for kind in context.vocabulary.kinds]
    return h.section(".sec")[h.h2[say("changes-line")], line(lines, say("changes-line"))]


def _kept(context: Context, facts: ChangesFacts) -> h.Node:
    """Since when figures are kept, and the same as files."""
    say = context.say
    wanted = [("district", facts.district)] if facts.district else []
    files = [
        (label, with_query(at("/api/insight/history"), [*wanted, ("lang", context.lang), ("f", form)]))
        for form, label in (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))
    ]
    began: date | None = facts.kept.days[0] if facts.kept.days else None
    return h.fragment[
        h.p(".src-note")[say("changes-kept"), " ", say("changes-began", day=began.isoformat()) if began else None],
        h.p(".downloads")[say("download-table"), ([" ", h.a(href=address)[label]] for label, address in files)],
    ]


def _targets(context: Context, facts: ChangesFacts) -> h.Node:
    """What the city aims at, in its words, beside what is listed, and why the two are not compared."""
    if not facts.targets:
        return None
    return h.section(".sec")[
        h.h2[context.say("changes-targets")], (_target(context, facts.listed, each) for each in facts.targets)
    ]


def _target(context: Context, listed: int, target: PolicyRow) -> h.Element:
    say = context.say
    source: Sequence[h.Node] = (context.chinese(target.source_title), f" {target.source_date or ''}")
    return h.div(".target")[
        h.p(".said")[h.q[context.chinese(target.wording_zh)]],
        h.p[why_not_compared(say, target, listed)],
        h.p(".src-note")[
            say("changes-target-source"),
            h.a(href=target.source_url, rel="noopener nofollow")[source] if target.source_url else source,
            h.br,
            h.a(href=address(context.lang, "/lists/policies", context.location.lasting("/lists/policies")))[
                say("changes-target-list")
            ],
        ],
    ]
