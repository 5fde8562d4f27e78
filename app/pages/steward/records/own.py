"""An account's own records: found by their words or identifier, and by whether they were confirmed in this quarter."""

from datetime import datetime

import htpy as h
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.pages.steward import addresses
from app.pages.steward.pager import number, page_asked, pager
from app.pages.steward.records.rows import record_rows
from app.pages.steward.visit import StewardVisit
from app.query.parameters import Q
from app.stewardship import queue
from app.stewardship.counted import Counted
from app.stewardship.queue import Row
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon

CONFIRMED = {"": None, "yes": True, "no": False}
"""What the address may say of the quarter: all records, those that were confirmed in it, the others."""


async def records_of(visit: StewardVisit) -> PrivateAnswer:
    """A page of the records."""
    params, account, day = visit.request.query_params, visit.account, datetime.now(CHINA_TIME).date()
    words = " ".join(params.get("q", "").replace("\x00", "").split())[: Q.longest]
    asked = params.get("confirmed", "") if params.get("confirmed", "") in CONFIRMED else ""
    page = page_asked(visit)

    def read(connection: Connection) -> tuple[Counted[Row], tuple[int, int]]:
        rows = queue.records_of(connection, account, words, CONFIRMED[asked], page, day)
        return rows, queue.counts_of(connection, account, day)

    rows, counts = await visit.writers.own.run(read)
    return visit.answer(visit.visit.context.say("steward-records"), _page(visit, rows, counts, words, asked))


def _page(visit: StewardVisit, rows: Counted[Row], counts: tuple[int, int], words: str, asked: str) -> h.Node:
    context = visit.visit.context
    say, pairs = context.say, [(name, text) for name, text in (("q", words), ("confirmed", asked)) if text]
    (own, confirmed), quarter = counts, (datetime.now(CHINA_TIME).month + 2) // 3
    back = with_query(addresses.RECORDS, [*pairs, *([("page", str(rows.page))] if rows.page > 1 else [])])
    new = h.a(".btn", href=context.location.other(addresses.NEW))[icon("plus", 16), say("steward-new")]
    return h.main("#content.page.steward")[
        h.header(".steward-head")[
            h.div[
                h.h1[say("steward-records")],
                h.p(".src-note")[say("queue-own", n=own, confirmed=confirmed, quarter=quarter)],
            ],
            h.div(".actions")[new] if visit.account.has("add") else None,
        ],
        _choices(visit, words, asked),
        h.section("#records.sec")[
            h.h2[say("records-listed", n=number(rows))],
            h.ul(".todo", role="list")[record_rows(visit.session, context, rows.rows, back)]
            if rows.rows
            else h.p[say("records-none")],
            pager(context, rows, say("steward-records"), context.location.other(addresses.RECORDS), pairs),
        ],
    ]


def _choices(visit: StewardVisit, words: str, asked: str) -> h.Node:
    """A form that works without a script."""
    context = visit.visit.context
    say = context.say
    names = {"": "records-all", "yes": "records-confirmed", "no": "records-unconfirmed"}
    return h.form(
        ".look-back.screen-only", method="get", action=context.location.other(addresses.RECORDS).partition("?")[0]
    )[
        (h.input(type="hidden", name=name, value=value) for name, value in context.location.lasting(addresses.RECORDS)),
        h.label(for_="q")[say("records-words")],
        h.input("#q", type="search", name="q", value=words, maxlength=str(Q.longest)),
        h.label(".sr-only", for_="confirmed")[say("accounts-state")],
        h.select("#confirmed", name="confirmed")[
            (h.option(value=value, selected=value == asked)[say(key)] for value, key in names.items())
        ],
        h.button(".btn", type="submit")[say("search")],
    ]
