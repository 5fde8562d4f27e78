"""The analysis page: one map, one topic beside it, and the chosen area below."""

from collections.abc import Mapping
from typing import Any

import htpy as h

from app.analysis.parameters import BASIS, CELLS, COMPARE, FOCUS, MEASURE
from app.analysis.specialities import DistrictTable
from app.pages.context import Context, joined
from app.pages.insight import controls
from app.pages.insight.facts import Insight
from app.pages.insight.says import says
from app.pages.insight.topics.every import linked
from app.pages.insight.verdict import summary
from app.pages.layout.titles import asked_for, called
from app.pages.parts.marks import approval
from app.query.kinds import Choice
from app.web.prefix import at
from frontend.language import page_path

SHOWING: Mapping[str, Choice[Any]] = {"districts": MEASURE, "cells": CELLS, "gaps": BASIS, "siting": BASIS}
"""The choice of a topic that shows something else on the map; the others draw the same in another way."""


def title(context: Context, facts: Insight) -> str:
    """The topic, the places, and what it is asked for."""
    say, view, asked = context.say, context.location.view, facts.topic.parameters
    choice = SHOWING.get(facts.topic.name)
    now = view.get(choice.name, choice.default) if choice else ""
    shown = say(f"{choice.name}-{now}") if choice and now in choice.values and now != choice.default else ""
    focus = context.vocabulary.domains.get(view.get(FOCUS.name, "")) if FOCUS.name in asked else None
    codes = [view.get("area", ""), *(view.get(COMPARE.name, "").split(",") if COMPARE.name in asked else ())]
    places = [context.vocabulary.districts.get(code) or context.vocabulary.zones.get(code) for code in codes]
    names = [context.name(place) for place in dict.fromkeys(filter(None, (*places, focus)))]
    topic = say(f"topic-{facts.topic.name}")
    return called(say("nav-insight"), *asked_for(context, facts.conditions), joined(context.lang, names), shown, topic)


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
