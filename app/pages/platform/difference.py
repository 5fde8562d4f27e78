"""The page of a record's history: what is different between the ends of two days, and every change between them."""

from dataclasses import dataclass, replace

import htpy as h

from app.history.difference import Difference, FieldDifference, Step, difference
from app.history.difference_words import basis_of, name, said, then
from app.history.parameters import AS_OF, FROM, TO
from app.history.words import by_whom, field_name, value_words
from app.pages.address.location import address
from app.pages.address.page_states import history_of
from app.pages.context import Context
from app.pages.insight.controls import hidden_state
from app.pages.layout.titles import called
from app.pages.parts.days import day_field, day_of
from app.pages.parts.diff_table import diff_table
from app.pages.parts.not_used import problems
from app.pages.record.history import entries_list
from app.pages.visit import Visit
from app.query.parameter import Problem
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import page_path

SHOWN = 200
"""So many changes the page shows; the API has all of them."""


@dataclass(frozen=True)
class DifferenceFacts:
    """What the page shows, and what of its address could not be used."""

    difference: Difference
    problems: list[Problem]


async def difference_facts(visit: Visit) -> DifferenceFacts:
    """Read it. A day that is refused counts as not named, and so does a last day before the first one."""
    view, refused = visit.context.location.view, list[Problem]()
    first = day_of(view, FROM, None, refused)
    last = day_of(view, TO, first, refused)
    # The request sheet has a parameter `to` with other words.
    refused = [replace(each, parameter=f"diff-{each.parameter}") for each in refused]
    found = await difference(visit.db, str(visit.request.path_params["id"]), first, last)
    return DifferenceFacts(found, refused)


def title(context: Context, facts: DifferenceFacts) -> str:
    """Of which record."""
    return context.say("diff-title", name=name(facts.difference, context.lang))


def title_with_days(context: Context, facts: DifferenceFacts) -> str:
    """The same for the document, with the days that the address names."""
    found, view = facts.difference, context.location.view
    days = {FROM.name: found.first, TO.name: found.last}
    named = [text for name, day in days.items() if (text := day.isoformat() if day else "") and view.get(name) == text]
    return called(title(context, facts), " – ".join(named))


def difference_page(context: Context, facts: DifferenceFacts) -> h.Node:
    """The page; where nothing is different, that is said."""
    say, found = context.say, facts.difference
    return h.main("#content.page.difference")[
        h.p(".crumb")[
            h.a(href=context.location.other(f"/platform/{found.platform}"))[icon("back", 14), name(found, context.lang)]
        ],
        problems(context),
        h.h1[title(context, facts)],
        h.p(".sub")[say("diff-lede")],
        _days(context, found),
        h.section("#different.sec")[
            h.h2[say("diff-heading")],
            [h.p(".prose")[h.bdi[sentence]] for sentence in said(say, found)],
            _table(context, found) if found.fields else None,
            _ways(context, found),
        ],
        _between(context, found),
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]


def _days(context: Context, found: Difference) -> h.Node:
    """The two days: a form that works without a script. What was typed stays."""
    say, view = context.say, context.location.view
    days = {FROM.name: found.first.isoformat() if found.first else "", TO.name: found.last.isoformat()}
    fields = [day_field(context, each, view.get(each, usual), "diff") for each, usual in days.items()]
    own = at(page_path(context.lang, context.location.path))
    return h.form(".since-choices.screen-only", method="get", action=own)[
        hidden_state(context, (FROM.name, TO.name)), fields, h.button(".btn", type="submit")[say("diff-compare")]
    ]


def _table(context: Context, found: Difference) -> h.Node:
    say = context.say
    heads = [say("edit-field"), then(say, found), say("diff-at-end", day=found.last.isoformat()), say("diff-why")]
    rows = [(field_name(each.name, context.lang), _cells(context, each)) for each in found.fields]
    return diff_table(say("diff-table"), heads, rows)


def _cells(context: Context, field: FieldDifference) -> list[h.Node]:
    old, new = (value_words(field.name, value, context.vocabulary, context.lang) for value in (field.old, field.new))
    return [h.del_[h.bdi[old]], h.ins[h.bdi[new]], [_step(context, step) for step in field.steps]]


def _step(context: Context, step: Step) -> h.Node:
    """When, by which institution, why, by which source."""
    say, entry = context.say, step.entry
    source = [text for text in (step.change.source, step.change.source_date, basis_of(say, step)) if text]
    return h.div(".diff-step")[
        h.time(datetime=entry.day)[entry.day],
        " ",
        h.bdi[by_whom(entry, context.lang)],
        h.div[say("history-why"), " ", context.chinese(entry.reason)] if entry.reason else None,
        h.div[say("source"), " ", h.bdi[" · ".join(source)]] if source else None,
    ]


def _ways(context: Context, found: Difference) -> h.Node:
    """The record as it was on either day, and the same as data."""
    say, id = context.say, found.platform
    days = [(found.before, found.first), (found.after, found.last)]
    whole = [
        h.a(href=address(context.lang, f"/platform/{id}", [(AS_OF.name, day.isoformat())]))[
            say("diff-whole", day=day.isoformat())
        ]
        for record, day in days
        if record is not None and day is not None
    ]
    asked = [(name, day.isoformat()) for name, day in ((FROM.name, found.first), (TO.name, found.last)) if day]
    asked += [("lang", context.lang)]
    files = [
        h.a(href=with_query(at(f"/api/platforms/{id}/diff"), [*asked, ("f", form)]))[label]
        for form, label in (("json", "JSON"), ("csv", "CSV"))
    ]
    return h.p(".src-note.screen-only")[([each, " "] for each in (*whole, *files))]


def _between(context: Context, found: Difference) -> h.Node:
    say, entries = context.say, found.entries
    api = at(f"/api/platforms/{found.platform}/changes")
    return h.section("#between.sec")[
        h.h2[say("diff-between")],
        entries_list(context, entries[:SHOWN]) if entries else h.p(".hint")[say("diff-no-change")],
        h.p(".src-note")[h.a(href=api)[say("diff-more", n=len(entries) - SHOWN)]] if len(entries) > SHOWN else None,
    ]


def way_to(context: Context, id: str, first: str, last: str) -> str:
    """The page that compares two days of a record."""
    path = history_of(id)
    days = [(name, day) for name, day in ((FROM.name, first), (TO.name, last)) if day]
    return address(context.lang, path, [*days, *context.location.lasting(path)])
