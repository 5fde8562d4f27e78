"""What earlier files of the same source held and this one does not: listed, and marked where somebody chooses so."""

import htpy as h

from app.errors import visible
from app.pages.steward import addresses
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Absent, Verdict
from app.web.responses import with_query

STALE, YES = "stale", "yes"
KIND = "unheld"
"""The kind of work in the queue under which the marked records stand."""


def missing_section(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    """The records; a line where there are none."""
    if not upload.how.source:
        return None
    say = visit.visit.context.say
    return h.section("#missing.sec")[
        h.h2[say("upload-missing", n=verdict.missing)],
        h.p(".src-note")[say("upload-missing-said", source=visible(upload.how.source), n=verdict.missing)],
        records(visit, verdict),
    ]


def records(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """The first of them, and how many more there are."""
    more = verdict.missing - len(verdict.absent)
    return h.fragment[
        h.ul(".links")[(h.li[_record(visit, each)] for each in verdict.absent)] if verdict.absent else None,
        h.p(".src-note")[visit.visit.context.say("upload-missing-more", n=more)] if more > 0 else None,
    ]


def _record(visit: StewardVisit, record: Absent) -> h.Node:
    context = visit.visit.context
    href = context.location.other(f"/platform/{record.id}")
    return h.a(href=href)[record_name(context, record), " ", h.code[record.id]]


def mark_choice(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    """Whether they are to be marked, and what that does."""
    if not verdict.missing:
        return None
    say = visit.visit.context.say
    chosen = visit.text(STALE) == YES if visit.sent else upload.how.stale
    return h.fieldset[
        h.legend(".sr-only")[say("upload-missing", n=verdict.missing)],
        h.label[
            h.input(type="checkbox", name=STALE, value=YES, checked=chosen),
            h.span[h.b[say("upload-mark", n=verdict.missing)], h.span(".src-note")[say("upload-mark-said")]],
        ],
    ]


def marked_section(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """How many were marked, and the way to them."""
    if not verdict.marked:
        return None
    context = visit.visit.context
    way = with_query(context.location.other(addresses.QUEUE), [("kind", KIND)])
    return h.p(".prose")[
        context.say("upload-marked", n=verdict.marked), " ", h.a(href=way)[context.say("upload-marked-way")]
    ]
