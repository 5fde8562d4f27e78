"""The log: every change with the account that made it, and the way back to what a record said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import htpy as h

from app.city import CHINA_TIME
from app.history.queries import PRIVATE
from app.history.read import FieldChange
from app.history.words import WHOLE_WORDS, action_words, field_name, undoes
from app.pages.address.page_states import DIGEST, history_of
from app.pages.context import Context
from app.pages.record.history import before_and_after
from app.pages.steward import addresses
from app.pages.steward.drafts.handing import handed_list
from app.pages.steward.frame import csrf_field
from app.pages.steward.visit import StewardVisit
from app.stewardship.handover import Handed
from app.stewardship.invitations import BY_FILE, BY_LINK
from app.stewardship.removals import Removed
from app.stewardship.sign_in_log import Noted
from app.stewardship.uploads.kept import SentFile


@dataclass(frozen=True)
class Logged:
    """One field of one change, with the account that made it."""

    number: int
    made_at: datetime
    action: str
    who: str
    institution: str
    reason: str
    platform: str
    field: str
    old: Any
    new: Any
    source: str | None
    source_date: str | None
    basis: str | None


@dataclass(frozen=True)
class Log:
    """The newest changes; and the newest files that were sent, sign-ins, removals, and drafts that changed hands."""

    rows: Sequence[Logged]
    files: Sequence[SentFile] = ()
    sign_ins: Sequence[Noted] = ()
    handed: Sequence[Handed] = ()
    removed: Sequence[Removed] = ()


def log_page(visit: StewardVisit, log: Log, platform: str) -> h.Node:
    """The log; of one record where one is named."""
    context, rows = visit.visit.context, log.rows
    say = context.say
    return h.main("#content.page.steward.log")[
        h.header(".steward-head")[h.div[h.h1[say("log-title")], h.p(".src-note")[say("log-said")]]],
        h.p(".src-note")[
            say("log-as-file"),
            (
                h.fragment[" ", h.a(href=context.location.other(addresses.log_file(form)))[name]]
                for form, name in (("csv", "CSV"), ("jsonl", "JSON Lines"))
            ),
        ],
        h.form(".look-back.screen-only", method="get", action=context.location.other(addresses.LOG))[
            h.label(for_="platform")[say("log-of")],
            h.input("#platform", name="platform", value=platform, maxlength="64"),
            h.button(".btn", type="submit")[say("history-look")],
            h.a(".btn", href=context.location.other(DIGEST))[say("log-between")],
        ],
        h.p[h.a(href=context.location.other(history_of(platform)))[say("diff-way")]] if platform and rows else None,
        h.ol(".todo", role="list")[(_entry(visit, context, row) for row in rows)]
        if rows
        else h.p(".src-note")[say("queue-none")],
        _hands(context, log.handed) if log.handed else None,
        _files(context, log.files) if log.files else None,
        sign_ins_list(context, log.sign_ins, say("sign-ins-said")) if log.sign_ins else None,
        _removed(context, log.removed) if log.removed else None,
    ]


def _hands(context: Context, handed: Sequence[Handed]) -> h.Node:
    say = context.say
    return h.section("#hands.sec")[
        h.h2[say("hand-log"), h.small[say("hand-log-said")]], h.ul(".todo", role="list")[handed_list(context, handed)]
    ]


def sign_ins_list(context: Context, noted: Sequence[Noted], said: str) -> h.Node:
    """Lines of the log of sign-ins; `said` is what stands beside its heading."""
    say = context.say
    return h.section("#sign-ins.sec")[
        h.h2[say("sign-ins"), h.small[said]],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.b[h.bdi[each.login] if each.login else say("sign-ins-nobody")]],
                    h.div(".when")[
                        h.span[f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"],
                        h.span[say(f"sign-ins-{each.way}")],
                    ],
                    h.div(".what-to-do")[
                        h.span(".state")[say(f"sign-ins-{each.outcome}{'-by' if each.by else ''}", by=each.by or "")],
                        h.code[each.detail] if each.detail else None,
                    ],
                ]
                for each in noted
            )
        ],
    ]


def _files(context: Context, files: Sequence[SentFile]) -> h.Node:
    say = context.say
    return h.section("#files.sec")[
        h.h2[say("upload-log"), h.small[say("upload-log-said")]],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.b[h.bdi[each.name]], h.p(".src-note")["SHA-256 ", h.code[each.digest]]],
                    h.div(".when")[
                        h.span[f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"],
                        h.span[h.bdi[each.login], " ", context.chinese(each.institution)],
                    ],
                    h.div(".what-to-do")[h.span(".state")[say(f"upload-state-{each.state}")]],
                ]
                for each in files
            )
        ],
    ]


def _removed(context: Context, removed: Sequence[Removed]) -> h.Node:
    say = context.say
    return h.section("#removals.sec")[
        h.h2[say("removals"), h.small[say("removals-said")]],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.b[say(f"removals-{each.what}")], " ", str(each.rows)],
                    h.div(".when")[h.span[f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"]],
                    h.div[say("removals-before", day=each.before.astimezone(CHINA_TIME).date().isoformat())],
                ]
                for each in removed
            )
        ],
    ]


def _who(context: Context, row: Logged) -> str:
    """The account, the link or the file without one, or the server."""
    for way, key in ((BY_LINK, "log-by-link"), (BY_FILE, "log-by-file")):
        if row.who.startswith(way):
            return context.say(key, n=row.who.removeprefix(way))
    return row.who or context.say("role-system")


def _entry(visit: StewardVisit, context: Context, row: Logged) -> h.Node:
    moment = row.made_at.astimezone(CHINA_TIME)
    restore = (
        visit.account.has("draft") and row.action not in ("begin", "confirm", "consent", PRIVATE) and _undoable(row)
    )
    field = FieldChange(row.field, row.old, row.new, row.source, row.source_date, row.basis)
    what: h.Node = (
        h.fragment[h.b[field_name(row.field, context.lang)], " ", before_and_after(context, field)]
        if row.field
        else h.b[context.say(WHOLE_WORDS[row.new is not None])]
    )
    return h.li[
        h.div[
            h.p[
                h.a(href=f"{context.location.other(addresses.LOG)}?platform={row.platform}")[h.code[row.platform]],
                " ",
                what,
            ],
            h.p(".src-note")[context.chinese(row.reason)] if row.reason else None,
        ],
        h.div(".when")[
            h.time(datetime=moment.isoformat())[f"{moment:%Y-%m-%d %H:%M}"],
            h.span[
                context.say(f"history-{row.action}-undone")
                if undoes(row.action, field)
                else action_words(row.action, context.lang)
            ],
            h.span[h.bdi[_who(context, row)], " ", context.chinese(row.institution)],
        ],
        _restore(visit, context, row) if restore else None,
    ]


def _undoable(row: Logged) -> bool:
    """Whether a record can be set back to before this: a changed fact, or that it was taken out."""
    return row.field != "" or row.new is None


def _restore(visit: StewardVisit, context: Context, row: Logged) -> h.Node:
    return h.form(".what-to-do", method="post", action=context.location.other(addresses.record(row.platform)))[
        csrf_field(visit.session),
        h.input(type="hidden", name="change", value=str(row.number - 1)),
        h.button(".text-btn", type="submit", name="do", value="restore")[context.say("log-restore")],
    ]
