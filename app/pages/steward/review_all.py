"""What waits for review, a page at a time with its differences: the ticked drafts are published, each as its own
change, and the page then says once what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import htpy as h
from sqlalchemy import Connection

from app.errors import BusyError, ConflictError, FaultsError, ForbiddenError, NotFoundError
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.draft import Standing, title_of, what_it_changes
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import by_whom, record_name
from app.pages.steward.pager import page_asked, pager
from app.pages.steward.visit import StewardVisit
from app.stewardship import drafts, records
from app.stewardship.continued import token
from app.stewardship.counted import PAGE, Counted
from app.stewardship.drafts import Proposal
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon

TICKED, NONE = "draft", "none"
PUBLISHED, BUSY, FAULTS = "published", "busy", "faults"
WHY = {"meanwhile": "draft-meanwhile", BUSY: "draft-busy", "forbidden": "steward-forbidden-review"}
"""What is said of a draft that was not published."""
LONGEST_WHY, EXPLAINED = 100, 5
"""So many letters of what is wrong with a draft are told, of so many drafts; the pages of the others say it."""


@dataclass(frozen=True)
class Verdict:
    """What became of a ticked draft; `why` says why it was not published."""

    draft: Proposal
    why: str = ""


async def all_reviewed(visit: StewardVisit) -> PrivateAnswer:
    """Publish what was ticked and say what became of it; or show a page of what waits."""
    page = page_asked(visit)
    if visit.sent:
        return visit.telling(addresses.REVIEW, await _published(visit), **({"page": str(page)} if page > 1 else {}))

    def read(connection: Connection) -> tuple[Counted[Proposal], set[int], list[Verdict]]:
        waiting = drafts.waiting(connection, visit.account, page)
        now = records.published_among(connection, [each.platform for each in waiting.rows])
        bases = {id: published.revision for id, published in now.items()}
        stale = {each.id for each in waiting.rows if not each.progress and bases.get(each.platform, 0) != each.base}
        return waiting, stale, _verdicts(visit, connection, visit.told)

    waiting, stale, verdicts = await visit.writers.own.run(read)
    return visit.answer(visit.visit.context.say("review-title"), _page(visit, waiting, stale, verdicts))


async def _published(visit: StewardVisit) -> dict[str, str]:
    """What became of each, by its number. One transaction each: what one draft is refused for keeps no other back."""
    told: dict[str, str] = {}
    for ticked in dict.fromkeys(visit.form.get(TICKED, [])[:PAGE]):
        number = ticked.partition(".")[0]
        try:
            draft = await visit.writers.own.run(partial(_draft, visit, number))
        except NotFoundError:
            continue
        # While an import writes, the others would wait as long as this one did.
        told[number] = BUSY if BUSY in told.values() else await _publish(visit, draft, ticked)
    explained = [number for number, code in told.items() if code.startswith(FAULTS)]
    return {**told, **dict.fromkeys(explained[EXPLAINED:], FAULTS)} or {NONE: ""}


def _draft(visit: StewardVisit, number: str, connection: Connection) -> Proposal:
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise NotFoundError("There is no such draft.")
    return drafts.read(connection, int(number), visit.account)


async def _publish(visit: StewardVisit, draft: Proposal, ticked: str) -> str:
    """Publish a draft as it was looked at; what became of it."""
    two = settings_of(visit.request).two_persons

    def write(connection: Connection) -> None:
        now = drafts.read(connection, draft.id, visit.account)
        if token(now) != ticked:
            raise ConflictError("The draft was changed since this page was loaded.")
        drafts.accept(connection, visit.account, now, two_persons=two)

    try:
        await visit.writers.publishing.run(write)
    except ConflictError:
        return "meanwhile"
    except BusyError:
        return BUSY
    except ForbiddenError:
        return "forbidden"
    except FaultsError as error:
        return FAULTS + "; ".join(dict(error.said(visit.visit.context.lang)).values())[:LONGEST_WHY]
    return PUBLISHED


def _verdicts(visit: StewardVisit, connection: Connection, told: Mapping[str, str]) -> list[Verdict]:
    """What is told of the drafts that the account still sees."""
    say, verdicts = visit.visit.context.say, list[Verdict]()
    for number, code in told.items():
        try:
            draft = _draft(visit, number, connection)
        except NotFoundError:
            continue
        faults = code.removeprefix(FAULTS) if code.startswith(FAULTS) else ""
        why = say("draft-faults", why=faults) if code.startswith(FAULTS) else say(WHY[code]) if code in WHY else ""
        verdicts.append(Verdict(draft, why))
    return verdicts


def _page(visit: StewardVisit, waiting: Counted[Proposal], stale: set[int], verdicts: Sequence[Verdict]) -> h.Node:
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
        _what_became(context, verdicts) if verdicts else None,
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


def _what_became(context: Context, verdicts: Sequence[Verdict]) -> h.Node:
    """What became of each, the refused ones with the reason."""
    done = sum(not each.why for each in verdicts)
    return h.section("#verdicts.sec", role="status")[
        h.h2[context.say("review-done", n=done, of=len(verdicts))],
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
