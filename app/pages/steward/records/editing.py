"""What becomes of the form of a record: it is shown, checked, kept as a draft or sent for review."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import htpy as h
from sqlalchemy import Connection, select

from app.errors import ConflictError, FaultsError, NotFoundError, Reason
from app.history.life_cycle import Step, steps
from app.history.read import changes_of
from app.imports.rows.problems import fault
from app.pages.maps import AROUND_DEG, around, small_map
from app.pages.steward import addresses
from app.pages.steward.drafts.instead import instead_page
from app.pages.steward.names import plain_name
from app.pages.steward.records.edit import Editing, edit_page
from app.pages.steward.records.fields import REASON, fault_by_field, read_grounds, read_values
from app.pages.steward.visit import StewardVisit
from app.platforms.columns import COLUMNS
from app.platforms.record import Record
from app.platforms.schemas import Platform
from app.stewardship import drafts, records
from app.stewardship.continued import OpenDraftError, make_way, own_draft, take_turn
from app.stewardship.drafts import LONGEST_REASON, Proposal, by_operators, differing, own_open, public_text
from app.stewardship.grounds import checked_grounds
from app.stewardship.models import Draft
from app.stewardship.past import as_after, as_of_revision
from app.stewardship.records import KEPT, Published, Values, pointer
from app.web.private import PrivateAnswer
from frontend.layers import PositionLayer

WRONG, CONFLICT = 422, 409
LONGEST_ID, LONGEST_BASE = 64, 10
NAMELESS = "0"
"""An id that no record has: the map of a new one shows no other."""


async def editing_of(visit: StewardVisit) -> PrivateAnswer:
    """The form with one's own open draft, or with what is published."""
    id = str(visit.request.path_params["id"])
    now, draft = await visit.writers.own.run(lambda connection: _state(connection, visit, id))
    if draft is not None and now is None and draft.base:
        # Its record is gone since it was written: the page of the draft says where to, and what can be done.
        return visit.to(addresses.draft(draft.id))
    if draft is not None and not draft.removes:
        editing = Editing(
            id=id,
            values=draft.record,
            published=now.values if now else None,
            revision=draft.base,
            grounds=draft.grounds,
            reason=draft.reason,
            comment=draft.comment,
            comments=draft.comments,
            draft=draft.id,
            version=draft.version,
        )
    elif now is not None:
        editing = Editing(id, now.values, now.values, now.revision)
    else:
        raise NotFoundError("There is no such record.")
    proposed = await visit.writers.own.run(lambda connection: by_operators(connection, visit.account, id))
    return _shown(visit, replace(editing, steps=await _steps(visit, now), proposed=proposed))


async def _steps(visit: StewardVisit, now: Published | None) -> list[Step]:
    """The steps of the life cycle of what is published."""
    if now is None:
        return []
    entries = await changes_of(visit.visit.db, str(now.values["id"]))
    return steps(Platform.model_construct(**now.values), entries)


def _state(connection: Connection, visit: StewardVisit, id: str) -> tuple[Published | None, Proposal | None]:
    """What is published of a record that is the account's own, and its own open draft of it. Raises ForbiddenError."""
    if "\x00" in id:
        raise NotFoundError("There is no such record.")
    now = records.published(connection, id)
    own = (Draft.platform == id, *own_open(visit.account))
    number = connection.execute(select(Draft.id).where(*own).order_by(Draft.id.desc()).limit(1)).scalar()
    draft = drafts.read(connection, number, visit.account) if number else None
    if now is not None:
        visit.account.require_own(id, now.district)
    return now, draft


def _shown(visit: StewardVisit, editing: Editing, status: int = 200) -> PrivateAnswer:
    context = visit.visit.context
    title = plain_name(context, editing) or context.say("steward-new")
    return visit.answer(title, edit_page(visit, editing, _map(visit, editing)), status)


