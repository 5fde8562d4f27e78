"""Say in which encoding a file is to be read, or which of its sheets: each with its first rows as they read so."""

import htpy as h

from app.errors import visible
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.how import aside_buttons, encoding_name
from app.pages.steward.imports.words import reason
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Verdict, WayAsked

FIELD = "way"


def way_page(visit: StewardVisit, upload: Upload, verdict: Verdict, asked: WayAsked, fault: str = "") -> h.Node:
    """The ways in which the file can be read; nothing is preset."""
    say = visit.visit.context.say
    return framed(
        visit,
        upload,
        say(f"upload-{asked.what}-title"),
        reason(asked.why.problem(), visit.visit.context.lang),
        1,
        form_for(
            visit,
            upload,
            h.fieldset[
                h.legend(".sr-only")[say(f"upload-{asked.what}-title")],
                (
                    h.label[
                        h.input(type="radio", name=FIELD, value=each.name, required=True),
                        h.span[h.b[h.bdi[_name(visit, asked, each.name)]], [_row(row) for row in each.rows]],
                    ]
                    for each in asked.ways
                ),
            ],
            h.div(".actions")[h.button(".btn.primary", type="submit", name="do", value="read")[say("upload-way-use")]],
            h.p(".src-note")[say(f"upload-{asked.what}-said")],
            shape="choices",
        ),
        aside_buttons(visit, upload, verdict),
        fault=fault,
    )


def _name(visit: StewardVisit, asked: WayAsked, name: str) -> str:
    return encoding_name(visit, name) if asked.what == "encoding" else visible(name)


def _row(cells: list[str]) -> h.Node:
    return h.span(".src-note")[h.bdi[visible(" · ".join(cells))]]
