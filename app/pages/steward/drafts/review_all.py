"""What waits for review, a page at a time with its differences: the ticked drafts are published, each as its own
change, and the page then says what became of each. While they are, it says how far that is."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import htpy as h
from sqlalchemy import Connection

from app.errors import NotFoundError
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.drafts.page import Standing, title_of, what_it_changes
from app.pages.steward.frame import csrf_field
from app.pages.steward.imports.working import REFRESH_S, refresh_head
from app.pages.steward.names import by_whom, record_name
from app.pages.steward.pager import page_asked, pager
from app.pages.steward.visit import StewardVisit
from app.stewardship import drafts, records
from app.stewardship.continued import token
from app.stewardship.counted import PAGE, Counted
from app.stewardship.drafts import Proposal
from app.stewardship.jobs import review as reviews
from app.stewardship.jobs.review import BUSY, FAULTS, FORBIDDEN, MEANWHILE, PUBLISHED, Review, ReviewTask
from app.stewardship.processes import processes_of
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon

TICKED, NONE, JOB = "draft", "none", "job"
LOOKED_AT = re.compile(r"\d{1,11}\.\d{1,9}", re.ASCII)
"""A draft as it was looked at, as its box sends it."""
WHY = {MEANWHILE: "draft-meanwhile", BUSY: "draft-busy", FORBIDDEN: "steward-forbidden-review"}
"""What is said of a draft that was not published."""
PATIENCE_S = 4.0
"""So long does the page wait before it says how far it is: a few drafts are published by then."""


@dataclass(frozen=True)
class Verdict:
    """What became of a ticked draft; `why` says why it was not published."""

    draft: Proposal
    why: str = ""


async def all_reviewed(visit: StewardVisit) -> PrivateAnswer:
    """Publish what was ticked; say how far that is, or what became of it beside a page of what waits."""
    page, title = page_asked(visit), visit.visit.context.say("review-title")
    if visit.sent:
        return await _begun(visit, page)
    review = await _review(visit)
    if review and review.open:
        return visit.answer(title, _progress(visit, review), head=refresh_head())

    def read(connection: Connection) -> tuple[Counted[Proposal], set[int], list[Verdict]]:
        waiting = drafts.waiting(connection, visit.account, page)
        now = records.published_among(connection, [each.platform for each in waiting.rows])
        bases = {id: published.revision for id, published in now.items()}
        stale = {each.id for each in waiting.rows if not each.progress and bases.get(each.platform, 0) != each.base}
        return waiting, stale, _verdicts(visit, connection, review.told if review else {})

    waiting, stale, verdicts = await visit.writers.own.run(read)
    became = _what_became(visit.visit.context, review, verdicts) if review else None
    return visit.answer(title, _page(visit, waiting, stale, became))


async def _review(visit: StewardVisit) -> Review | None:
    """The one that the address names. Raises NotFoundError."""
    text = visit.request.query_params.get(JOB, "")
    if not text:
        return None
    number = _number(text)
    return await visit.writers.own.run(lambda connection: reviews.read(connection, visit.account, number))


async def _begun(visit: StewardVisit, page: int) -> PrivateAnswer:
    """Let a process publish what was ticked, and wait a little for its end; or let it stop."""
    of_page = {"page": str(page)} if page > 1 else {}
    if visit.text("do") == "stop":
        number = _number(visit.text(JOB))
        await visit.writers.own.run(lambda connection: reviews.stop(connection, visit.account, number))
        return visit.to(addresses.REVIEW, job=str(number), **of_page)
    ticked = [each for each in dict.fromkeys(visit.form.get(TICKED, [])[:PAGE]) if LOOKED_AT.fullmatch(each)]
    if not ticked:
        return visit.telling(addresses.REVIEW, {NONE: ""}, **of_page)
    number = await visit.writers.own.run(lambda connection: reviews.add(connection, visit.account, len(ticked)))
    settings, lang = settings_of(visit.request), visit.visit.context.lang
    own, publishing = settings.database_url, settings.publishing_url or settings.database_url
    task = ReviewTask(number, tuple(ticked), own, publishing, settings.two_persons, lang)
    await asyncio.wait({processes_of(visit.request).start(task)}, timeout=PATIENCE_S)
    return visit.to(addresses.REVIEW, job=str(number), **of_page)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise NotFoundError("There is no such number.")
    return int(text)


def _verdicts(visit: StewardVisit, connection: Connection, told: Mapping[str, str]) -> list[Verdict]:
    """What is told of the drafts that the account still sees."""
    say, verdicts = visit.visit.context.say, list[Verdict]()
    for number, code in told.items():
        try:
            draft = drafts.read(connection, _number(number), visit.account)
        except NotFoundError:
            continue
        faults = code.removeprefix(FAULTS) if code.startswith(FAULTS) else ""
        why = say("draft-faults", why=faults) if code.startswith(FAULTS) else say(WHY[code]) if code in WHY else ""
        verdicts.append(Verdict(draft, why))
    return verdicts


def _progress(visit: StewardVisit, review: Review) -> h.Node:
    """How far it is; the page asks again by itself, and may be left."""
    context, done = visit.visit.context, len(review.told)
    say, title = context.say, context.say("review-working")
    here = with_query(context.location.other(addresses.REVIEW), [(JOB, str(review.number))])
    return h.main("#content.page.steward.importing")[
        h.p(".crumb")[h.a(href=context.location.other(addresses.QUEUE))[icon("back", 14), say("steward-queue")]],
        h.h1[title],
        h.p(".prose")[say("review-working-said")],
        h.div(role="status", data_refresh=str(REFRESH_S))[
            h.progress(aria_label=title, value=str(done), max=str(review.of)),
            h.p[say("review-so-far", n=done, of=review.of)],
        ],
        h.p[h.a(href=here)[say("upload-refresh")]],
        h.form(method="post", action=context.location.other(addresses.REVIEW))[
            csrf_field(visit.session),
            h.input(type="hidden", name=JOB, value=str(review.number)),
            h.button(".text-btn", type="submit", name="do", value="stop")[say("review-stop")],
        ],
    ]


def _ended(context: Context, review: Review) -> h.Node:
    """Why not all that was ticked was looked at: somebody stopped it, or it broke off."""
    if review.state == "cancelled":
        return h.p(".prose")[context.say("review-stopped")]
    if review.state == "failed":
        return h.p(".fault", role="alert")[
            icon("alert", 18), context.say("review-full" if review.full else "review-broke")
        ]
    return None


def _page(visit: StewardVisit, waiting: Counted[Proposal], stale: set[int], became: h.Node) -> h.Node:
    """`became` says what became of those that were ticked."""
    context = visit.visit.context
    say, here = context.say, context.location.other(addresses.REVIEW)
    form = h.form(".review", method="post", action=with_query(here, [("page", str(waiting.page))]))[
        csrf_field(visit.session),
        h.p(".js-only")[
            h.button(".text-btn", type="button", data_action="tick-all", data_ticks=TICKED)[say("review-tick-all")]
        ],
        (_one(context, each, each.id in stale) for each in waiting.rows),
        h.div(".actions")[h.button(".btn.primary", type="submit")[say("review-publish")]],
    ]
    return h.main("#content.page.steward.draft")[
        h.p(".crumb")[h.a(href=context.location.other(addresses.QUEUE))[icon("back", 14), say("steward-queue")]],
        h.h1[say("review-title")],
        h.p(".src-note")[say("review-said")],
        became,
        h.p(".fault", role="alert")[icon("alert", 18), say("review-none-ticked")] if NONE in visit.told else None,
        form if waiting.rows else h.p[say("review-nothing")],
        pager(context, waiting, say("review-title"), here),
    ]


def _one(context: Context, draft: Proposal, stale: bool) -> h.Node:
    """A draft with its differences and its box; one that cannot be published as it stands has none."""
    say, label = context.say, f"d-{draft.id}"
    nothing = Standing(stale, False, False, "", "", False, {})
    name = h.b[record_name(context, draft)]
    box = h.input(f"#{label}", type="checkbox", name=TICKED, value=token(draft))
    return h.section(".sec")[
        h.p[name] if stale else h.label(".tick", for_=label)[box, " ", name],
        h.p(".src-note")[title_of(context, draft), " · ", by_whom(context, draft)],
        what_it_changes(context, draft, nothing),
        h.p(".prose")[h.b[say("history-why")], " ", context.chinese(draft.reason)],
        h.p(".fault", role="note")[icon("alert", 18), say("draft-stale")] if stale else None,
        h.p[h.a(href=context.location.other(addresses.draft(draft.id)))[say("review-open", number=str(draft.id))]],
    ]


def _what_became(context: Context, review: Review, verdicts: Sequence[Verdict]) -> h.Node:
    """What became of those that were ticked and looked at, the refused ones with the reason."""
    done = sum(code == PUBLISHED for code in review.told.values())
    return h.section("#verdicts.sec", role="status")[
        _ended(context, review),
        h.h2[context.say("review-done", n=done, of=review.of)],
        h.ul(".hands", role="list")[
            (
                h.li[
                    h.a(href=context.location.other(addresses.draft(each.draft.id)))[record_name(context, each.draft)],
                    " ",
                    each.why or _published_words(context, each.draft),
                ]
                for each in verdicts
            )
        ],
    ]


def _published_words(context: Context, draft: Proposal) -> h.Node:
    """That it is public, and the way to where it can be set back."""
    log = with_query(context.location.other(addresses.LOG), [("platform", draft.platform)])
    return h.fragment[
        h.span(".confirmed")[icon("met", 16), context.say("draft-state-published")],
        " ",
        h.a(href=log)[context.say("review-undo")],
    ]
