"""What loading a file would do: faults first, then what is worth a second look, then the rows; and how to load it."""

import htpy as h

from app.errors import visible
from app.history.words import field_name
from app.pages.context import joined
from app.pages.steward.imports.faults import (
    faults_link,
    faults_section,
    kinds_table,
    notes_section,
    warnings_section,
)
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.how import aside_buttons
from app.pages.steward.imports.missing import mark_choice, missing_section
from app.pages.steward.imports.words import column_name
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.drafts import LONGEST_REASON
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import LISTED, BadRow, SeenRow, Verdict

GOOD, WHOLE = "good", "whole"
BAD = "bad"


def checked_page(visit: StewardVisit, upload: Upload, verdict: Verdict, fault: str = "") -> h.Node:
    """The verdict; nothing has been changed yet."""
    say = visit.visit.context.say
    if verdict.bad:
        # Where every good row is listed or drafted as it stands, there is nothing to load.
        title = say("upload-checked-title", good=verdict.good if verdict.proposing else 0, bad=verdict.bad)
    else:
        title = say("upload-checked-fine", good=verdict.good) if verdict.proposing else say("upload-checked-nothing")
    body = h.div(".edit-grid")[
        h.div[
            faults_section(visit, verdict),
            kinds_table(visit, verdict),
            warnings_section(visit, verdict),
            missing_section(visit, upload, verdict),
            rows_section(visit, verdict),
            notes_section(visit, verdict),
        ],
        h.aside(".side")[_load(visit, upload, verdict), aside_buttons(visit, upload, verdict)],
    ]
    link = faults_link(visit, upload) if verdict.bad else None
    # On a phone what can be done stands below all rows.
    way = (
        h.p(".way-down.screen-only")[h.a(".btn", href="#load")[say("upload-how")]]
        if may_load(upload, verdict)
        else None
    )
    return framed(visit, upload, title, say("upload-nothing-yet"), 2, link, way, body, fault=fault)


def _load(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    say = visit.visit.context.say
    heading = h.h2[say("upload-how")]
    nothing = say("upload-load-nothing" if verdict.good or verdict.bad else "upload-load-empty")
    if not may_load(upload, verdict):
        return h.section("#load.sec")[heading, h.p[nothing]]
    button = say("upload-load", n=verdict.proposing) if verdict.proposing else say("upload-note")
    return h.section("#load.sec")[
        heading,
        None if verdict.proposing else h.p[nothing],
        form_for(
            visit,
            upload,
            _how(visit, verdict) if verdict.bad and verdict.proposing else None,
            mark_choice(visit, upload, verdict),
            _reason(visit, upload) if verdict.proposing else None,
            h.button(".btn.primary", type="submit", name="do", value="load")[button],
            h.p(".src-note")[say("upload-load-said" if verdict.proposing else "upload-note-said")],
            shape="choices",
        ),
    ]


def may_load(upload: Upload, verdict: Verdict) -> bool:
    """Whether there is anything to load, or to note of what the source holds."""
    return bool(verdict.proposing or (upload.how.source and verdict.good))


def _reason(visit: StewardVisit, upload: Upload) -> h.Node:
    say = visit.visit.context.say
    reason = visit.text("reason") or upload.how.reason or say("upload-why-usual", file=upload.name)
    return h.label(".field.wide", for_="reason")[
        h.span[say("upload-why")],
        h.textarea("#reason", name="reason", rows="3", maxlength=str(LONGEST_REASON), required=True)["\n" + reason],
    ]


def _how(visit: StewardVisit, verdict: Verdict) -> h.Node:
    say, chosen = visit.visit.context.say, visit.text("how") or GOOD
    said = {
        GOOD: (say("upload-how-good", n=verdict.good), say("upload-how-good-said", bad=verdict.bad)),
        WHOLE: (say("upload-how-whole"), say("upload-how-whole-said")),
    }
    return h.fieldset[
        h.legend(".sr-only")[say("upload-how")],
        (
            h.label[
                h.input(type="radio", name="how", value=value, checked=value == chosen),
                h.span[h.b[name], h.span(".src-note")[more]],
            ]
            for value, (name, more) in said.items()
        ),
    ]


def rows_section(visit: StewardVisit, verdict: Verdict) -> h.Node:
    """The first rows and what becomes of each, the bad ones among them."""
    say = visit.visit.context.say
    rows = sorted([*verdict.seen, *_bad(verdict)], key=lambda row: row.line)[:LISTED]
    n = verdict.good + verdict.bad
    if not rows:
        return None
    counts = {"added": verdict.added, "changed": verdict.changed, "unchanged": verdict.unchanged, "bad": verdict.bad}
    title = say("upload-rows-all", n=n) if len(rows) >= n else say("upload-rows", listed=len(rows))
    heads = [say(f"upload-row{name}") for name in ("", "-name", "-what", "-fields")]
    return h.section("#rows.sec")[
        h.h2[title, h.small[say("upload-rows-said", **counts)]],
        h.p(".src-note")[say("upload-rows-drafted", n=verdict.drafted)] if verdict.drafted else None,
        h.div(".table-scroll", role="region", tabindex="0", aria_label=title)[
            h.table(".diff.seen")[
                h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
                h.tbody[(_row(visit, row) for row in rows)],
            ]
        ],
    ]


def _bad(verdict: Verdict) -> list[SeenRow]:
    """The rows with a problem, each with the columns that have one."""
    columns: dict[int, list[str]] = {}
    for each in verdict.said:
        if each.row:
            columns.setdefault(each.row, []).append(each.column)
    return [
        SeenRow(line, "", _said(row, "name_zh"), BAD, list(dict.fromkeys(names)), _said(row, "name_en"))
        for line, names in columns.items()
        for row in (verdict.bad_rows.get(line),)
    ]


def _said(row: BadRow | None, column: str) -> str:
    """What a row with a problem says in a column; nothing where there was no room to keep the row."""
    return visible(str(row.values.get(column) or "")) if row else ""


def _row(visit: StewardVisit, row: SeenRow) -> h.Node:
    context = visit.visit.context
    names = [
        column_name(each, context.lang) if row.what == BAD else field_name(each, context.lang) for each in row.fields
    ]
    line, what, fields = (context.say(f"upload-row{name}") for name in ("", "-what", "-fields"))
    return h.tr(class_="wrong" if row.what == BAD else None)[
        h.td(data_head=line)[str(row.line)],
        h.th(scope="row")[record_name(context, row)],
        h.td(data_head=what)[context.say(f"upload-what-{row.what}")],
        h.td(data_head=fields)[joined(context.lang, names)] if names else h.td,
    ]
