"""The queue: what waits for the account, and “still true” with one click."""

from dataclasses import dataclass
from datetime import datetime

import htpy as h

from app.city import CHINA_TIME
from app.pages.context import Context, joined
from app.pages.steward import addresses
from app.pages.steward.drafts.handing import handed_list, take_form
from app.pages.steward.drafts.page import title_of
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import by_whom, record_name
from app.pages.steward.pager import number, pager
from app.pages.steward.records.rows import back_field, name_of, record_rows
from app.pages.steward.records.twins import Kind, duplicates, missed
from app.pages.steward.visit import StewardVisit
from app.search.missed import Missed
from app.stewardship.corrections import Said
from app.stewardship.counted import Counted
from app.stewardship.drafts import Proposal
from app.stewardship.duplicates import Pair
from app.stewardship.handover import Handed
from app.stewardship.queue import Queue, Row
from app.stewardship.rights import Account
from app.stewardship.sessions import Session
from app.web.responses import with_query
from frontend.icons import icon


@dataclass(frozen=True)
class Work:
    """All kinds of work of an account; `pairs` None: there are too many records to compare. `page`: of each kind."""

    queue: Queue
    waiting: Counted[Proposal]
    mine: Counted[Proposal]
    handed: list[Handed]
    colleagues: Counted[Proposal]
    said: Counted[Said]
    pairs: Counted[Pair] | None
    missed: Missed
    page: int = 1


def queue_page(visit: StewardVisit, work: Work, stale_days: int, only: str) -> h.Node:
    """What there is to do, by kind; what there is none of is left out, except the first. `only`: this kind alone."""
    context, account = visit.visit.context, visit.account
    say = context.say
    queue, session = work.queue, visit.session

    def back(kind: str) -> str:
        """The list of a kind as it is looked at: a button leads back to it."""
        pairs = [("kind", kind), ("page", str(work.page))] if only else []
        return with_query(addresses.QUEUE, pairs)

    kinds = [
        Kind("waiting", _drafts(context, work.waiting.rows), work.waiting, say("queue-waiting-said")),
        Kind("mine", _drafts(context, work.mine.rows), work.mine, say("queue-mine-said")),
        Kind(
            "handed",
            handed_list(context, work.handed),
            Counted(work.handed, len(work.handed)),
            say("queue-handed-said"),
        ),
        Kind("colleagues", _colleagues(visit, work.colleagues.rows), work.colleagues, say("queue-colleagues-said")),
        Kind(
            "corrections",
            _corrections(session, context, work.said.rows, back("corrections")),
            work.said,
            say("queue-corrections-said"),
        ),
        Kind(
            "stale",
            record_rows(session, context, queue.stale.rows, back("stale")),
            queue.stale,
            say("queue-stale-said", days=stale_days),
        ),
        Kind(
            "unheld",
            record_rows(session, context, queue.unheld.rows, back("unheld")),
            queue.unheld,
            say("queue-unheld-said"),
        ),
        Kind(
            "incomplete",
            _incomplete(context, account, queue.incomplete.rows),
            queue.incomplete,
            say("queue-incomplete-said"),
        ),
        duplicates(visit, work.pairs, back("duplicates")),
        missed(context, work.missed),
    ]
    # Of pairs it is not known on the page of another kind whether there are any.
    always = ("stale", "duplicates") if only and account.has("invite") else ("stale",)
    shown = [kind for kind in kinds if kind.counted.number or kind.name in always or kind.note]
    opened = [kind for kind in shown if kind.name == only] or shown
    return h.main("#content.page.steward")[
        _head(context, account, work),
        h.div(".work")[
            h.nav(".kinds", aria_label=say("queue-kinds"))[(_way(context, kind, only) for kind in shown)],
            h.div[(_section(visit, kind) for kind in opened)],
        ],
    ]


def _way(context: Context, kind: Kind, only: str) -> h.Node:
    """The way to a kind of work: on this page, or to where it stands alone."""
    own = with_query(context.location.other(addresses.QUEUE), [("kind", kind.name)])
    current = "page" if kind.name == only else None
    href = own if only or kind.counted.pages > 1 else f"#{kind.name}"
    known = kind.counted.number or current or kind.name != "duplicates"
    return h.a(href=href, aria_current=current)[
        context.say(f"queue-{kind.name}"), " ", h.span[number(kind.counted)] if known else None
    ]


