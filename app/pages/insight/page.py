"""The analysis page: one map, one topic beside it, and the chosen area below."""

import htpy as h

from app.analysis.specialities import DistrictTable
from app.pages.context import Context, joined
from app.pages.insight import controls
from app.pages.insight.facts import Insight
from app.pages.insight.says import says
from app.pages.insight.topics import linked
from app.pages.insight.verdict import summary
from app.pages.marks import approval
from app.web.prefix import at
from frontend.language import page_path


def page(context: Context, facts: Insight, the_map: h.Node) -> h.Node:
    """Heading, topics, filters, map and figures in one form that works without a script."""
    say, parts = context.say, facts.parts
    return h.main("#content.page.insight")[
        h.p("#status.sr-only", role="status", aria_live="polite"),
        h.form(
            "#filters",
            method="get",
            action=at(page_path(context.lang, "/insight")),
            data_filters=True,
            data_panel=True,
            data_default_kind="",
            data_locked=" ".join(context.location.lock) or None,
            data_unusable=" ".join(p.parameter for p in context.problems) or None,
        )[
            h.div("#hidden-state", data_swap=True)[controls.hidden_state(context, facts.topic.parameters)],
            h.h1[say("insight-title")],
            h.p("#lede.lede", data_swap=True)[_lede(context, facts.inquiry.table)],
            controls.topics(context, linked(type(facts.topic)), facts.topic.name),
            controls.filters(context, facts.facets, facts.conditions),
            h.div(class_="insight-grid wide-side" if facts.topic.wide_side else "insight-grid")[
                h.div(".insight-map", data_scheme=facts.inquiry.question.scheme)[
                    the_map,
                    h.div("#insight-legend.insight-legend", data_swap=True)[parts.legend],
                ],
                h.div("#results.insight-side", data_swap=True)[parts.side],
            ],
        ],
        says(context, facts.topic),
        h.div("#insight-grid-below", data_swap=True)[parts.below],
        h.div("#insight-area", data_swap=True)[summary(context, facts.inquiry, facts.area)],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of()), " ", say("indicative"), " ", approval(context)],
    ]


def _lede(context: Context, table: DistrictTable) -> str:
    kinds = context.location.filter["kind"] or tuple(context.vocabulary.kinds)
    names = joined(context.lang, [context.say(f"kind-{kind}") for kind in kinds])
    placed = table.n - table.counts.total.get(None, 0)
    return context.say("insight-lede", n=table.n, placed=placed, kinds=names)
