"""The page of a draft: what it changes, why and by which source; what its author and a reviewer may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass

import htpy as h

from app.history.words import field_name, value_words
from app.pages.context import Context, joined
from app.pages.parts.diff_table import diff_table
from app.pages.steward import addresses
from app.pages.steward.drafts.progress_diff import progress_diff
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import by_whom, record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.drafts import LONGEST_COMMENT, OPEN, Proposal
from app.stewardship.records import Values
from frontend.icons import icon

REVIEW = "review"


@dataclass(frozen=True)
class Gone:
    """A record that is not listed any more; `into` is the one that it became one with."""

    into: str | None


@dataclass(frozen=True)
class Standing:
    """How a draft stands, and what was just tried with it.

    `stale`: others published the record since it was written; `mergeable`: its author can put both together.
    `notice` says why nothing was done, `comment` and `comments` are what was typed.
    `reviews`: the reader publishes it or sends it back.
    """

    stale: bool
    mergeable: bool
    two_persons: bool
    notice: str
    comment: str
    reviews: bool
    comments: Mapping[str, str]
    kept: int = 0
    """So many milestones and evaluations are kept of a record that it takes out."""
    takes: bool = False
    """The record that this one becomes one with is the reader's own, who may take them over there."""
    gone: Gone | None = None
    """The record was taken out since the draft was written."""


def draft_page(visit: StewardVisit, draft: Proposal, standing: Standing, hands: h.Node = None) -> h.Node:
    """A draft for whoever may see it; `hands` is who had it, and who may go on with it."""
    context = visit.visit.context
    say = context.say
    return h.main("#content.page.steward.draft")[
        h.p(".src-note")[
            h.code[draft.platform],
            " ",
            say(f"draft-state-{draft.state.replace('_', '-')}"),
            " ",
            by_whom(context, draft),
        ],
        h.h1[record_name(context, draft)],
        h.p(".fault", role="alert")[icon("alert", 18), standing.notice] if standing.notice else None,
        None if standing.reviews else _typed(context, standing),
        _stale(context, draft, standing) if standing.stale and draft.state in OPEN else None,
        h.p(".comment")[h.b[say("draft-comment")], " ", context.chinese(draft.comment)] if draft.comment else None,
        h.section(".sec")[
            h.h2[title_of(context, draft)],
            what_it_changes(context, draft, standing),
            _kept(context, draft, standing) if standing.kept else None,
            h.p(".prose")[h.b[say("history-why")], " ", context.chinese(draft.reason)],
        ],
        _ways(visit, draft, standing) if draft.state in OPEN else None,
        hands,
    ]


def _typed(context: Context, standing: Standing) -> h.Node:
    """A comment that was typed while somebody else decided: its form is gone, what was written is not."""
    typed = [(None, standing.comment), *standing.comments.items()]
    lines = [
        h.p(".comment")[field_name(name, context.lang) + context.say("brief-colon") if name else None, h.bdi[text]]
        for name, text in typed
        if text
    ]
    return h.fragment[h.p(".src-note")[context.say("draft-typed")], lines] if lines else None


def what_it_changes(context: Context, draft: Proposal, standing: Standing) -> h.Node:
    """The facts, or the milestones, before and after."""
    if draft.progress:
        return progress_diff(context, draft.progress)
    return _diff(context, draft, standing) if draft.changed() else None


def title_of(context: Context, draft: Proposal) -> h.Node:
    """What a draft does: change so many facts, or the milestones; take a record out, or make it one with another."""
    if draft.progress is not None:
        return context.say("draft-progress")
    if not draft.removes:
        return context.say("draft-changed-n" if draft.before else "draft-new-n", n=len(draft.changed()))
    if draft.into is None:
        return context.say("draft-removal")
    page = h.a(href=context.location.other(f"/platform/{draft.into}"))[h.code[draft.into]]
    return h.span[context.say("draft-merge"), " ", page]


def _kept(context: Context, draft: Proposal, standing: Standing) -> h.Node:
    """What becomes of the milestones of a record that is taken out; and the way to the one that it becomes one with."""
    way = None
    if draft.into is not None and standing.takes:
        take = context.say("draft-takes")
        way = h.a(href=context.location.other(addresses.progress(draft.into)))[take, " ", h.code[draft.into]]
    return h.p(".prose")[context.say("draft-keeps", n=standing.kept), " ", way]


def _diff(context: Context, draft: Proposal, standing: Standing) -> h.Node:
    say = context.say
    rows = [(field_name(name, context.lang), _changed(context, draft, name, standing)) for name in draft.changed()]
    if draft.before:
        heads = [say(name) for name in ("edit-field", "draft-before", "draft-after", "edit-source")]
        return diff_table(say("draft-diff"), heads, rows)
    # Of a record that is not listed yet there is nothing before.
    heads = [say(name) for name in ("edit-field", "draft-after", "edit-source")]
    return h.div(".of-new")[diff_table(say("draft-facts"), heads, [(name, cells[1:]) for name, cells in rows])]


def _changed(context: Context, draft: Proposal, name: str, standing: Standing) -> list[h.Node]:
    """What a fact was, what it becomes, and where that comes from."""

    def words(values: Values | None) -> str:
        return value_words(name, (values or {}).get(name), context.vocabulary, context.lang)

    ground = draft.grounds.get(name, {})
    basis = context.say(f"history-basis-{ground['basis']}") if ground.get("basis") in ("source", "inferred") else None
    said = [text for text in (ground.get("source"), ground.get("source_date"), basis) if text]
    source = h.bdi[" · ".join(said)] if said else context.say("not-stated")
    return [
        h.del_[h.bdi[words(draft.before)]],
        h.ins[h.bdi[words(draft.record)]],
        h.fragment[source, _comment(context, draft, name, standing)],
    ]


