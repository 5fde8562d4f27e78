"""The page of siting: the question, the answer, the map, and the same at other reaches."""

import htpy as h
from markupsafe import Markup

from app.analysis.siting.parameters import CITY
from app.analysis.siting.table import SitingWords
from app.districts.orientation import OSM_LINE, TOWN_NAMES_LINE
from app.pages.context import Context
from app.pages.parts.not_used import problems
from app.pages.siting import question
from app.pages.siting.answer import answer, moved_bar
from app.pages.siting.facts import SitingFacts
from app.pages.siting.map import collection
from app.pages.siting.reaches import reaches
from app.pages.siting.ways import Ways
from app.web.bundle import asset
from frontend.component import as_script_text
from frontend.icons import icon

SAID = ("running", "cancel", "cancelled", "failed", "outside", "how-to-move")
"""The sentences that the script says."""


def assets() -> h.Node:
    """The script and the style of this page alone."""
    return h.fragment[h.link(rel="stylesheet", href=asset("siting.css")), h.script(src=asset("siting.js"), defer=True)]


def title(context: Context, facts: SitingFacts) -> str:
    """The question as a heading."""
    words = SitingWords(context.say, context.vocabulary)
    if facts.question.within == CITY:
        return context.say("siting-title-city")
    return context.say("siting-title", area=words.area(facts.question.within))


def body(context: Context, facts: SitingFacts, the_map: h.Node) -> h.Node:
    """Panel, map and strip; on a narrow screen the map comes first."""
    ways = Ways(context, facts)
    return h.main("#content.siting", data_siting=True, data_sent="yes" if facts.sent else None)[
        h.p("#status.sr-only", role="status", aria_live="polite"),
        h.div(".siting-head")[
            h.p(".crumb")[
                h.a(href=context.location.other("/insight"))[icon("back", 14), context.say("nav-insight")],
                " · ",
                context.say("siting-crumb"),
            ],
            h.h1("#siting-title", data_swap=True)[title(context, facts)],
        ],
        h.div(".siting-ask")[question.form(context, facts)],
        h.div("#siting-answer.siting-answer", data_swap=True)[
            problems(context),
            _refused(context, facts),
            moved_bar(context, facts, ways),
            answer(context, facts, ways),
        ],
        h.div(".siting-side")[
            h.div(".siting-map", role="region", aria_label=context.say("siting-map"))[the_map, _key(context, facts)],
            h.div("#siting-reaches.siting-reaches", data_swap=True)[reaches(context, facts, ways)],
        ],
        h.div("#siting-data", data_swap=True, data_address=context.location.url(), hidden=True)[_data(context, facts)],
        h.div(".siting-foot")[question.own_file(context, facts), question.method(context, facts), _links(context)],
    ]


def _data(context: Context, facts: SitingFacts) -> h.Node:
    """What the map draws anew after a change: the sentences of the page come with it."""
    words = {name: context.say(f"siting-{name}") for name in SAID}
    content = {"collection": collection(context, facts), "words": words}
    return h.script(type="application/json", data_siting_data=True)[Markup(as_script_text(content))]  # noqa: S704


def _refused(context: Context, facts: SitingFacts) -> h.Node:
    """Why a file was not used: its name, the first rows, the limit. What was typed is kept, what a file says is not."""
    if not facts.own.refusals:
        return None
    say = context.say
    lines = [h.li[say(refusal.key, **{**refusal.words, "city": context.city_name()})] for refusal in facts.own.refusals]
    if facts.own.refused > len(lines):
        lines.append(h.li[say("own-more", n=facts.own.refused)])
    return h.div(".notice.own-refused", role="alert")[
        icon("alert", 18),
        h.div[
            h.p[h.b[h.bdi[facts.name]]] if facts.name else None,
            h.ul[lines],
            h.p[say("siting-refused-file" if facts.name else "siting-refused")],
        ],
    ]


def _key(context: Context, facts: SitingFacts) -> h.Node:
    """What the marks mean."""
    say = context.say
    usual = context.location.filter.query() == [("kind", "poc")]
    rows = [("existing", say("siting-key-existing" if usual else "siting-key-existing-other"))]
    moved = facts.sited is not None and facts.sited.moved
    rows += [("site", say("siting-key-placed" if moved else "siting-key-site"))]
    rows += [(kind, say(f"siting-need-{kind}")) for kind in facts.question.need]
    rows.append(("open", say("siting-key-open")))
    return h.ul("#siting-key.siting-key", data_swap=True)[
        (h.li[h.i(class_=f"siting-sample {kind}", aria_hidden="true"), h.span[text]] for kind, text in rows)
    ]


def _links(context: Context) -> h.Node:
    say = context.say
    free = context.location.other("/insight")
    return h.fragment[
        h.p(".src-note")[say("siting-town-sources"), " ", OSM_LINE, " · ", TOWN_NAMES_LINE],
        h.p(".src-note.screen-only")[
            h.a(href=f"{free}{'&' if '?' in free else '?'}topic=siting")[say("siting-free")], " ", say("siting-frames")
        ],
    ]
