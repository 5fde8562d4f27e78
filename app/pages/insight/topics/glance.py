"""All districts at a glance: one line a district, whose name leads to its brief, beside a map of the numbers."""

from typing import Any

import htpy as h

from app.analysis.study import Study
from app.brief.glance import DistrictLine, Glance, glance
from app.figures.tally import Tally
from app.history.digest.read import SECTIONS
from app.history.digest.words import counted
from app.history.digest.words import title as digest_title
from app.history.parameters import SINCE
from app.pages.address.location import address
from app.pages.address.page_states import DIGEST
from app.pages.context import Context, joined
from app.pages.insight import controls
from app.pages.insight.complete import basis_of, composition, states_of
from app.pages.insight.topics.districts import legend
from app.pages.insight.topics.topic import Sources, Topic
from app.pages.parts.days import day_of, pairs_of
from app.pages.parts.marks import domain
from app.pages.parts.scroll import scrolling
from app.platforms.values import KINDS
from frontend.component import Component
from frontend.icons import kind_mark
from frontend.language import digits
from frontend.layers import ChoroplethLayer

PX_A_RECORD, MOST_PX = 6, 132
"""A record is 6 px of the bar, less where the fullest district would have no room."""
HIGH_PX = 12


class AtAGlance(Topic[Glance]):
    """The first topic: what is listed in each district, of which kinds, on which basis."""

    name = "glance"
    parameters = ()
    wide_side = True

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [ChoroplethLayer(sources.figures("districts"))]

    async def read(self, study: Study) -> Glance:
        since = day_of(self.context.location.view, SINCE, None, self.context.problems)
        return await glance(study.db, study.filter, study.vocabulary, since)

    def legend(self, facts: Glance) -> h.Node:
        return legend(self.context, self.inquiry)

    def side(self, facts: Glance) -> h.Node:
        context, say = self.context, self.context.say
        names = ("column-district", "glance-feature", "glance-listed", "glance-basis", "glance-zones")
        heads = [h.th(scope="col")[say(name)] for name in names]
        step = _step(facts)
        rows = [_row(context, line, step, _changed(context, facts, line.code)) for line in facts.lines]
        table = h.table("#glance.glance")[
            h.caption(".sr-only")[say("glance-caption")], h.thead[h.tr[heads]], h.tbody[rows, _total(context, facts)]
        ]
        return h.fragment[
            scrolling(table, say("glance-caption")),
            _since(context, facts),
            composition(context, [*(line.complete for line in facts.lines if line.complete), facts.total]),
            controls.downloads(context, "glance", []),
            controls.pictures(context, "districts", []),
        ]


def _changed(context: Context, facts: Glance, code: str | None) -> h.Node:
    """What changed of a district, none left out where anything did; the way leads to the records."""
    counts = facts.changed(code)
    if counts is None or not any(counts.values()):
        return None
    words = [context.say("digest-counted", what=context.say(f"digest-{each}"), n=counts[each]) for each in SECTIONS]
    said = joined(context.lang, [text for text, each in zip(words, SECTIONS, strict=True) if counts[each]])
    if code is None or not context.location.served:
        return h.p(".glance-since")[said]
    days = pairs_of(context, SINCE.name)
    way = address(context.lang, DIGEST, [("district", code), *days, *context.location.lasting(DIGEST)])
    return h.p(".glance-since")[h.a(href=way)[said]]


def _since(context: Context, facts: Glance) -> h.Node:
    """Since when, and that nothing changed where nothing did."""
    if facts.changes is None:
        return None
    say = context.say
    return h.p(".src-note")[digest_title(say, facts.changes), say("brief-colon"), counted(say, facts.changes.counts)]


def _step(facts: Glance) -> float:
    most = max((line.tally.n for line in facts.lines), default=0)
    return min(PX_A_RECORD, MOST_PX / most) if most else PX_A_RECORD


def _row(context: Context, line: DistrictLine, step: float, changed: h.Node) -> h.Element:
    say = context.say
    if line.code is None or line.complete is None:
        name: h.Node = say("district-not-stated")
        declared: h.Node = h.p(".glance-none")[say("glance-no-source")]
        basis: h.Node = "—"
    else:
        term = context.vocabulary.districts[line.code]
        name = h.a(href=context.location.other(f"/insight/brief/{line.code}"))[context.name(term)]
        declared, basis = _declared(context, line), basis_of(context, line.complete)
    zones = [
        h.li[
            h.a(href=context.location.other(f"/insight/brief/{code}"))[context.name(context.vocabulary.zones[code])],
            f" {digits(n)}",
        ]
        for code, n in line.zones
    ]
    return h.tr(data_area=line.code)[
        h.th(scope="row")[name, changed],
        h.td(".glance-declared")[declared],
        h.td(".glance-bar")[_bar(line.tally, step), _kinds(context, line.tally), states_of(context, line.tally)],
        h.td(".glance-basis")[basis],
        h.td(".glance-zones")[h.ul[zones] if zones else None],
    ]


def _declared(context: Context, line: DistrictLine) -> h.Node:
    """The declared feature on one line, the whole text on hover and focus, and its domains with their records."""
    say = context.say
    if line.feature is None:
        return h.p(".glance-none")[say("brief-no-feature")]
    text = line.feature.feature(context.lang)
    if line.domains:
        below: h.Node = h.ul[(h.li[domain(context, code), f" {n or say('brief-none')}"] for code, n in line.domains)]
    else:
        below = h.p(".glance-none")[say("glance-no-domain" if line.feature.domains else "glance-outside")]
    return [h.p(".glance-feature", title=text, tabindex="0")[text], below]


def _bar(tally: Tally, step: float) -> h.Node:
    """Proof of concept and pilot filled, related outlined; the numbers stand under it."""
    x, parts = 0.0, []
    for kind in KINDS:
        wide = tally.kinds[kind] * step
        if wide:
            box = {"x": f"{x + 0.5:.1f}", "y": "0.5", "width": f"{max(wide - 1, 1):.1f}", "height": str(HIGH_PX - 1)}
            parts.append(h.Element("rect")(box | {"class": f"bar-{kind}"}))
        x += wide
    size = {"viewBox": f"0 0 {max(x, 1):.1f} {HIGH_PX}", "width": f"{max(x, 1):.1f}", "height": str(HIGH_PX)}
    return h.Element("svg")(size | {"class": "stacked", "aria-hidden": "true"})[parts]


def _kinds(context: Context, tally: Tally) -> h.Node:
    return h.p(".glance-kinds")[
        (
            h.span(class_=None if tally.kinds[kind] else "zero")[
                kind_mark(kind, 11), h.span(".sr-only")[context.say(f"kind-{kind}"), " "], digits(tally.kinds[kind])
            ]
            for kind in KINDS
        )
    ]


def _total(context: Context, facts: Glance) -> h.Element:
    say, total = context.say, facts.total.tally
    return h.tr(".sum")[
        h.th(scope="row")[say("total")],
        h.td(".glance-declared"),
        h.td(".glance-bar")[_kinds(context, total), states_of(context, total)],
        h.td(".glance-basis")[basis_of(context, facts.total)],
        h.td(".glance-zones")[say("glance-in-zones", n=facts.in_zones)],
    ]
