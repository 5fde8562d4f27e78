"""The page on which a steward keeps milestones and evaluations of a platform: rows of fields, without a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import htpy as h
from sqlalchemy import Connection

from app.errors import ConflictError, FaultsError
from app.pages.context import Context
from app.pages.parts.diff_table import diff_table
from app.pages.parts.field_faults import fault_line, wrong_at
from app.pages.steward import addresses
from app.pages.steward.drafts.progress_diff import rows_of
from app.pages.steward.frame import SUMMARY, csrf_field
from app.pages.steward.names import record_name
from app.pages.steward.records.fields import REASON
from app.pages.steward.visit import StewardVisit
from app.platforms.progress import STATES
from app.stewardship import progress, progress_drafts
from app.stewardship.drafts import LONGEST_REASON, Proposal
from app.stewardship.progress import (
    DAYS,
    FIELDS,
    LISTS,
    LONGEST,
    LONGEST_LINE,
    MOST,
    NEEDED,
    PROSE,
    Progress,
    number_of,
)
from app.stewardship.records import Published
from app.web.private import PrivateAnswer
from frontend.icons import icon

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
WRONG, CONFLICT = 422, 409
EMPTY = 1
"""So many rows stand empty behind those that there are; more come by a button."""
MORE = 3
TAKE = "take."
"""The button that takes over the rows of a record, with its id."""


@dataclass(frozen=True)
class Shown:
    """What stands in the form: `seen` is what it was filled from, `faults` what is wrong by field."""

    rows: Rows
    seen: str
    draft: Proposal | None
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    empty: int = EMPTY
    inherited: Mapping[str, Progress] = field(default_factory=dict)
    """What is kept of records that became one with this one."""
    taken: bool = False
    """Rows of such a record were just put into the form."""


async def progress_of(visit: StewardVisit) -> PrivateAnswer:
    """The form, or what becomes of what was sent: a draft, or the form again with all that is wrong with it."""
    id, account = str(visit.request.path_params["id"]), visit.account
    do = visit.text("do")
    if visit.sent and do != "more" and not do.startswith(TAKE):
        return await _sent(visit, id)
    (now, published, draft), inherited = await visit.writers.own.run(
        lambda connection: (progress_drafts.state(connection, account, id), progress.inherited(connection, id))
    )
    rows: Rows = draft.progress["after"] if draft and draft.progress else published
    shown = Shown(rows, progress_drafts.fingerprint(published, draft), draft, draft.reason if draft else "")
    if visit.sent:
        shown = Shown(_read(visit, whole=True), visit.text("seen"), draft, visit.text("reason"), empty=MORE)
    if do.startswith(TAKE):
        taken = _with(shown.rows, inherited.get(do.removeprefix(TAKE), {}))
        shown = replace(shown, rows=taken, taken=True, empty=EMPTY)
    return _page(visit, now, replace(shown, inherited=inherited))


def _with(rows: Rows, more: Rows) -> Rows:
    """The rows with those of another record behind them that are not among them, as many as there is room for."""
    said = {name: [_texts(name, row) for row in rows[name]] for name in LISTS}
    new = {name: [row for row in more.get(name, ()) if _texts(name, row) not in said[name]] for name in LISTS}
    return {name: [*rows[name], *new[name][: max(MOST - len(rows[name]), 0)]] for name in LISTS}


def _texts(name: str, row: Mapping[str, Any]) -> list[str]:
    return [row.get(each) or "" for each in FIELDS[name]]


async def _sent(visit: StewardVisit, id: str) -> PrivateAnswer:
    account, rows, reason, seen = visit.account, _read(visit), visit.text("reason"), visit.text("seen")
    submit = visit.text("do") == "submit"

    def write(connection: Connection) -> int:
        return progress_drafts.propose(connection, account, id, rows, reason, seen=seen, submit=submit)

    try:
        return visit.to(addresses.draft(await visit.writers.own.run(write)))
    except FaultsError as error:
        faults, status = dict(error.said(visit.visit.context.lang)), WRONG
        notice = visit.visit.context.say("edit-faults", n=len(faults))
    except ConflictError:
        faults, status, notice = {}, CONFLICT, visit.visit.context.say("progress-meanwhile")
    (now, published, draft), inherited = await visit.writers.own.run(
        lambda connection: (progress_drafts.state(connection, account, id), progress.inherited(connection, id))
    )
    # After a conflict the reader sees both, and what is sent next is compared with what is there now.
    seen = progress_drafts.fingerprint(published, draft) if status == CONFLICT else seen
    return _page(visit, now, Shown(rows, seen, draft, reason, faults, notice, inherited=inherited), status)


def _read(visit: StewardVisit, *, whole: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The rows that were sent. One that says nothing, or is to go, is none; `whole`: those to go stay marked."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name in LISTS:
        numbers = range(min(sum(key.startswith(f"{name}.") for key in visit.form), MOST + MORE + EMPTY))
        sent = [_row(visit, name, number) for number in numbers]
        rows[name] = [row for row in sent if _says(name, row) and (whole or not row["gone"])]
    return rows


def _row(visit: StewardVisit, name: str, number: int) -> dict[str, Any]:
    at = f"{name}.{number}"
    texts = {each: visit.text(f"{at}.{each}").strip() for each in FIELDS[name]}
    return {**texts, "public": visit.text(f"{at}.public") == "yes", "gone": visit.text(f"{at}.gone") == "yes"}


def _says(name: str, row: Mapping[str, Any]) -> bool:
    return any(row[each] for each in FIELDS[name] if each != "state")


def _page(visit: StewardVisit, now: Published, shown: Shown, status: int = 200) -> PrivateAnswer:
    context = visit.visit.context
    say, id, draft = context.say, str(now.values["id"]), shown.draft
    body = h.main("#content.page.steward.progress")[
        h.p(".crumb")[
            h.a(href=context.location.other(addresses.record(id)))[icon("back", 14), record_name(context, now)]
        ],
        h.h1[say("progress-title")],
        h.p(".src-note")[say("progress-said")],
        _faults(context, shown) if shown.notice else None,
        h.p(".confirmed", role="status")[icon("met", 16), say("progress-taken")] if shown.taken else None,
        h.p(".comment")[h.b[say("draft-comment")], " ", context.chinese(draft.comment)]
        if draft and draft.comment
        else None,
        h.form(method="post", action=context.location.other(addresses.progress(id)))[
            csrf_field(visit.session),
            h.input(type="hidden", name="seen", value=shown.seen),
            (_list(context, name, shown) for name in LISTS),
            h.div(".actions")[
                h.button(".btn", type="submit", name="do", value="more", formnovalidate=True)[say("progress-more")]
            ],
            (_inherited(context, other, kept) for other, kept in shown.inherited.items()),
            h.label(".field.wide", for_="reason")[
                h.span[say("edit-why")],
                h.textarea(
                    "#reason",
                    name="reason",
                    rows="2",
                    required=True,
                    maxlength=str(LONGEST_REASON),
                    **wrong_at(REASON, wrong=f"/{REASON}" in shown.faults),
                )["\n" + shown.reason],
            ],
            fault_line(REASON, shown.faults.get(f"/{REASON}")),
            h.p(".src-note")[say("progress-why"), " ", say("edit-two-persons")],
            h.div(".actions")[
                h.button(".btn", type="submit", name="do", value="save")[say("edit-save")],
                h.button(".btn.primary", type="submit", name="do", value="submit")[say("edit-submit")],
            ],
        ],
    ]
    return visit.answer(say("progress-title"), body, status)


def _faults(context: Context, shown: Shown) -> h.Node:
    def line(pointer: str, reason: str) -> h.Node:
        _, name, *rest = pointer.split("/") if pointer else ("", "")
        if len(rest) != 2:
            why = h.a(href=f"#{REASON}")[context.say("edit-why")] if name == REASON else None
            return h.li[why, " ", reason]
        number, each = rest
        label = f"{context.say(f'progress-{name}')} {int(number) + 1}, {context.say(f'progress-{_key(each)}')}"
        return h.li[h.a(href=f"#{name}-{number}-{each}")[label], " ", reason]

    return h.div(".fault", **SUMMARY)[
        icon("alert", 18),
        h.div[h.p[shown.notice], h.ul[(line(*each) for each in shown.faults.items())] if shown.faults else None],
    ]


def _inherited(context: Context, id: str, kept: Progress) -> h.Node:
    """What is kept of a record that became one with this one: it is read here, and may be taken into the form."""
    say = context.say
    rows = [(say(f"progress-{name}"), [rows_of(context, name, kept[name])]) for name in LISTS if kept[name]]
    return h.section(".sec")[
        h.h2[say("progress-inherited", id=id)],
        h.p(".src-note")[say("progress-inherited-said")],
        diff_table(say("progress-inherited", id=id), [say("edit-field"), say("progress-kept")], rows),
        h.div(".actions")[
            h.button(".btn", type="submit", name="do", value=f"{TAKE}{id}", formnovalidate=True)[
                say("progress-take", n=number_of(kept))
            ]
        ],
    ]


def _list(context: Context, name: str, shown: Shown) -> h.Node:
    rows: list[Mapping[str, Any]] = [*shown.rows[name]]
    rows += [{}] * min(shown.empty, MOST - len(rows))
    return h.section(".sec")[
        h.h2[context.say(f"progress-{name}"), None if shown.rows[name] else h.small[context.say("not-stated")]],
        (_fieldset(context, name, number, row, shown.faults) for number, row in enumerate(rows)),
    ]


def _fieldset(context: Context, name: str, number: int, row: Mapping[str, Any], faults: Mapping[str, str]) -> h.Node:
    say = context.say

    def box(each: str, label: str) -> h.Node:
        control = h.input(type="checkbox", name=f"{name}.{number}.{each}", value="yes", checked=bool(row.get(each)))
        return h.label[control, " ", say(label)]

    return h.fieldset(".progress-row")[
        h.legend[say("progress-number", n=number + 1) if row else say("progress-new")],
        (_field(context, name, number, each, row, faults) for each in FIELDS[name]),
        h.div(".boxes")[box("public", "progress-public"), box("gone", "progress-gone") if row else None],
    ]


def _key(field: str) -> str:
    """The message that names a field."""
    return {"title": "title-of"}.get(field, field.replace("_", "-"))


def _field(
    context: Context, name: str, number: int, each: str, row: Mapping[str, Any], faults: Mapping[str, str]
) -> h.Node:
    say, id, sent = context.say, f"{name}-{number}-{each}", f"{name}.{number}.{each}"
    value, fault = str(row.get(each) or ""), faults.get(f"/{name}/{number}/{each}")
    named: dict[str, Any] = {"id": id, "name": sent, **wrong_at(id, wrong=bool(fault))}
    label = say(f"progress-{_key(each)}")
    if each == "state":
        options = (h.option(value=state, selected=state == value)[say(f"progress-state-{state}")] for state in STATES)
        control: h.Node = h.select(**named)[options]
    elif each in PROSE:
        control = h.textarea(**named, rows="2", maxlength=str(LONGEST))["\n" + value]
    else:
        shape = {"placeholder": "2026-11"} if each in DAYS else {}
        control = h.input(**named, value=value, maxlength=str(LONGEST_LINE), autocomplete="off", **shape)
    return h.div(".field")[
        h.label(for_=id)[
            label, h.small[" ", say("progress-needed")] if each in NEEDED[name] and each != "state" else None
        ],
        control,
        fault_line(id, fault),
    ]
