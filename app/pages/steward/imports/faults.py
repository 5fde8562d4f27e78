"""What is wrong with a file, what is worth a second look, and what was recognised: each with its row and column."""

from collections.abc import Sequence

import htpy as h

from app.errors import visible
from app.imports.rows.problems import Problem
from app.pages.steward import addresses
from app.pages.steward.imports.words import column_name, reason, to_do
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Said, Verdict
from frontend.icons import icon

LISTED = 50
MANY_KINDS = 20
"""Beyond so many problems a table says how many there are of each kind."""


def faults_link(visit: StewardVisit, upload: Upload) -> h.Node:
    """The way to the workbook of the problems."""
    context = visit.visit.context
    href = context.location.other(addresses.faults(upload.id))
    return h.p(".download")[h.a(".btn", href=href)[icon("download", 16), context.say("upload-faults-file")]]


def in_rows(verdict: Verdict) -> bool:
    """Whether a row is wrong; else the file itself is, and there is no cell to mark."""
    return any(each.row for each in verdict.said)


def faults_section(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """The first problems, by row."""
    if not verdict.said:
        return None
    say = visit.visit.context.say
    more = say("upload-faults-more", n=verdict.problems, listed=min(LISTED, len(verdict.said)))
    return h.section("#faults.sec")[
        h.h2[say("upload-faults", n=verdict.bad), h.small[say("upload-faults-said")]]
        if in_rows(verdict)
        else h.h2[say("upload-faults-file-only")],
        h.ul(".found", role="list")[(_fault(visit, each.problem()) for each in verdict.said[:LISTED])],
        h.p(".src-note")[more] if verdict.problems > LISTED else None,
    ]


def _fault(visit: StewardVisit, problem: Problem) -> h.Node:
    context = visit.visit.context
    why = reason(problem, context.lang)
    shown = "" if problem.value in why else visible(problem.value)
    return h.li(".wrong")[
        icon("alert", 18),
        h.div[
            h.b[place(visit, problem)],
            h.p[why],
            h.p(".src-note")[context.say("upload-value"), " ", h.bdi(".value")[shown]] if shown else None,
            h.p(".src-note")[to_do(problem, context.lang)],
        ],
    ]


def place(visit: StewardVisit, problem: Problem) -> h.Node:
    """The row of the file and the column as people call it."""
    context = visit.visit.context
    row = context.say("upload-place", row=problem.row) if problem.row else context.say("upload-place-file")
    return [row, " · ", h.bdi[column_name(problem.column, context.lang)]] if problem.column else row


def kinds_table(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """How many problems there are of each kind, where there are many."""
    if verdict.problems <= MANY_KINDS or len(verdict.kinds) < 2:
        return None
    context = visit.visit.context
    say = context.say
    heads = (say("import-faults-column"), say("import-faults-reason"), say("upload-kinds-rows"))
    return h.section(".sec")[
        h.h2[say("upload-kinds")],
        h.div(".table-scroll", role="region", tabindex="0", aria_label=say("upload-kinds"))[
            h.table(".diff")[
                h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
                h.tbody[
                    (
                        h.tr[
                            h.td[h.bdi[column_name(kind.first.column, context.lang)]],
                            h.td[reason(kind.first.problem(), context.lang)],
                            h.td[str(kind.number)],
                        ]
                        for kind in verdict.kinds[:LISTED]
                    )
                ],
            ]
        ],
    ]


def warnings_section(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """What is worth a second look and holds nothing up."""
    if not verdict.warnings:
        return None
    say = visit.visit.context.say
    return h.section("#warnings.sec")[
        h.h2[say("upload-warnings", n=verdict.warned), h.small[say("upload-warnings-said")]],
        _lines(visit, verdict.warnings),
    ]


def notes_section(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """What was recognised: the heading, notes above it, merged cells, formulas."""
    if not verdict.notes:
        return None
    say = visit.visit.context.say
    return h.section("#notes.sec")[h.h2[say("upload-notes")], _lines(visit, verdict.notes)]


def _lines(visit: StewardVisit, lines: Sequence[Said]) -> h.Node:
    lang = visit.visit.context.lang
    problems = [each.problem() for each in lines[:LISTED]]
    return h.ul(".found", role="list")[
        (h.li[icon("minus", 18), h.div[h.b[place(visit, each)], h.p[reason(each, lang)]]] for each in problems)
    ]
