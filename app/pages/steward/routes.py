"""The private pages: what each reads, writes and answers."""

import math
from contextlib import suppress

from fastapi import APIRouter
from sqlalchemy import Connection, select

from app.errors import ConflictError
from app.history.models import Change, Revision
from app.operations.rates import network_of
from app.pages.steward import addresses, log_file
from app.pages.steward.accounts import every as accounts_pages
from app.pages.steward.accounts import oidc, sign_in
from app.pages.steward.accounts.own import account_page
from app.pages.steward.drafts.instead import instead_page
from app.pages.steward.drafts.page import conflict_page
from app.pages.steward.drafts.review_all import all_reviewed
from app.pages.steward.drafts.reviewing import number_of, reviewed
from app.pages.steward.imports import routes as imports
from app.pages.steward.log import Log, Logged, log_page
from app.pages.steward.names import plain_name
from app.pages.steward.operators import invited
from app.pages.steward.operators.consenting import consenting
from app.pages.steward.operators.inviting import inviting
from app.pages.steward.pager import page_asked
from app.pages.steward.queue import Work, queue_page
from app.pages.steward.records import progress_form
from app.pages.steward.records.editing import edited, editing_of, new_one, restored
from app.pages.steward.records.own import records_of
from app.pages.steward.records.rows import back_to, row_id
from app.pages.steward.visit import StewardVisit, private_page
from app.search.missed import missed_terms
from app.stewardship import (
    accounts,
    confirm,
    corrections,
    drafts,
    duplicates,
    handover,
    merging,
    removals,
    sessions,
    sign_in_log,
)
from app.stewardship.access import cookie_of
from app.stewardship.attempts import TooManyAttemptsError, count_attempt, forgive
from app.stewardship.continued import OpenDraftError
from app.stewardship.counted import Counted
from app.stewardship.drafts import Proposal
from app.stewardship.duplicates import Pair
from app.stewardship.oidc import identities
from app.stewardship.queue import queue_of
from app.stewardship.secrets import WeakPasswordError, check_password
from app.stewardship.sessions import WrongSignInError
from app.stewardship.uploads.kept import logged
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer

router = APIRouter()
router.include_router(sign_in.router)
router.include_router(oidc.router)
router.include_router(accounts_pages.router)
router.include_router(log_file.router)
router.include_router(imports.router)
router.include_router(invited.router)
LOGGED, LONGEST_NUMBER = 300, 12
WRONG = 422
CHANGED = "changed"
NOT_COUNTED = Counted[Pair]([], 0)


@private_page(router, addresses.QUEUE, "read")
async def queue(visit: StewardVisit) -> PrivateAnswer:
    """What there is to do."""
    account, days = visit.account, settings_of(visit.request).stale_days

    only = visit.request.query_params.get("kind", "")
    # The number of a page belongs to one kind alone.
    number = page_asked(visit) if only else 1
    missing = await missed_terms(visit.visit.db, visit.visit.context.vocabulary)

    def read(connection: Connection) -> Work:
        return Work(
            queue_of(connection, account, days, number),
            drafts.waiting(connection, account, number),
            drafts.mine(connection, account, number),
            handover.told(connection, account),
            handover.colleagues(connection, account, number),
            corrections.open_ones(connection, account, number),
            # They alone take long to count: to compare thousands of records takes seconds.
            duplicates.pairs(connection, account, number) if only in ("", "duplicates") else NOT_COUNTED,
            missing,
            number,
        )

    work = await visit.writers.own.run(read)
    title = visit.visit.context.say("steward-queue")
    return visit.answer(title, queue_page(visit, work, days, only))


@private_page(router, addresses.RECORDS, "read")
async def records(visit: StewardVisit) -> PrivateAnswer:
    """The account's own records."""
    return await records_of(visit)


