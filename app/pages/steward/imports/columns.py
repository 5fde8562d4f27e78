"""Say what the columns of a table are, where their headings do not."""

from collections.abc import Mapping

import htpy as h

from app.errors import visible
from app.imports.rows.aliases import READ_PAST
from app.imports.rows.heading import REQUIRED
from app.pages.context import joined
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.how import aside_buttons
from app.pages.steward.imports.words import column_name
from app.pages.steward.visit import StewardVisit
from app.platforms.columns import BY_NAME
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import SeenColumn, Verdict
from frontend.icons import icon

FIELD = "c."
CHOICES = (*BY_NAME, "crs")


def columns_page(
    visit: StewardVisit, upload: Upload, verdict: Verdict, chosen: Mapping[int, str], fault: str = ""
) -> h.Node:
    """Each column with its first values and what it is taken for; `chosen` is what was chosen just now."""
    context = visit.visit.context
    say = context.say
    known = sum(1 for each in verdict.columns if each.column)
    heads = [say(f"upload-column-{name}") for name in ("file", "values", "as")]
    return framed(
        visit,
        upload,
        say("upload-columns-title"),
        say("upload-columns-said", n=len(verdict.columns), known=known),
        1,
        form_for(
            visit,
            upload,
            h.h2[say("upload-columns"), h.small[say("upload-columns-where")]],
            h.div(".table-scroll", role="region", tabindex="0", aria_label=say("upload-columns"))[
                h.table(".diff.mapping")[
                    h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
                    h.tbody[(_column(visit, *pair, chosen) for pair in enumerate(verdict.columns))],
                ]
            ],
            h.p(".src-note")[say("upload-columns-kept")],
            h.div(".actions")[h.button(".btn.primary", type="submit", name="do", value="read")[say("upload-continue")]],
        ),
        aside_buttons(visit, upload, verdict),
        fault=fault or _missing(visit, verdict),
    )


def _missing(visit: StewardVisit, verdict: Verdict) -> str:
    """Which compulsory columns nothing is taken for."""
    context = visit.visit.context
    missing = [
        column_name(name, context.lang) for name in REQUIRED if name not in {each.column for each in verdict.columns}
    ]
    return context.say("upload-columns-missing", columns=joined(context.lang, missing)) if missing else ""


def _column(visit: StewardVisit, index: int, column: SeenColumn, chosen: Mapping[int, str]) -> h.Node:
    context = visit.visit.context
    say, value = context.say, chosen.get(index, column.column)
    name = f"{FIELD}{index}"
    options = [("", say("upload-column-choose")), (READ_PAST, say("upload-column-none"))]
    options += [(each, column_name(each, context.lang)) for each in CHOICES]
    if value not in dict(options):
        options.append((value, value))
    state = h.span(".confirmed")[icon("met", 16), say("upload-column-known")] if column.column else None
    return h.tr[
        h.th(scope="row")[h.label(for_=name)[h.bdi[visible(column.heading)]]],
        h.td[(h.div[h.bdi[visible(each)]] for each in column.values)],
        h.td[
            h.div(".as")[
                h.select(id=name, name=name, required=True)[
                    (h.option(value=each, selected=each == value)[text] for each, text in options)
                ],
                state or h.span(".src-note")[say("upload-column-please")],
            ]
        ],
    ]


def chosen_columns(visit: StewardVisit, verdict: Verdict) -> dict[int, str]:
    """What was chosen for each column; what is no choice is left out."""
    allowed = {*CHOICES, READ_PAST, "district"}
    sent = {index: visit.text(f"{FIELD}{index}") for index in range(len(verdict.columns))}
    return {index: name for index, name in sent.items() if name in allowed}


def fault_of(visit: StewardVisit, verdict: Verdict, chosen: Mapping[int, str]) -> str:
    """Why the columns cannot be read so; empty where they can."""
    context = visit.visit.context
    if len(chosen) < len(verdict.columns):
        return context.say("upload-columns-open")
    names = [name for name in chosen.values() if name != READ_PAST]
    twice = [column_name(name, context.lang) for name in dict.fromkeys(names) if names.count(name) > 1]
    return context.say("upload-columns-twice", columns=joined(context.lang, twice)) if twice else ""
