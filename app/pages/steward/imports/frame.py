"""What the pages of an import share: their heading, the steps, and the form behind each button."""

import htpy as h

from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from frontend.icons import icon

STEPS = ("file", "columns", "check", "review")


def framed(
    visit: StewardVisit, upload: Upload | None, title: str, said: h.Node, step: int, *content: h.Node, fault: str = ""
) -> h.Node:
    """A page of an import. `step` counts from 0; `fault` says why nothing was done."""
    context = visit.visit.context
    say = context.say
    home = h.a(href=context.location.other(addresses.IMPORT))[say("steward-import")]
    return h.main("#content.page.steward.importing")[
        h.p(".src-note")[home, " · ", h.bdi[upload.name]] if upload else None,
        h.h1[title],
        h.p(".prose")[said] if said else None,
        h.ol(".import-steps", aria_label=say("upload-steps"))[(_step(visit, at, step) for at in range(len(STEPS)))],
        h.p(".fault", role="alert")[icon("alert", 18), h.span[fault]] if fault else None,
        *content,
    ]


def _step(visit: StewardVisit, at: int, now: int) -> h.Node:
    mark = icon("met", 16) if at < now else str(at + 1)
    name = visit.visit.context.say(f"upload-step-{STEPS[at]}")
    state = "passed" if at < now else "now" if at == now else ""
    return h.li(class_=state or None, aria_current="step" if at == now else None)[
        h.span(".dot", aria_hidden="true")[mark], name
    ]


def form_for(visit: StewardVisit, upload: Upload, *content: h.Node, shape: str = "") -> h.Node:
    """A form that is sent to the page of an upload."""
    action = visit.visit.context.location.other(addresses.upload(upload.id))
    run = h.input(type="hidden", name="run", value=str(upload.run))
    return h.form(class_=shape or None, method="post", action=action)[csrf_field(visit.session), run, *content]