def _map(visit: StewardVisit, editing: Editing) -> h.Node:
    """Where the published record stands, and the point that the form's fields hold, which the map moves as well."""
    say = visit.visit.context.say
    box = around(Platform.model_construct(**editing.published), AROUND_DEG) if editing.published else None
    context, query = visit.visit.context.at("/"), f"ids={editing.id or NAMELESS}"
    drawn = small_map(context, query, box, None, select=editing.id or None)
    drawn.add_child(PositionLayer("f-lon", "f-lat", "f-precision", say("edit-point")))
    return h.fragment[
        h.div(".side-map")[drawn.fragment()],
        None if box else h.p(".src-note")[say("position-unknown")],
        h.p(".src-note.js-only")[say("edit-point-said")],
    ]


async def edited(visit: StewardVisit) -> PrivateAnswer:
    """Keep what was sent as a draft; what cannot be kept is shown again, with all that is wrong with it."""
    id = str(visit.request.path_params["id"])
    values, grounds = read_values(visit.form), read_grounds(visit.form)
    reason, submit = visit.text("reason"), visit.text("do") == "submit"

    def write(connection: Connection) -> str:
        take_turn(connection, visit.account, id)
        now, draft = _state(connection, visit, id)
        seen = _seen(connection, visit, now, draft)
        kept = {name: seen.values[name] for name in KEPT} if seen else {"id": id}
        record = _checked(connection, visit, {**values, **kept}, seen)
        same = seen is not None and not differing(seen.values, record.model_dump(mode="json"))
        if same and (submit or draft is None):
            # Nobody is asked to review nothing; that a record is still true is said in the queue.
            raise FaultsError([("", fault(0, "", "nothing-changed"))])
        # Where others published meanwhile, it is kept as a draft, and its author chooses field by field.
        merges = seen != now
        submitted = submit and not merges
        if draft is None:
            number = drafts.propose(connection, visit.account, id, record, seen, reason, grounds, submit=submitted)
        else:
            number = draft.id
            drafts.rewrite(connection, visit.account, draft, record, seen, reason, grounds, submit=submitted)
        return addresses.conflict(number) if merges else addresses.draft(number)

    try:
        return visit.to(await visit.writers.own.run(write))
    except (FaultsError, ConflictError) as error:
        (now, draft), proposed = await visit.writers.own.run(
            lambda connection: (_state(connection, visit, id), by_operators(connection, visit.account, id))
        )
        return _again(visit, id, error, now, draft, proposed)


def _checked(connection: Connection, visit: StewardVisit, values: Values, seen: Published | None) -> Record:
    """The record as it was sent. Raises FaultsError with all that is wrong with the form at once."""
    faults: list[tuple[str, str | Reason]] = []
    record = None
    with _gathered(faults):
        record = records.checked(connection, values, seen)
        # It must be the account's own as it is proposed, too: as a fault, it loses nothing that was typed.
        if not visit.account.owns(record.id, record.district_code):
            raise FaultsError([(pointer("district_code"), fault(0, "district_code", "foreign"))])
    with _gathered(faults):
        checked_grounds(read_grounds(visit.form))
    with _gathered(faults):
        public_text(visit.text("reason"), LONGEST_REASON, f"/{REASON}")
    if faults or record is None:
        raise FaultsError(faults)
    return record


@contextmanager
def _gathered(faults: list[tuple[str, str | Reason]]) -> Iterator[None]:
    """Note what is wrong and go on, so that all of it is said at once."""
    try:
        yield
    except FaultsError as error:
        faults += error.faults


def _seen(
    connection: Connection, visit: StewardVisit, now: Published | None, draft: Proposal | None
) -> Published | None:
    """The record as it was published when the form was filled.

    Raises ConflictError where one's draft was changed since, or the record was taken out or listed.
    """
    seen = (visit.text("draft"), visit.text("version"))
    there = (str(draft.id), str(draft.version)) if draft else ("0", "0")
    base = _base(visit)
    if seen != there or (base == 0) != (now is None):
        raise ConflictError("This record or its draft was changed meanwhile; what was typed is kept.")
    return now if now is None or base == now.revision else as_of_revision(connection, now.values["id"], base)


