"""The match in a snapshot: Python writes questions, chips and words, the browser ranks by the same table."""

from typing import Any

import htpy as h
from markupsafe import Markup

from app.lists import read as lists
from app.match import origin
from app.match.parameters import KINDS
from app.match.question import Question
from app.match.wanted import Wanted
from app.match.weights import WANTS
from app.pages.context import Context
from app.pages.match.cards import RUNNING, key
from app.pages.match.chips import chips
from app.pages.match.links import Asked
from app.pages.match.page import score_method, terms, way_method
from app.pages.match.questions import questions
from app.pages.parts.crumb import crumb
from app.pages.parts.live_only import live_only
from app.pages.parts.measures import money_of_everywhere
from app.pages.record.source_age import OLD_YEARS, source_year
from app.platforms.schemas import Platform
from app.snapshot.site import Site
from frontend.component import as_script_text


async def match_body(site: Site, context: Context, platforms: list[Platform], the_map: h.Node) -> h.Node:
    """The questions, and what a script fills with the order; the map beside it is written with nothing on it."""
    say, question = context.say, Question(Wanted(kinds=KINDS))
    text = as_script_text(await _block(site, context, platforms))
    refused = h.div(data_part="refused")
    return h.fragment[
        questions(context, question, h.fragment[refused, h.p(".notice.no-js-only")[say("match-needs-script")]]),
        h.main("#answered.page.match-page", data_part="answered", hidden=True)[
            crumb(context),
            h.h1[say("match-title")],
            h.p(".sub")[say("match-said")],
            terms(context),
            refused,
            chips(context, question, Asked.of(context, question)),
            h.section(".m-path", data_part="path", aria_labelledby="m-path")[
                h.h2("#m-path")[say("match-path"), h.small[say("match-path-said")]], h.ol
            ],
            h.div(".m-grid")[
                h.div(".m-found")[
                    h.div(".count.match-count")[h.h2[h.b(data_part="count")], key(context)],
                    h.ol("#results.m-list"),
                    h.p(data_part="more"),
                ],
                h.aside(".m-side")[h.div(".side-map")[the_map], _notes(context)],
            ],
            money_of_everywhere(context, await lists.policies(site.db)),
        ],
        h.script(type="application/json", data_match=True)[Markup(text)],  # noqa: S704 - escaped for a script
    ]


def _notes(context: Context) -> h.Node:
    say = context.say
    return h.fragment[
        h.p(".side-note", data_part="way")[way_method(context)],
        h.p(".side-note", data_part="middle"),
        h.p(".side-note")[say("match-marks-said")],
        h.p(".side-note")[say("match-in-snapshot")],
        live_only(context, "request", "roads", "picks"),
        score_method(context),
    ]


async def _block(site: Site, context: Context, platforms: list[Platform]) -> dict[str, Any]:
    """What the script reads (`frontend/src/local/match/block.ts`)."""
    vocabulary = context.vocabulary
    terms = {
        name: {code: context.name(term) for code, term in getattr(vocabulary, f"{name}s").items()}
        for name in ("domain", "stage", "service", "kind", "district", "zone")
    }
    terms["want"] = {want: context.say(f"want-{want}") for want in WANTS}
    return {
        "asOf": context.as_of(),
        "terms": terms,
        "places": [
            {
                "code": code,
                "names": sorted(names),
                "name": place.name(context.lang),
                "lon": place.lon,
                "lat": place.lat,
                "radius": place.radius_m,
                "middle": place.middle,
                "districts": place.districts,
                "zones": place.zones,
            }
            for names, code, place in await origin.every(site.db, vocabulary)
        ],
        "records": {platform.id: _more(context, platform) for platform in platforms},
        "page": context.location.other("/platform/{id}"),
    }


def _more(context: Context, platform: Platform) -> dict[str, Any]:
    words, years = source_year(context, platform.source_date)
    state = None if platform.lifecycle in RUNNING else context.say(f"lifecycle-{platform.lifecycle.replace('_', '-')}")
    return {
        "age": words,
        "old": years > OLD_YEARS,
        "state": state,
        "fields": "、".join(platform.domains_other) or None,
        "voucher": _said(context, platform.voucher, platform.voucher_evidence),
        "fund": _said(context, platform.fund, platform.fund_evidence),
    }


def _said(context: Context, value: str | None, evidence: str | None) -> str | None:
    if value is None:
        return None
    words = context.say(f"fund-{value}")
    return f"{words} “{evidence}”" if evidence else words