@private_page(router, addresses.DUPLICATES, "invite", form=True)
async def twins(visit: StewardVisit) -> PrivateAnswer:
    """Two records that look alike: they are not the same, or one of them is to become the other."""
    one, other, do = visit.text("one"), visit.text("other"), visit.text("do")
    keep, drop = (one, other) if do == "one" else (other, one)
    reason = visit.visit.context.say("merge-reason", id=keep)
    if not visit.sent:
        return visit.to(addresses.QUEUE, kind="duplicates")

    def write(connection: Connection) -> str:
        if do not in ("one", "other"):
            duplicates.are_different(connection, visit.account, one, other)
            return ""
        instead = visit.text("instead")
        return addresses.draft(duplicates.propose_merge(connection, visit.account, drop, keep, reason, instead))

    try:
        draft = await visit.writers.own.run(write)
        return visit.to(draft) if draft else back_to(visit, "duplicates")
    except OpenDraftError as error:
        return instead_page(visit, error.draft, addresses.DUPLICATES, f"{drop}: {reason}")
    except ConflictError:
        return visit.to(addresses.QUEUE, kind="duplicates")


@private_page(router, addresses.CONFIRM, "draft", form=True)
async def still_true(visit: StewardVisit) -> PrivateAnswer:
    """“Still true”, or take that back."""
    id, write = visit.text("id"), confirm.take_back if visit.text("do") == "undo" else confirm.confirm
    if visit.sent:
        with suppress(ConflictError):
            await visit.writers.publishing.run(lambda connection: write(connection, visit.account, id))
    return back_to(visit, row_id(id))


@private_page(router, addresses.CORRECTION, "draft", form=True)
async def correction(visit: StewardVisit) -> PrivateAnswer:
    """What became of a correction by the public."""
    number, taken = visit.text("number"), visit.text("do") == "taken"
    if visit.sent and number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER:
        with suppress(ConflictError):
            await visit.writers.own.run(
                lambda connection: corrections.settle(connection, visit.account, int(number), taken=taken)
            )
    return back_to(visit, "corrections")


@private_page(router, addresses.NEW, "add", form=True)
async def new_record(visit: StewardVisit) -> PrivateAnswer:
    """A record that is not listed yet."""
    return await new_one(visit)


@private_page(router, addresses.record("{id}"), "draft", form=True)
async def record(visit: StewardVisit) -> PrivateAnswer:
    """A record to change: what is sent becomes one's own draft."""
    if visit.sent and visit.text("do") == "restore":
        return await restored(visit)
    return await (edited(visit) if visit.sent else editing_of(visit))


@private_page(router, addresses.invite("{id}"), "invite", form=True)
async def invite(visit: StewardVisit) -> PrivateAnswer:
    """A link for the operator of a record."""
    return await inviting(visit)


@private_page(router, addresses.contact("{id}"), "draft", form=True)
async def contact(visit: StewardVisit) -> PrivateAnswer:
    """The consent of the holder of a mobile number to its being public."""
    return await consenting(visit)


@private_page(router, addresses.progress("{id}"), "draft", form=True)
async def milestones(visit: StewardVisit) -> PrivateAnswer:
    """Milestones and evaluations of a platform: what is sent becomes one's own draft."""
    return await progress_form.progress_of(visit)


@private_page(router, addresses.draft("{number}"), "read", form=True)
async def draft(visit: StewardVisit) -> PrivateAnswer:
    """A draft: its differences, and what may be done with it."""
    return await reviewed(visit)


@private_page(router, addresses.REVIEW, "publish", form=True)
async def review(visit: StewardVisit) -> PrivateAnswer:
    """All that waits for review: what is ticked is published."""
    return await all_reviewed(visit)


