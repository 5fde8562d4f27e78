"""The analysis page: one map, one topic beside it, and the chosen area below."""

import htpy as h

from app.pages.context import Context
from app.pages.insight import cells, compare, controls, districts, gaps, siting
from app.pages.insight.facts import Insight
from app.pages.insight.verdict import summary
from app.pages.layout import approval
from app.web.prefix import at

SIDES = {
    "districts": districts.side,
    "cells": cells.side,
    "gaps": gaps.side,
    "siting": siting.side,
    "compare": compare.side,
}


def page(context: Context, found: Insight, the_map: h.Node) -> h.Node:
    """Heading, topics, filters, map and figures in one form that works without a script."""
    say, question = context.say, found.question
    return h.main("#content.page.insight")[
        h.p("#status.sr-only", role="status", aria_live="polite"),
        h.form(
            "#filters",
            method="get",
            action=at("/en/insight" if context.lang == "en" else "/insight"),
            data_filters=True,
            data_panel=True,
            data_default_kind="",
            data_locked=" ".join(context.here.lock) or None,
            data_unusable=" ".join(p.parameter for p in context.problems) or None,
        )[
            h.div("#hidden-state", data_swap=True)[controls.hidden_state(context, question)],
            h.h1[say("insight-title")],
            h.p("#lede.lede", data_swap=True)[_lede(context, found)],
            controls.topics(context, question),
            controls.filters(context, found),
            h.div(".insight-grid")[
                h.div(".insight-map", data_scheme=question.scheme)[
                    the_map,
                    h.div("#insight-legend.insight-legend", data_swap=True)[_legend(context, found)],
                ],
                h.div("#results.insight-side", data_swap=True)[SIDES[question.topic](context, found)],
            ],
        ],
        h.div("#insight-grid-below", data_swap=True)[_below(context, found)],
        h.div("#insight-area", data_swap=True)[summary(context, found)],
        h.p(".src-note")[say("as-of-said", date=context.as_of()), " ", say("indicative"), " ", approval(context)],
    ]


def _lede(context: Context, found: Insight) -> str:
    kinds = context.here.filter["kind"] or tuple(context.vocabulary.kinds)
    names = "、".join(context.say(f"kind-{kind}") for kind in kinds)
    if context.lang == "en":
        names = names.replace("、", ", ")
    placed = found.table.n - found.table.counts.total.get(None, 0)
    return context.say("insight-lede", n=found.table.n, placed=placed, kinds=names)


def _legend(context: Context, found: Insight) -> h.Node:
    topic = found.question.topic
    if topic == "cells":
        return cells.legend(context, found)
    if topic in ("gaps", "siting"):
        title = context.say("legend-reach", km=f"{found.question.reach / 1000:g}")
        rows = [h.li[h.i(".swatch.reach"), h.span[found.writer.domain(found.table.focus)]]]
        if topic == "siting":
            rows.append(h.li[h.i(".swatch.site"), h.span[context.say("column-site")]])
        return h.fragment[h.h2[title], h.ul[rows]]
    return districts.legend(context, found)


def _below(context: Context, found: Insight) -> h.Node:
    if found.question.topic == "gaps":
        return gaps.grid(context, found)
    return compare.below(context, found) if found.question.topic == "compare" else None