def _base(visit: StewardVisit) -> int:
    """The revision that the form was filled from; 0 where the record was not listed."""
    text = visit.text("base")
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_BASE else 0


def _again(
    visit: StewardVisit,
    id: str,
    error: FaultsError | ConflictError,
    now: Published | None,
    draft: Proposal | None,
    proposed: Sequence[Proposal] = (),
) -> PrivateAnswer:
    """The form as it was sent, compared with what is published now."""
    context = visit.visit.context
    refused = isinstance(error, FaultsError)
    faults = (
        fault_by_field(error.said(context.lang))
        if isinstance(error, FaultsError)
        else {"": context.say("edit-meanwhile")}
    )
    editing = Editing(
        id=id,
        values={**{column.name: None for column in COLUMNS}, **read_values(visit.form)},
        published=now.values if now else None,
        # Still the one that the form was filled from: what others published since is not overwritten.
        revision=_base(visit) if now else 0,
        grounds={name: vars(ground) for name, ground in read_grounds(visit.form).items()},
        reason=visit.text("reason"),
        faults=faults,
        comment=draft.comment if draft else "",
        comments=draft.comments if draft else {},
        draft=draft.id if draft else 0,
        version=draft.version if draft else 0,
        proposed=proposed,
    )
    return _shown(visit, editing, WRONG if refused else CONFLICT)


async def new_one(visit: StewardVisit) -> PrivateAnswer:
    """The form of a new record, and what is sent with it."""
    empty = {column.name: column.default for column in COLUMNS}
    if not visit.sent:
        return _shown(visit, Editing("", {**empty, "district_code": visit.account.district}, None, 0))
    id = visit.text("f.id").strip()[: LONGEST_ID + 1]
    reason, submit = visit.text("reason"), visit.text("do") == "submit"
    values, grounds = read_values(visit.form), read_grounds(visit.form)

    def write(connection: Connection) -> int:
        record = _checked(connection, visit, {**values, "id": id}, None)
        take_turn(connection, visit.account, id)
        if records.published(connection, id) is not None or records.was_removed(connection, id):
            raise FaultsError([("/id", fault(0, "id", "id-taken"))])
        _, draft = _state(connection, visit, id)
        if draft is None:
            return drafts.propose(connection, visit.account, id, record, None, reason, grounds, submit=submit)
        sent = drafts.of_proposal(visit.account, id, record, None, reason, grounds, submit=submit)
        if any(getattr(draft, name) != sent[name] for name in ("record", "grounds", "reason")):
            raise FaultsError([("/id", fault(0, "id", "id-drafted"))])
        # The button was pressed twice.
        return draft.id

    try:
        return visit.to(addresses.draft(await visit.writers.own.run(write)))
    except FaultsError as error:
        return _again(visit, id, error, None, None)


async def restored(visit: StewardVisit) -> PrivateAnswer:
    """Propose a record as it was after a change: a new revision, which somebody else publishes.

    Where its author has an open draft that says something else, it stays, and the page asks which of both goes on.
    """
    id, number = str(visit.request.path_params["id"]), visit.text("change")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise NotFoundError("There is no such change.")

    reason = visit.visit.context.say("log-restore-reason", number=int(number))

    def write(connection: Connection) -> int:
        now, _ = _state(connection, visit, id)
        gone, draft = now is None, own_draft(connection, visit.account, id)
        if gone and not records.was_removed(connection, id):
            raise NotFoundError("There is no such record.")
        record = records.checked(connection, as_after(connection, id, int(number)), now)
        said = record.model_dump(mode="json")
        if now is not None and not differing(now.values, said):
            raise FaultsError([("", fault(0, "", "nothing-changed"))])
        if draft is not None and (draft.record, draft.restores) == (said, gone):
            return draft.id
        make_way(connection, visit.account, draft, visit.text("instead"))
        return drafts.propose(connection, visit.account, id, record, now, reason, restores=gone)

    try:
        return visit.to(addresses.draft(await visit.writers.own.run(write)))
    except OpenDraftError as error:
        return instead_page(visit, error.draft, addresses.record(id), reason)
