"""What an address of picked platforms names that cannot be shown, and what to do about it."""

import htpy as h

from app.pages.address.picks import MOST_COMPARED, MOST_PICKS
from app.pages.compare.facts import Missing, Picked
from app.pages.context import Context, joined
from app.pages.parts.not_used import problems
from frontend.icons import icon

SHOWN = 3
"""So many texts that are no identifiers are repeated; the rest is counted."""
LONGEST = 40


def notices(context: Context, found: Picked, *, compared: bool) -> h.Node:
    """Sentences, after those of values that cannot be used; nothing where all that is named is shown.

    `compared`: there is room for four.
    """
    lines = [*_refused(context, found), *(_missing(context, each) for each in found.missing)]
    lines += _left_out(context, found) if compared else []
    if beyond := found.picks.beyond:
        lines.append(context.say("picks-beyond", n=len(beyond), most=MOST_PICKS))
    return h.fragment[
        problems(context),
        h.div(".notice.quiet.cmp-notice", role="note")[icon("alert", 18), h.ul[[h.li[line] for line in lines]]]
        if lines
        else None,
    ]


def _refused(context: Context, found: Picked) -> list[h.Node]:
    refused = found.picks.refused
    if not refused:
        return []
    shown = joined(context.lang, [_readable(text) for text in refused[:SHOWN]])
    return [context.say("picks-refused", n=len(refused), shown=shown)]


def _readable(text: str) -> str:
    """The beginning of a text, without signs that nobody sees or that turn the ones around them."""
    seen = "".join(sign for sign in text[:LONGEST] if sign.isprintable())
    return f"{seen}…" if len(text) > LONGEST else seen


def _missing(context: Context, missing: Missing) -> h.Node:
    if not missing.date:
        return context.say("picks-unknown", id=missing.id)
    said = context.say("picks-removed", id=missing.id, date=missing.date)
    return h.fragment[said, " ", context.say("removed-reason"), " ", h.bdi[missing.reason]]


def _left_out(context: Context, found: Picked) -> list[h.Node]:
    if not found.left_out:
        return []
    names = joined(context.lang, [platform.name(context.lang) for platform in found.left_out])
    return [context.say("picks-left-out", names=names, most=MOST_COMPARED)]
