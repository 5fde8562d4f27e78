"""The page about the map: what it is, how it was made, its sources and their age, licences, citation, correction."""

import htpy as h

from app.districts.read import BoundarySet
from app.pages.about.charts import OLD, ages, sources_table
from app.pages.about.cite import citation
from app.pages.about.facts import AboutFacts
from app.pages.address.page_states import LISTS
from app.pages.context import Context
from app.pages.parts.live_only import live_only
from app.pages.parts.terms import terms_of_page
from app.platforms.provenance import GRADES, Provenance
from app.platforms.values import KINDS
from frontend.language import digits

SECTIONS = ("what", "how", "sources", "ages", "licences", "cite", "correct")
TERMS = ("proof-of-concept", "poc-platform", "pilot-platform", "four-lists", "innovation-voucher")


def about_page(context: Context, facts: AboutFacts) -> h.Node:
    say = context.say
    bodies = {
        "what": _what(context, facts),
        "how": _how(context, facts),
        "sources": _sources(context, facts.provenance),
        "ages": _ages(context, facts.provenance),
        "licences": _licences(context, facts.boundary),
        "cite": citation(context),
        "correct": _correct(context),
    }
    return h.main("#content.page.about")[
        h.h1[say("about-title")],
        h.p(".sub")[say("about-said")],
        h.div(".about-grid")[
            h.nav(".contents.screen-only", aria_label=say("about-contents"))[
                (h.a(href=f"#{name}")[say(f"about-{name}")] for name in SECTIONS)
            ],
            h.div[(h.section(".sec", id=name)[h.h2[say(f"about-{name}")], bodies[name]] for name in SECTIONS)],
        ],
        h.p(".src-note")[say("as-of-said", date=context.as_of()), " ", say("lists-elsewhere")],
        live_only(context, "open-data", "cited"),
    ]


def _what(context: Context, facts: AboutFacts) -> h.Node:
    say = context.say
    lists = h.a(href=context.location.other(LISTS))[say("four-lists")]
    return h.fragment[
        h.p(".prose")[say("about-what-kinds", **{kind: facts.kinds.get(kind, 0) for kind in KINDS})],
        h.p(".prose")[say("about-what-not"), " ", lists],
        terms_of_page(context, TERMS),
    ]


def _how(context: Context, facts: AboutFacts) -> h.Node:
    say = context.say
    steps = (
        say("about-how-read", date=context.as_of()),
        say("about-how-stated"),
        say("about-how-rings"),
        say("about-how-money", funds=facts.funds, vouchers=facts.vouchers),
        say("about-how-order"),
    )
    return h.ol(".prose")[(h.li[step] for step in steps)]


def _sources(context: Context, provenance: Provenance) -> h.Node:
    say = context.say
    rules = [
        h.fragment[
            h.dt[say(f"confidence-{grade}"), " ", h.small[digits(provenance.number(grade=grade))]],
            h.dd[say(f"grade-{grade}-said")],
        ]
        for grade in GRADES
    ]
    return h.div(".about-sources")[
        sources_table(context, provenance),
        h.div[
            h.h3[say("about-grades")],
            h.dl(".grades")[rules],
            h.p[say("grade-rule")],
            h.p(".src-note")[say("about-mirrors")],
        ],
    ]


def _ages(context: Context, provenance: Provenance) -> h.Node:
    say = context.say
    middle = say("about-middle", year=str(provenance.middle)) if provenance.middle else ""
    return h.fragment[
        ages(context, provenance),
        h.p(".src-note")[middle, " ", say("about-ages-said", year=str(OLD), undated=provenance.undated)],
    ]


def _licences(context: Context, boundary: BoundarySet | None) -> h.Node:
    say = context.say
    rows = [
        (say("about-of-data"), context.settings.data_licence, say("about-of-data-said")),
        (say("about-of-orientation"), "ODbL 1.0", "© OpenStreetMap contributors"),
        (say("about-of-towns"), "CC BY 4.0", "GeoNames"),
        *(
            [(say("about-of-boundary"), boundary.license, f"{boundary.source} · {say('indicative')}")]
            if boundary
            else []
        ),
        (say("about-of-program"), "Apache-2.0", say("about-of-program-said")),
    ]
    return h.fragment[
        h.dl(".licence-rows")[(h.div[h.dt[of], h.dd[licence], h.dd[h.small[whose]]] for of, licence, whose in rows)],
        h.p[h.a(href=context.location.other("/licences"))[say("licences")]],
        h.p[h.a(href=context.location.other("/open-data"))[say("open-data")]] if context.location.served else None,
    ]


def _correct(context: Context) -> h.Node:
    """Where to send a correction: nothing is said of an address that nobody configured."""
    say, settings = context.say, context.settings
    ways = [
        (settings.correction_url, say("correct")),
        (str(settings.report_error_url) if settings.report_error_url else "", say("report-error")),
    ]
    links = [h.li[h.a(href=url, rel="noopener")[words]] for url, words in ways if url]
    return h.fragment[
        h.p(".prose")[say("about-correct-said")],
        h.ul(".plain")[links] if links else h.p(".prose")[say("about-correct-nobody")],
    ]