def _head(context: Context, account: Account, work: Work) -> h.Node:
    say, queue = context.say, work.queue
    new = h.a(".btn", href=context.location.other(addresses.NEW))[icon("plus", 16), say("steward-new")]
    now = datetime.now(CHINA_TIME)
    return h.header(".steward-head")[
        h.div[
            h.h1[say("steward-queue")],
            h.p(".src-note")[say("queue-own", n=queue.own, confirmed=queue.confirmed, quarter=(now.month + 2) // 3)],
        ],
        h.div(".actions")[_review(context, work), new] if account.has("add") else None,
    ]


def _review(context: Context, work: Work) -> h.Node:
    """The way to all that waits for review, on one page."""
    way = h.a(".btn", href=context.location.other(addresses.REVIEW))
    return way[context.say("review-title"), f" ({number(work.waiting)})"] if work.waiting.number else None


def _section(visit: StewardVisit, kind: Kind) -> h.Node:
    context, label = visit.visit.context, visit.visit.context.say(f"queue-{kind.name}")
    body = (
        h.ul(".todo", role="list")[kind.rows] if kind.rows else h.p(".src-note")[kind.note or context.say("queue-none")]
    )
    return h.section(".sec", id=kind.name)[
        h.h2[label, h.small[kind.said]],
        body,
        pager(context, kind.counted, label, context.location.other(addresses.QUEUE), [("kind", kind.name)]),
    ]


def _drafts(context: Context, drafts: list[Proposal]) -> list[h.Node]:
    say = context.say
    return [
        h.li[
            h.div[
                h.a(href=context.location.other(addresses.draft(draft.id)))[h.b[record_name(context, draft)]],
                h.p(".src-note")[
                    title_of(context, draft),
                    " ",
                    context.chinese(draft.reason),
                ],
            ],
            h.div(".when")[
                h.span[by_whom(context, draft)],
                h.span[_day(draft.changed_at)],
            ],
            h.div(".what-to-do")[
                h.span(class_=f"state {draft.state}")[say(f"draft-state-{draft.state.replace('_', '-')}")]
            ],
        ]
        for draft in drafts
    ]


def _colleagues(visit: StewardVisit, drafts: list[Proposal]) -> list[h.Node]:
    """Drafts of others that one may go on with: whose, since when, and whether that account is closed."""
    context = visit.visit.context
    say = context.say
    return [
        h.li[
            h.div[
                h.a(href=context.location.other(addresses.draft(draft.id)))[h.b[record_name(context, draft)]],
                h.p(".src-note")[title_of(context, draft), " ", context.chinese(draft.reason)],
            ],
            h.div(".when")[
                h.span[h.bdi[draft.login], " ", context.chinese(draft.institution)],
                None if draft.active else h.b[say("hand-closed")],
                h.span[say("hand-since", day=_day(draft.changed_at))],
            ],
            h.div(".what-to-do")[
                h.span(class_=f"state {draft.state}")[say(f"draft-state-{draft.state}")], take_form(visit, draft)
            ],
        ]
        for draft in drafts
    ]


def _day(moment: datetime) -> str:
    return moment.astimezone(CHINA_TIME).date().isoformat()


def _incomplete(context: Context, account: Account, rows: list[Row]) -> list[h.Node]:
    say = context.say
    return [
        h.li[
            h.div[
                name_of(context, row),
                h.p(".src-note")[say("not-stated"), ": ", _missing(context, row)],
            ],
            h.div(".when"),
            h.div(".what-to-do")[
                h.a(href=context.location.other(addresses.invite(row.id)))[say("queue-invite")]
                if account.has("invite")
                else None,
                h.a(href=context.location.other(addresses.record(row.id)))[say("steward-add")],
            ]
            if account.has("draft")
            else None,
        ]
        for row in rows
    ]


def _missing(context: Context, row: Row) -> str:
    """The names of what is not stated."""
    names = {"website": "property-website", "lon": "queue-position", "source_date": "source-date", "address": "address"}
    return joined(context.lang, [context.say(names[each]) for each in row.missing])


def _corrections(session: Session, context: Context, said: list[Said], back: str) -> list[h.Node]:
    """What the public says, as text; the way to change the record, and what became of it."""
    say = context.say
    return [
        h.li[
            h.div[
                h.b[h.bdi[f"“{each.said}”"]],
                h.p(".src-note")[
                    h.a(href=context.location.other(f"/platform/{each.platform}"))[record_name(context, each)],
                    [" ", h.a(href=each.page, rel="noopener nofollow")[h.bdi[each.page]]] if each.page else None,
                ],
            ],
            h.div(".when")[h.span[_day(each.made_at)], h.bdi[each.contact] if each.contact else None],
            h.div(".what-to-do")[
                h.a(href=context.location.other(addresses.record(each.platform)))[say("steward-change")],
                h.form(method="post", action=context.location.other(addresses.CORRECTION))[
                    csrf_field(session),
                    back_field(back),
                    h.input(type="hidden", name="number", value=str(each.id)),
                    (
                        h.button(".text-btn", type="submit", name="do", value=do)[say(f"correction-{do}")]
                        for do in ("taken", "refused")
                    ),
                ],
            ],
        ]
        for each in said
    ]
