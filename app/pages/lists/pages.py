"""Reads what each list shows and writes its page: the same for the site and for a snapshot."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import htpy as h

from app.districts import read as districts
from app.lists import read, whole
from app.lists.coming import today
from app.pages.context import Context
from app.pages.lists.asked import asked_of
from app.pages.lists.cases import cases_page
from app.pages.lists.counts import counts_of
from app.pages.lists.events import events_page
from app.pages.lists.fields import fields_page
from app.pages.lists.glossary import glossary_page
from app.pages.lists.hub import HubFacts, hub_page
from app.pages.lists.policies import policies_page
from app.pages.lists.scenarios import scenarios_page
from app.pages.lists.services import services_page
from app.platforms.filter import Filter
from app.platforms.read import counts
from app.platforms.values import KINDS
from app.query.words import read as read_words
from app.search.explaining import all_explained, holding
from app.store.reader import Reader

Made = Callable[[Reader, Context], Awaitable[h.Node]]
"""Makes the body of a page."""


def _now(context: Context) -> str:
    """The day as of which something is to come: a snapshot is as of its data, whenever it is made or opened."""
    as_of = None if context.location.served else context.vocabulary.as_of
    return as_of or today().isoformat()


async def hub(db: Reader, context: Context) -> h.Node:
    """The overview of all lists."""
    facts = HubFacts(
        await counts_of(db, context.vocabulary, "domain"),
        await counts_of(db, context.vocabulary, "service"),
        await whole.phrases(db),
        await whole.scenarios(db),
        [each for each in await read.policies(db) if not each.target],
        await whole.cases(db),
        await whole.events(db),
        _now(context),
    )
    return hub_page(context, facts)


async def _fields(db: Reader, context: Context) -> h.Node:
    return fields_page(context, await counts_of(db, context.vocabulary, "domain"), await districts.features(db))


async def _services(db: Reader, context: Context) -> h.Node:
    return services_page(context, await counts_of(db, context.vocabulary, "service"), await whole.phrases(db))


async def _scenarios(db: Reader, context: Context) -> h.Node:
    records, _ = await counts(db, Filter(kind=KINDS))
    return scenarios_page(context, await whole.scenarios(db), records)


async def _policies(db: Reader, context: Context) -> h.Node:
    every = await read.policies(db)
    measures = [each for each in every if not each.target]
    asked, wrong = asked_of(context.location.view, measures)
    if words := read_words(context.location.filter.q):
        # Reading the dictionary of pinyin takes a second of CPU: not on the event loop.
        explained = await asyncio.to_thread(all_explained, measures)
        held = holding((each for each in explained if each.group == "policy"), words)
        asked = replace(asked, holding=frozenset(each.code for each in held))
    context = replace(context, problems=[*context.problems, *wrong])
    return policies_page(context, measures, [each for each in every if each.target], asked)


async def _cases(db: Reader, context: Context) -> h.Node:
    return cases_page(context, await whole.cases(db))


async def _events(db: Reader, context: Context) -> h.Node:
    return events_page(context, await whole.events(db), _now(context))


async def _glossary(db: Reader, context: Context) -> h.Node:
    return glossary_page(context)


PAGES: Mapping[str, Made] = {
    "fields": _fields,
    "services": _services,
    "scenarios": _scenarios,
    "policies": _policies,
    "cases": _cases,
    "events": _events,
    "glossary": _glossary,
}
"""The page of each list by the last part of its path."""
