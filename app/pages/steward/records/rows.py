"""Lines of records that an account may write: since when each stands, “still true” with one click, and the way to its
form."""

from urllib.parse import parse_qsl

import htpy as h

from app.errors import visible
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.queue import Row
from app.stewardship.sessions import Session
from app.web.private import PrivateAnswer
from frontend.icons import icon, kind_mark

BACK = "back"
"""The field of a button's form that names the list on which it stands."""
LISTS = (addresses.QUEUE, addresses.RECORDS)


def record_rows(session: Session, context: Context, rows: list[Row], back: str) -> list[h.Node]:
    """A line a record; `back` is the path, with its query, of the list to which its button leads back."""
    may = session.account.has("draft")
    return [
        h.li(id=row_id(row.id))[
            h.div[
                name_of(context, row),
                h.p(".src-note")[_source(context, row)],
                h.p(".src-note")[context.say("queue-unheld-by", sources=visible(row.unheld_by))]
                if row.unheld_by
                else None,
            ],
            h.div(".when")[_ages(context, row)],
            (_done if row.done else _ask)(session, context, row, back) if may else None,
        ]
        for row in rows
    ]


def row_id(id: str) -> str:
    """What names the line of a record on its page."""
    return f"r-{id}"


def name_of(context: Context, row: Row) -> h.Node:
    """Its name, which leads to the public page."""
    page = context.location.other(f"/platform/{row.id}")
    return h.fragment[kind_mark(row.kind, 14), " ", h.a(href=page)[h.b[record_name(context, row)]]]


def back_to(visit: StewardVisit, line: str) -> PrivateAnswer:
    """The list on which a button was pressed, at this line or part of it; the queue where the form names none."""
    path, _, query = visit.text(BACK).partition("?")
    if path not in LISTS:
        path, query = addresses.QUEUE, ""
    return visit.to_line(path, parse_qsl(query), line)


def back_field(back: str) -> h.Node:
    """To which list a form leads back."""
    return h.input(type="hidden", name=BACK, value=back)


def _source(context: Context, row: Row) -> h.Node:
    title = context.chinese(row.source_title)
    return h.a(href=row.source_url, rel="noopener nofollow")[title] if row.source_url else title


def _ages(context: Context, row: Row) -> h.Node:
    say = context.say
    confirmed = say("queue-confirmed", day=row.confirmed_on.isoformat()) if row.confirmed_on else say("queue-never")
    return h.fragment[h.span[say("queue-source", date=row.source_date or say("date-not-stated"))], h.span[confirmed]]


def _ask(session: Session, context: Context, row: Row, back: str) -> h.Node:
    say = context.say
    label = h.fragment[icon("met", 16), say("still-true")]
    return h.div(".what-to-do")[
        _one_click(session, context, row.id, "confirm", label, ".btn", back),
        h.a(href=context.location.other(addresses.record(row.id)))[say("steward-change")],
    ]


def _done(session: Session, context: Context, row: Row, back: str) -> h.Node:
    say = context.say
    return h.div(".what-to-do")[
        h.span(".confirmed")[icon("met", 16), say("queue-confirmed", day=str(row.confirmed_on))],
        _one_click(session, context, row.id, "undo", say("undo"), ".text-btn", back),
    ]


def _one_click(session: Session, context: Context, id: str, do: str, label: h.Node, shape: str, back: str) -> h.Node:
    return h.form(method="post", action=context.location.other(addresses.CONFIRM))[
        csrf_field(session),
        back_field(back),
        h.input(type="hidden", name="id", value=id),
        h.button(shape, type="submit", name="do", value=do)[label],
    ]