@private_page(router, addresses.conflict("{number}"), "draft", form=True)
async def conflict(visit: StewardVisit) -> PrivateAnswer:
    """Others published the record since the draft was written: choose between theirs and mine, field by field."""
    number, account = number_of(visit), visit.account

    def work(connection: Connection) -> tuple[Proposal, merging.Merge] | None:
        found = drafts.read(connection, number, account)
        merge = merging.of(connection, found)
        if visit.sent:
            chosen = {name: visit.text(f"c.{name}") for name in merge.both}
            merging.write(connection, account, found, merge, chosen, (visit.text("version"), visit.text("revision")))
            return None
        return found, merge

    try:
        result = await visit.writers.own.run(work)
    except ConflictError:
        # Where there is nothing to choose, the page of the draft says how it goes on.
        return visit.to(addresses.conflict(number) if visit.sent else addresses.draft(number))
    if result is None:
        return visit.to(addresses.draft(number))
    found, merge = result
    body = conflict_page(visit, found, merge.theirs, merge.revision, merge.both, merge.alone)
    return visit.answer(plain_name(visit.visit.context, found), body)


@private_page(router, addresses.LOG, "log")
async def log(visit: StewardVisit) -> PrivateAnswer:
    """The newest changes with who made them."""
    platform = visit.request.query_params.get("platform", "").strip()[:64].replace("\x00", "")
    columns = (Change.number, Change.made_at, Change.action, Change.who, Change.institution, Change.reason)
    of_field = (Revision.platform, Revision.field, Revision.old, Revision.new)
    ground = (Revision.source, Revision.source_date, Revision.basis)
    query = select(*columns, *of_field, *ground).join(Change, Change.number == Revision.change)
    wanted = Revision.platform == platform if platform else Change.action.not_in(("load", "begin"))
    query = query.where(wanted).order_by(Revision.change.desc(), Revision.platform, Revision.field).limit(LOGGED)

    def read(connection: Connection) -> Log:
        rows = [Logged(*row) for row in connection.execute(query)]
        handed = handover.newest(connection, platform)
        if platform:
            return Log(rows, handed=handed)
        return Log(rows, logged(connection), sign_in_log.newest(connection), handed, removals.newest(connection))

    return visit.answer(
        visit.visit.context.say("log-title"), log_page(visit, await visit.writers.own.run(read), platform)
    )


@private_page(router, addresses.ACCOUNT, "self", form=True)
async def own_account(visit: StewardVisit) -> PrivateAnswer:
    """One's own password, and who may sign in through the provider."""
    title, do = visit.visit.context.say("steward-account"), visit.text("do")
    if visit.sent and do in ("own", "foreign"):
        issuer, subject, mine = visit.text("issuer"), visit.text("subject"), do == "own"
        await visit.writers.own.run(
            lambda connection: identities.answer(connection, visit.account, issuer, subject, own=mine)
        )
        return visit.to(addresses.ACCOUNT)
    linked = await visit.writers.own.run(lambda connection: identities.of_account(connection, visit.account.id))
    if not visit.sent:
        return visit.answer(title, account_page(visit, linked, done=CHANGED in visit.told))
    account, network = visit.account, network_of(visit.request.scope)
    current, chosen, kept = visit.text("current"), visit.text("password"), cookie_of(visit.request) or ""
    try:
        # A new one that is none is no mistake in the present one, and does not count.
        check_password(chosen, account.login, current)
        await visit.writers.own.run(lambda connection: count_attempt(connection, account.login, network), aside=True)
        async with visit.writers.looking:
            await visit.writers.own.run(
                lambda connection: _password_changed(connection, visit, network, current, chosen, kept)
            )
    except WrongSignInError:
        return visit.answer(title, account_page(visit, linked, wrong="account-wrong"), WRONG)
    except WeakPasswordError:
        return visit.answer(title, account_page(visit, linked, wrong="account-weak"), WRONG)
    except TooManyAttemptsError as error:
        minutes = math.ceil(error.seconds / 60)
        answer = visit.answer(title, account_page(visit, linked, wrong="sign-in-wait", minutes=minutes), 429)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    return visit.telling(addresses.ACCOUNT, {CHANGED: ""})


def _password_changed(
    connection: Connection, visit: StewardVisit, network: str, current: str, chosen: str, kept: str
) -> None:
    """Raises WrongSignInError where the present password is another one."""
    known = sessions.account_named(connection, visit.account.login)
    sessions.check_password(known, current)
    accounts.set_password(connection, visit.account, chosen, kept)
    forgive(connection, visit.account.login, network)
