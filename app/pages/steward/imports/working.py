"""An upload that is being read or loaded, one that broke off, one that cannot be read, and one that is gone."""

import htpy as h

from app.pages.steward import addresses
from app.pages.steward.imports.faults import faults_link, faults_section, in_rows, kinds_table, notes_section
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.how import aside_buttons
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Verdict

REFRESH_S = 3


def working_page(visit: StewardVisit, upload: Upload) -> h.Node:
    """How far it is; the page asks again by itself."""
    context = visit.visit.context
    say = context.say
    title = say(f"upload-working-{upload.state}")
    again = context.location.other(addresses.upload(upload.id))
    return framed(
        visit,
        upload,
        title,
        say("upload-working-said"),
        2,
        h.div(role="status", data_refresh=str(REFRESH_S))[
            h.progress(aria_label=title), h.p[say("upload-rows-so-far", n=upload.rows)]
        ],
        h.p[h.a(href=again)[say("upload-refresh")]],
        form_for(visit, upload, h.button(".text-btn", type="submit", name="do", value="discard")[say("upload-cancel")]),
    )


def refresh_head() -> h.Node:
    """Lets a browser without a script ask again."""
    return h.noscript[h.meta(http_equiv="refresh", content=str(REFRESH_S))]


def broken_page(visit: StewardVisit, upload: Upload, verdict: Verdict, why: str) -> h.Node:
    """It came to no end, and nothing was stored."""
    say = visit.visit.context.say
    buttons = aside_buttons(visit, upload, verdict)
    return framed(visit, upload, say("upload-state-broken"), None, 2, buttons, fault=say(why))


def refused_page(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    """No row of it can be loaded: why, and the way out."""
    say = visit.visit.context.say
    return framed(
        visit,
        upload,
        say("upload-refused-title", n=verdict.problems),
        say("upload-refused-said"),
        2,
        faults_link(visit, upload) if in_rows(verdict) else None,
        faults_section(visit, verdict),
        kinds_table(visit, verdict),
        notes_section(visit, verdict),
        aside_buttons(visit, upload, verdict),
    )


def gone_page(visit: StewardVisit, upload: Upload) -> h.Node:
    """The file was deleted."""
    say = visit.visit.context.say
    return framed(visit, upload, say("upload-state-discarded"), say("upload-gone"), 3)