def _comment(context: Context, draft: Proposal, name: str, standing: Standing) -> h.Node:
    """The reviewer's comment on a field, or the field to write one in; its form stands below the table."""
    if standing.reviews:
        label = context.say("draft-comment-on", field=field_name(name, context.lang))
        value = standing.comments.get(name, "")
        return h.input(
            ".comment-on",
            form=REVIEW,
            name=f"comment.{name}",
            value=value,
            aria_label=label,
            placeholder=context.say("draft-comment-short"),
            maxlength=str(LONGEST_COMMENT),
        )
    text = draft.comments.get(name)
    return h.p(".comment")[h.b[context.say("draft-comment")], " ", context.chinese(text)] if text else None


def _stale(context: Context, draft: Proposal, standing: Standing) -> h.Node:
    if standing.gone is not None:
        return h.p(".fault", role="note")[icon("alert", 18), _gone(context, standing.gone)]
    choose: h.Node = context.say("draft-anew")
    if standing.mergeable:
        choose = h.a(href=context.location.other(addresses.conflict(draft.id)))[context.say("draft-choose")]
    return h.p(".fault", role="note")[icon("alert", 18), h.span[context.say("draft-stale"), " ", choose]]


def _gone(context: Context, gone: Gone) -> h.Node:
    """Where the record went, and what is left to do."""
    if gone.into is None:
        return context.say("draft-gone")
    page = h.a(href=context.location.other(addresses.record(gone.into)))[h.code[gone.into]]
    return h.span[context.say("draft-gone-into"), " ", page]


def _ways(visit: StewardVisit, draft: Proposal, standing: Standing) -> h.Node:
    context, account = visit.visit.context, visit.account
    say, mine, reviews = context.say, draft.author == account.id, standing.reviews
    if not (mine or reviews):
        return None
    return h.form(f"#{REVIEW}.review", method="post", action=context.location.other(addresses.draft(draft.id)))[
        csrf_field(visit.session),
        h.input(type="hidden", name="version", value=str(draft.version)),
        h.label(".field.wide", for_="comment")[
            h.span[say("draft-comment-write")],
            h.textarea("#comment", name="comment", rows="3", maxlength="1000", required=True)["\n" + standing.comment],
        ]
        if reviews
        else None,
        h.div(".actions")[
            # The comment is needed to return a draft: a browser says so at once, and asks for none to publish it.
            h.button(".btn.primary", type="submit", name="do", value="publish", formnovalidate=True)[
                say("draft-publish")
            ]
            if reviews and not standing.stale
            else None,
            h.button(".btn", type="submit", name="do", value="return")[say("draft-return")] if reviews else None,
            h.a(".btn", href=context.location.other(_form_of(draft)))[say("steward-change")]
            # What an operator wrote stays the operator's: the form of the record shows it beside one's own.
            if mine and not draft.removes and standing.gone is None
            else None,
            h.button(".btn", type="submit", name="do", value="withdraw", formnovalidate=True)[say("draft-withdraw")]
            if mine
            else None,
        ],
        h.p(".src-note")[say("edit-two-persons")] if mine and standing.two_persons else None,
    ]


def _form_of(draft: Proposal) -> str:
    return addresses.record(draft.platform) if draft.progress is None else addresses.progress(draft.platform)


def conflict_page(
    visit: StewardVisit, draft: Proposal, theirs: Values, revision: int, both: list[str], alone: list[str]
) -> h.Node:
    """Both changed these fields: what it was, theirs, mine, chosen one by one. Nothing is thrown away."""
    context = visit.visit.context
    say = context.say
    heads = [say(name) for name in ("conflict-field", "conflict-was", "conflict-theirs", "conflict-mine")]
    return h.main("#content.page.steward.conflict")[
        h.p(".src-note")[h.code[draft.platform], " ", say("conflict-opened", revision=draft.base)],
        h.h1[say("conflict-title", revision=revision)],
        h.p(".prose")[say("conflict-said", n=len(alone))],
        h.form(method="post", action=context.location.other(addresses.conflict(draft.id)))[
            csrf_field(visit.session),
            h.input(type="hidden", name="version", value=str(draft.version)),
            h.input(type="hidden", name="revision", value=str(revision)),
            diff_table(say("draft-diff"), heads, [_choice(context, draft, theirs, name) for name in both])
            if both
            else None,
            h.p(".src-note")[
                say("conflict-alone"), " ", joined(context.lang, [field_name(name, context.lang) for name in alone])
            ]
            if alone
            else None,
            h.div(".actions")[h.button(".btn.primary", type="submit")[say("conflict-merge")]],
            h.p(".src-note")[say("conflict-after")],
        ],
    ]


def _choice(context: Context, draft: Proposal, theirs: Values, name: str) -> tuple[str, list[h.Node]]:
    """A fact that both changed: what it was, and the two values to choose from."""
    label = field_name(name, context.lang)

    def words(values: Values | None) -> str:
        return value_words(name, (values or {}).get(name), context.vocabulary, context.lang)

    def option(value: str, key: str, values: Values) -> h.Node:
        # Nothing is preset: whoever chooses has looked at both.
        control = h.input(type="radio", name=f"c.{name}", value=value, required=True)
        return h.label[control, " ", h.span(".sr-only")[f"{label}: {context.say(key)}: "], h.bdi[words(values)]]

    values = [option("theirs", "conflict-theirs", theirs), option("mine", "conflict-mine", draft.record)]
    return label, [h.bdi[words(draft.before)], *values]
