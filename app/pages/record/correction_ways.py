"""Where a correction goes: to the configured address, else to the form of this site; without a server, a sheet."""

import htpy as h

from app.pages.address.page_states import ABOUT
from app.pages.context import Context
from app.platforms.schemas import Platform
from app.web.site import origin
from frontend.icons import icon

TEXT = "correction-text"


def correction_path(id: str) -> str:
    """Where anybody says what is wrong with a record."""
    return f"/platform/{id}/correct"


def correct_way(context: Context, platform: Platform) -> h.Node:
    """The button that leads to where a correction is taken; nothing in a snapshot without such an address."""
    location = context.location
    own = location.beside(correction_path(platform.id)) if location.served else None
    address = context.settings.correction_url or own
    return h.a(".btn", href=address)[icon("edit", 16), context.say("correct")] if address else None


def correction_sheet(context: Context, platform: Platform) -> h.Node:
    """What becomes of a correction; where none can be sent, what it must say, to copy or print."""
    say = context.say
    if context.settings.correction_url or context.location.served:
        return h.p(".side-note")[say("correct-said", id=platform.id)]
    label = h.span(data_label=True)[say("correct-copy")]
    copy = h.button(".text-btn.js-only", type="button", data_action="copy-text", data_copies=TEXT)[
        icon("link", 14), " ", label
    ]
    return h.details(".side-note.correct-sheet")[
        h.summary[say("correct")],
        h.p[say("correct-by-hand")],
        h.pre(f"#{TEXT}.share-text")[_text(context, platform)],
        copy if context.location.served else None,
    ]


def _text(context: Context, platform: Platform) -> str:
    """The lines of the sheet: which record, as of when, what is wrong, what is right, and who says so."""
    say, location = context.say, context.location
    address = origin(context.site) + location.by_itself().url() if context.site and location.served else ""
    lines = [
        say("correct-record", name=platform.name(context.lang), id=platform.id),
        *([address] if address else []),
        say("as-of", date=context.as_of()),
        *(f"{say(f'correct-{part}')}" for part in ("wrong", "right", "proof")),
    ]
    return "\n".join(lines)


def missing_way(context: Context) -> h.Node:
    """How to tell of what is not listed: the configured address, else what the page about the map says of it."""
    address = context.settings.correction_url
    if address:
        return h.a(".btn", href=address)[context.say("tell-missing")]
    about = context.location.beside(ABOUT)
    return h.p(".src-note")[h.a(href=f"{about}#correct")[context.say("tell-missing-how")]] if about else None
