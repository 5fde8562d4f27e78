"""The drafts that came of a file, to be sent for review together."""

import htpy as h

from app.pages.steward import addresses
from app.pages.steward.imports.faults import faults_link
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.missing import marked_section
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.drafts import Proposal
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Verdict


def loaded_page(visit: StewardVisit, upload: Upload, verdict: Verdict, drafts: list[Proposal], n: int) -> h.Node:
    """`drafts` are the first of the `n` that came of it."""
    say = visit.visit.context.say
    unsent = sum(1 for each in drafts if each.state == "draft")
    title = say("upload-loaded-title", n=verdict.proposing) if verdict.proposing else say("upload-loaded-none")
    # Beyond those that are listed, how many were sent is not looked up: a button sends what is left.
    waiting = unsent if n == len(drafts) else n
    return framed(
        visit,
        upload,
        title,
        say("upload-loaded-said") if unsent else say("upload-submitted") if drafts else None,
        3,
        h.p(".prose")[say("upload-loaded-bad", n=verdict.bad)] if verdict.bad else None,
        faults_link(visit, upload) if verdict.bad else None,
        marked_section(visit, verdict),
        form_for(
            visit,
            upload,
            h.button(".btn.primary", type="submit", name="do", value="submit")[say("upload-submit", n=waiting)],
        )
        if unsent
        else None,
        _drafts(visit, drafts, n) if drafts else None,
        form_for(
            visit,
            upload,
            h.button(".text-btn", type="submit", name="do", value="discard")[say("upload-discard")],
        ),
    )


def _drafts(visit: StewardVisit, drafts: list[Proposal], n: int) -> h.Node:
    context = visit.visit.context
    say = context.say
    return h.section(".sec")[
        h.h2[say("upload-drafts")],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[
                        h.a(href=context.location.other(addresses.draft(each.id)))[h.b[record_name(context, each)]],
                        h.p(".src-note")[h.code[each.platform]],
                    ],
                    h.div(".when")[say("draft-changed-n", n=len(each.changed()))],
                    h.div(".what-to-do")[
                        h.span(class_=f"state {each.state}")[say(f"draft-state-{each.state.replace('_', '-')}")]
                    ],
                ]
                for each in drafts
            )
        ],
        h.p(".src-note")[say("upload-drafts-more", n=n - len(drafts))] if n > len(drafts) else None,
    ]
