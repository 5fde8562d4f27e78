"""The page on which a record is changed, and the page for a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import htpy as h

from app.city import CHINA_TIME
from app.history.life_cycle import Step
from app.history.words import field_name, value_words
from app.pages.context import Context
from app.pages.parts.field_faults import fault_line, wrong_at
from app.pages.record.life_cycle import life_cycle_list
from app.pages.steward import addresses
from app.pages.steward.frame import SUMMARY, csrf_field
from app.pages.steward.names import by_whom, record_name
from app.pages.steward.records.fields import REASON, rows
from app.pages.steward.visit import StewardVisit
from app.stewardship.drafts import Proposal
from app.stewardship.records import Values
from app.web.dependencies import settings_of
from frontend.icons import icon

ID = r"[A-Za-z0-9][A-Za-z0-9_\-]*"
"""As browsers read a pattern: the dash is escaped, which they want."""


@dataclass(frozen=True)
class Editing:
    """What stands in the form: a record's values, what is published of it, and what is wrong with what was sent.

    `version` is that of the draft that is written anew, 0 where there is none yet.
    """

    id: str
    values: Values
    published: Values | None
    revision: int
    grounds: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    draft: int = 0
    version: int = 0
    steps: Sequence[Step] = ()
    """The steps of the life cycle that are known."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """By field: what the reviewer says of it."""
    proposed: Sequence[Proposal] = ()
    """What operators propose by a link: shown beside the form, and never as what whoever reads it wrote."""

    @property
    def name_zh(self) -> str:
        return str(self.values.get("name_zh") or "")

    @property
    def name_en(self) -> str:
        return str(self.values.get("name_en") or "")


def edit_page(visit: StewardVisit, editing: Editing, side_map: h.Node) -> h.Node:
    """The form: nothing is changed before somebody else published it."""
    context = visit.visit.context
    say, new = context.say, editing.published is None
    path = addresses.NEW if new and not editing.draft else addresses.record(editing.id)
    state = say("edit-new") if new else say("edit-against", revision=editing.revision)
    name = record_name(context, editing) if editing.name_zh else say("steward-new")
    return h.main("#content.page.steward.edit")[
        h.form(method="post", action=context.location.other(path))[
            csrf_field(visit.session),
            h.input(type="hidden", name="base", value=str(editing.revision)),
            h.input(type="hidden", name="draft", value=str(editing.draft)),
            h.input(type="hidden", name="version", value=str(editing.version)),
            h.p(".src-note")[h.code[editing.id] if editing.id else None, " ", state],
            h.header(".steward-head")[h.h1[name], _buttons(visit)],
            _faults(visit, editing),
            h.p(".comment")[h.b[say("draft-comment")], " ", context.chinese(editing.comment)]
            if editing.comment
            else None,
            [_by_operator(context, each) for each in editing.proposed],
            h.div(".edit-grid")[
                h.div[
                    _id_field(visit, editing) if new else None,
                    rows(
                        context,
                        editing.values,
                        editing.published,
                        editing.grounds,
                        editing.faults,
                        _beside(context, editing),
                    ),
                ],
                h.aside(".side")[side_map, _why(visit, editing), _buttons(visit), _beyond(visit, editing)],
            ],
        ],
    ]


def _by_operator(context: Context, proposal: Proposal) -> h.Node:
    """Whose proposal waits beside the form, in the operator's own words."""
    say, day = context.say, f"{proposal.changed_at.astimezone(CHINA_TIME):%Y-%m-%d}"
    page = h.a(href=context.location.other(addresses.draft(proposal.id)))[say("edit-proposal-open")]
    return h.div(".comment")[
        h.p[
            h.b[by_whom(context, proposal)],
            " ",
            say("edit-proposal", n=len(proposal.changed()), day=day),
            " ",
            page,
        ],
        h.p[h.b[say("history-why")], " ", context.chinese(proposal.reason)],
    ]


