"""Drafts that change hands: who goes on with one, who had it and what it said then, and what became of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import htpy as h

from app.city import CHINA_TIME
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.drafts.page import Standing, what_it_changes
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.drafts import OPEN, Proposal
from app.stewardship.handover import LONGEST_WHY, Handed
from app.stewardship.rights import Account


@dataclass(frozen=True)
class Hands:
    """The hands that a draft went through; whether the reader may take it over, and whom an editor may hand it to."""

    past: Sequence[Handed]
    may_take: bool
    takers: Sequence[Account]


def hands_of(visit: StewardVisit, draft: Proposal, standing: Standing, hands: Hands) -> h.Node:
    """Below a draft: who had it, and the ways to let somebody else go on with it."""
    context = visit.visit.context
    past = [_past(context, draft, standing, each) for each in hands.past]
    return h.fragment[
        h.section("#hands.sec")[h.h2[context.say("hand-past")], h.ul(".hands", role="list")[past]] if past else None,
        _ways(visit, draft, standing, hands),
    ]


def _past(context: Context, draft: Proposal, standing: Standing, each: Handed) -> h.Node:
    """Who passed it on, when and why; and what it said then, where it says something else now."""
    said = {name: each.written[name] for name in ("before", "record", "grounds", "reason", "progress")}
    then = replace(draft, **said, comments={})
    same = all(getattr(draft, name) == value for name, value in said.items())
    wrote = h.details[
        h.summary[context.say("hand-wrote", former=each.former)],
        what_it_changes(context, then, replace(standing, reviews=False)),
        h.p(".prose")[h.b[context.say("history-why")], " ", context.chinese(then.reason)],
    ]
    return h.li[
        handed_words(context, each),
        " ",
        h.time(".src-note", datetime=each.made_at.isoformat())[moment_of(each)],
        h.p(".src-note")[context.chinese(each.why)] if each.why else None,
        None if same else wrote,
    ]


def handed_words(context: Context, each: Handed) -> str:
    """Who did what, in one sentence."""
    if each.taker is None:
        return context.say("hand-withdrawn", by=each.by, former=each.former)
    if each.taker == each.by:
        return context.say("hand-taken", taker=each.taker, former=each.former)
    return context.say("hand-handed", by=each.by, taker=each.taker, former=each.former)


def moment_of(each: Handed) -> str:
    """When, in China."""
    return f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"


def _ways(visit: StewardVisit, draft: Proposal, standing: Standing, hands: Hands) -> h.Node:
    """Take it over; and for an editor: hand it on, or withdraw it."""
    context, account = visit.visit.context, visit.account
    say, others = context.say, draft.author != account.id and draft.state in OPEN
    part = standing.two_persons and others and draft.written_by(account)
    withdraws = others and account.has("publish")
    if not (hands.may_take or hands.takers or withdraws or part):
        return None
    closed = None if draft.active else h.p[say("hand-closed-said", login=draft.login)]
    why = h.label(".field.wide", for_="why")[
        h.span[say("hand-why")], h.input("#why", name="why", value=visit.text("why"), maxlength=str(LONGEST_WHY))
    ]
    to = h.label(".field", for_="to")[
        h.span[say("hand-to")],
        h.select("#to", name="to", required=True)[
            h.option(value="")[say("hand-nobody")],
            (
                h.option(value=str(each.id), selected=visit.text("to") == str(each.id))[
                    f"{each.login} · {say(f'role-{each.role}')} · {each.institution}"
                ]
                for each in hands.takers
            ),
        ],
    ]
    return h.section("#hand.sec")[
        h.h2[say("hand-title")],
        closed,
        h.p(".src-note")[say("hand-part")] if part else None,
        h.form(".review", method="post", action=context.location.other(addresses.draft(draft.id)))[
            csrf_field(visit.session),
            h.input(type="hidden", name="version", value=str(draft.version)),
            h.p(".src-note")[say("hand-take-said", login=draft.login)] if hands.may_take else None,
            h.div(".actions")[_button(context, "take", ".btn.primary")] if hands.may_take else None,
            h.fragment[to, why] if hands.takers else why if withdraws else None,
            h.div(".actions")[
                _button(context, "hand", ".btn") if hands.takers else None,
                h.button(".btn", type="submit", name="do", value="withdraw", formnovalidate=True)[say("draft-withdraw")]
                if withdraws
                else None,
            ]
            if hands.takers or withdraws
            else None,
        ]
        if hands.may_take or hands.takers or withdraws
        else None,
    ]


def _button(context: Context, do: str, shape: str) -> h.Node:
    # Whom it is handed to is needed by one of the buttons alone.
    return h.button(shape, type="submit", name="do", value=do, formnovalidate=do != "hand")[context.say(f"hand-{do}")]


def take_form(visit: StewardVisit, draft: Proposal) -> h.Node:
    """One click: the draft becomes one's own."""
    context = visit.visit.context
    return h.form(method="post", action=context.location.other(addresses.draft(draft.id)))[
        csrf_field(visit.session),
        h.input(type="hidden", name="version", value=str(draft.version)),
        _button(context, "take", ".btn"),
    ]


def handed_list(context: Context, handed: Sequence[Handed]) -> list[h.Node]:
    """Drafts that changed hands, as lines of work or of the log."""
    return [
        h.li[
            h.div[
                h.a(href=context.location.other(addresses.draft(each.draft)))[h.b[record_name(context, each)]],
                h.p(".src-note")[h.code[each.platform], " ", context.say("hand-number", number=str(each.draft))],
            ],
            h.div(".when")[h.span[moment_of(each)]],
            h.div[handed_words(context, each), h.p(".src-note")[context.chinese(each.why)] if each.why else None],
        ]
        for each in handed
    ]
