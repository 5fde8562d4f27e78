"""The answer: one sentence, the sites with their names and gains, and among what they were sought."""

import htpy as h

from app.analysis.siting.answer import Sited, SitedSite
from app.analysis.siting.parameters import BEFORE, SUGGESTED
from app.analysis.siting.table import SitingWords, amount, kilometres
from app.pages.context import Context
from app.pages.insight.controls import data_address, pictures
from app.pages.siting.facts import SitingFacts
from app.pages.siting.map import MOST_DRAWN
from app.pages.siting.ways import Ways
from frontend.icons import icon

MOVED_M = 50.0
"""Less is no move: a position is written to a metre, and a hand trembles."""


def moved_bar(context: Context, facts: SitingFacts, ways: Ways) -> h.Node:
    """Which sites were moved how far, with one step back and the way to the suggestion."""
    sited = facts.sited
    if sited is None or not sited.moved:
        return None
    say = context.say
    moved = [site for site in sited.sites if site.moved_m is not None and site.moved_m >= MOVED_M]
    apart = len(sited.sites) != len(sited.suggested)
    said = [say("siting-moved", letter=site.letter, km=f"{(site.moved_m or 0) / 1000:.1f}") for site in moved]
    words = say("siting-placed", n=len(sited.sites)) if apart or not said else say("list-separator").join(said)
    before = context.location.view.get(BEFORE) or SUGGESTED
    back = None if before == SUGGESTED else before
    return h.p(".moved-bar", data_status=words)[
        h.span[words],
        ways.changed(say("siting-undo"), "undo", sites=back, before=None),
        ways.changed(say("siting-restore"), "restore", sites=None, before=None),
    ]


def answer(context: Context, facts: SitingFacts, ways: Ways) -> h.Node:
    """What was found, or why nothing was."""
    sited, say = facts.sited, context.say
    if sited is None:
        return h.p(".notice", role="alert")[facts.failure]
    words = SitingWords(say, context.vocabulary)
    if not sited.need:
        return h.p(".siting-sentence", data_status=say("siting-no-need"))[say("siting-no-need")]
    return h.fragment[
        _sentence(context, words, sited),
        h.ol(".sites")[(_site(context, words, sited, site, ways) for site in sited.sites)],
        _fewer(context, sited),
        h.p(".src-note")[words.proof(sited)],
        h.p(".src-note")[say("siting-drawn-part", n=MOST_DRAWN)] if len(sited.need) > MOST_DRAWN else None,
        h.p(".src-note")[say("siting-existing", n=len(sited.existing), left=sited.left_out)],
        h.p(".siting-ways.screen-only")[
            h.button(".btn.js-only", type="button", data_action="print")[icon("print", 16), say("siting-print")]
        ],
        None if facts.sent else _downloads(context),
    ]


def _sentence(context: Context, words: SitingWords, sited: Sited) -> h.Element:
    say = context.say
    if not sited.sites:
        km, share = kilometres(sited.question.reach), f"{sited.share(sited.now):.0%}"
        said = say("siting-nothing", km=km, now=share, before=amount(sited.now), all=amount(sited.weight))
    else:
        said = words.sentence(sited)
    suggested = say("siting-sentence-suggested", total=amount(sited.suggested_total)) if sited.moved else ""
    return h.p(".siting-sentence", data_status=f"{said} {suggested}")[said, " ", suggested]


def _site(context: Context, words: SitingWords, sited: Sited, site: SitedSite, ways: Ways) -> h.Element:
    say = context.say
    instead = words.instead(site, sited.question.reach)
    return h.li(data_letter=site.letter)[
        h.span(".site-letter", aria_hidden="true")[site.letter],
        h.div[
            h.b[h.span(".sr-only")[f"{site.letter} "], words.name(site.name)],
            h.p[words.serves(site)],
            h.p(".instead")[instead] if instead else None,
        ],
        h.div(".site-gain")[
            h.b[f"+{amount(site.gain)}"],
            h.small[say("siting-gain")],
            h.button(
                ".text-btn.js-only.screen-only",
                type="button",
                data_move=site.letter,
                data_words=say("siting-now-click", letter=site.letter),
                aria_label=say("siting-move", letter=site.letter),
            )[say("siting-move-short")],
        ],
    ]


def _fewer(context: Context, sited: Sited) -> h.Node:
    """That further sites would add nothing."""
    missing = sited.question.wanted - len(sited.sites)
    if sited.question.sites or not sited.sites or missing <= 0:
        return None
    return h.p(".src-note")[context.say("siting-fewer", n=missing, shown=len(sited.sites))]


def _downloads(context: Context) -> h.Node:
    """The same as files."""
    pairs = [(name, text) for name, text in context.location.view.items() if name in ASKED]
    forms = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))
    tables = h.p(".downloads")[
        context.say("download-table"),
        ([" ", h.a(href=data_address(context, "sites", [*pairs, ("f", form)]))[label]] for form, label in forms),
    ]
    return [tables, pictures(context, "sites", pairs)]


ASKED = ("within", "needs", "university", "park", "metro_station", "km", "wanted", "sites")
"""What a download says of the question."""