def _beside(context: Context, editing: Editing) -> dict[str, h.Node]:
    """What stands below fields: the reviewer's comment on each, what an operator proposes, and the known steps of the
    life cycle."""
    beside: dict[str, h.Node] = {
        name: h.p(".comment")[h.b[context.say("draft-comment")], " ", context.chinese(text)]
        for name, text in editing.comments.items()
    }
    for proposal in editing.proposed:
        for name in proposal.changed():
            value = value_words(name, proposal.record.get(name), context.vocabulary, context.lang)
            said = h.p(".comment")[h.b[context.say("edit-proposed")], " ", h.bdi[value]]
            beside[name] = h.fragment[beside.get(name), said]
    known = life_cycle_list(context, list(editing.steps)) if len(editing.steps) > 1 else None
    cycle = h.fragment[h.p(".src-note")[context.say("edit-life-cycle")], known]
    return {**beside, "lifecycle": h.fragment[cycle, beside.get("lifecycle")]}


def _buttons(visit: StewardVisit) -> h.Node:
    say = visit.visit.context.say
    return h.div(".actions")[
        h.button(".btn", type="submit", name="do", value="save")[say("edit-save")],
        h.button(".btn.primary", type="submit", name="do", value="submit")[say("edit-submit")],
    ]


def _faults(visit: StewardVisit, editing: Editing) -> h.Node:
    if not editing.faults:
        return None
    context = visit.visit.context
    return h.div(".fault", **SUMMARY)[
        icon("alert", 18),
        h.div[
            h.p[context.say("edit-faults", n=len(editing.faults))],
            h.ul[
                (
                    h.li[
                        _place(context, name),
                        " ",
                        reason,
                    ]
                    for name, reason in editing.faults.items()
                )
            ],
        ],
    ]


def _place(context: Context, name: str) -> h.Node:
    """The way to the field that a fault stands at; none where it is about the record as a whole."""
    if name == REASON:
        return h.a(href=f"#{REASON}")[context.say("edit-why")]
    return h.a(href=f"#f-{name}")[field_name(name, context.lang)] if name else None


def _id_field(visit: StewardVisit, editing: Editing) -> h.Node:
    say = visit.visit.context.say
    fault = editing.faults.get("id")
    return h.fragment[
        h.label(".field.wide", for_="f-id")[
            h.span[say("edit-id")],
            h.input(
                "#f-id",
                name="f.id",
                value=editing.id,
                required=True,
                maxlength="64",
                pattern=ID,
                **wrong_at("f-id", wrong=bool(fault)),
            ),
            h.small[say("edit-id-said")],
        ],
        fault_line("f-id", fault),
    ]


def _beyond(visit: StewardVisit, editing: Editing) -> h.Node:
    """The ways to milestones, a mobile number, and a link for whoever runs the platform; for a listed record alone."""
    if editing.published is None:
        return None
    context = visit.visit.context
    milestones = h.p(".src-note")[
        h.a(href=context.location.other(addresses.progress(editing.id)))[context.say("progress-title")]
    ]
    link = h.p(".src-note")[
        h.a(href=context.location.other(addresses.invite(editing.id)))[context.say("invite-title")],
        " ",
        context.say("invite-leaves"),
    ]
    contact = h.p(".src-note")[
        h.a(href=context.location.other(addresses.contact(editing.id)))[context.say("consent-title")],
        " ",
        context.say("invite-leaves"),
    ]
    return h.fragment[milestones, contact, link if visit.account.has("invite") else None]


def _why(visit: StewardVisit, editing: Editing) -> h.Node:
    say, fault = visit.visit.context.say, editing.faults.get(REASON)
    others_publish = settings_of(visit.request).two_persons or not visit.account.has("publish")
    return h.section(".sec")[
        h.h2[say("edit-when-sent")],
        h.label(".field.wide", for_="reason")[
            h.span[say("edit-why")],
            h.textarea(
                "#reason",
                name="reason",
                rows="3",
                required=True,
                maxlength="1000",
                **wrong_at(REASON, wrong=bool(fault)),
            )["\n" + editing.reason],
        ],
        fault_line(REASON, fault),
        h.p(".src-note")[say("edit-why-said")],
        h.p(".src-note")[say("edit-two-persons")] if others_publish else None,
        h.p(".src-note")[say("edit-yes-no")],
    ]
