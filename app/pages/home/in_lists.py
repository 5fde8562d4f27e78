"""What the lists have of a search: the measures and the terms of the glossary that hold its words, and how many."""

from collections.abc import Sequence
from dataclasses import replace

import htpy as h

from app.pages.address.page_states import GLOSSARY, POLICIES
from app.pages.context import Context
from app.platforms.filter import Filter
from app.search.explaining import Explained

SHOWN = 3
"""So many of each are named; the rest is one link away."""


def in_lists(context: Context, explained: Sequence[Explained]) -> h.Node:
    """Nothing where no list holds the words, and where nobody can go to the lists."""
    if not explained or context.location.beside(POLICIES) is None:
        return None
    measures = [each for each in explained if each.group == "policy"]
    terms = [each for each in explained if each.group == "glossary"]
    return h.section(".ways.in-lists")[
        h.h3[context.say("in-lists")],
        h.ul[
            _every(context, measures) if measures else None,
            [_one(context, POLICIES, each) for each in measures[:SHOWN]],
            [_one(context, GLOSSARY, each) for each in terms[:SHOWN]],
        ],
    ]


def _every(context: Context, measures: Sequence[Explained]) -> h.Node:
    """All measures that hold the words, as the list of measures shows them."""
    location = context.location
    held = replace(location, path=POLICIES, filter=Filter(q=location.filter.q), view=dict(_kept(context)))
    return h.li[h.a(href=held.url())[h.b[context.say("in-lists-measures")]], h.span(".n")[str(len(measures))]]


def _kept(context: Context) -> list[tuple[str, str]]:
    return [(name, context.location.view[name]) for name in ("theme", "size", "pick") if name in context.location.view]


def _one(context: Context, path: str, one: Explained) -> h.Node:
    href = f"{context.location.other(path)}#{one.code}"
    group = context.say(f"suggest-{one.group}")
    return h.li[h.a(href=href)[h.bdi[one.name(context.lang)]], h.span(".n")[group]]
