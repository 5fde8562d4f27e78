"""What becomes of a draft: it is shown, published, returned, withdrawn, or goes on in other hands."""

from dataclasses import dataclass

from sqlalchemy import Connection

from app.errors import BusyError, ConflictError, FaultsError, ForbiddenError, NotFoundError
from app.pages.steward import addresses
from app.pages.steward.drafts.handing import Hands, hands_of
from app.pages.steward.drafts.instead import instead_page
from app.pages.steward.drafts.page import Gone, Standing, draft_page
from app.pages.steward.names import plain_name
from app.pages.steward.visit import StewardVisit
from app.stewardship import drafts, handover, progress, records
from app.stewardship.continued import OpenDraftError
from app.stewardship.drafts import Proposal
from app.stewardship.handover import OthersDraftError
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer

WRONG, CONFLICT, BUSY = 422, 409, 503
LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Read:
    """A draft with what its page needs: how it stands to what is published, and through which hands it went."""

    draft: Proposal
    hands: Hands
    stale: bool
    mergeable: bool = False
    kept: int = 0
    takes: bool = False
    gone: Gone | None = None


def number_of(visit: StewardVisit) -> int:
    """The number in the address. Raises NotFoundError."""
    number = plain_number(str(visit.request.path_params["number"]))
    if number is None:
        raise NotFoundError("There is no such draft.")
    return number


def plain_number(text: str) -> int | None:
    """The number of a row, as a page of ours writes it; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


async def reviewed(visit: StewardVisit) -> PrivateAnswer:
    """The page of a draft, or what is to be done with it; where nothing was done, the page says why."""
    say, notice, status = visit.visit.context.say, "", 200
    if visit.sent:
        try:
            return await _decided(visit)
        except OpenDraftError as error:
            return await _instead(visit, error.draft)
        except OthersDraftError as error:
            notice, status = say("hand-has-own", login=error.login, number=str(error.number)), CONFLICT
        except ConflictError:
            notice, status = say("draft-meanwhile"), CONFLICT
        except BusyError:
            notice, status = say("draft-busy"), BUSY
        except FaultsError as error:
            reasons = dict(error.said(visit.visit.context.lang)).values()
            notice, status = say("draft-faults", why="; ".join(reasons)), WRONG
    return await _shown(visit, notice, status)


async def _shown(visit: StewardVisit, notice: str, status: int) -> PrivateAnswer:
    number, account, two = number_of(visit), visit.account, settings_of(visit.request).two_persons
    read = await visit.writers.own.run(lambda connection: _read(connection, visit, number))
    draft = read.draft
    standing = Standing(
        stale=read.stale,
        mergeable=read.mergeable and draft.author == account.id,
        two_persons=two,
        notice=notice,
        comment=visit.text("comment"),
        reviews=account.has("publish") and draft.state == "in_review" and not (two and draft.written_by(account)),
        comments={name: visit.text(f"comment.{name}") for name in draft.changed()},
        kept=read.kept,
        takes=read.takes,
        gone=read.gone,
    )
    hands = hands_of(visit, draft, standing, read.hands)
    return visit.answer(plain_name(visit.visit.context, draft), draft_page(visit, draft, standing, hands), status)


def _read(connection: Connection, visit: StewardVisit, number: int) -> Read:
    account, draft = visit.account, drafts.read(connection, number, visit.account)
    now, kept = records.published(connection, draft.platform), progress.stored(connection, draft.platform)
    may_hand = account.has("publish") and draft.state in handover.HANDED
    hands = Hands(
        handover.of_draft(connection, draft),
        handover.may_take(connection, account, draft),
        handover.takers(connection, draft) if may_hand else [],
    )
    gone = Gone(records.merged_into(connection, draft.platform)) if now is None and draft.base else None
    if draft.progress is not None:
        return Read(draft, hands, now is None or kept != draft.progress["before"], gone=gone)
    into = records.published(connection, draft.into) if draft.into else None
    return Read(
        draft,
        hands,
        stale=(now.revision if now else 0) != draft.base,
        mergeable=now is not None and not draft.removes,
        kept=progress.number_of(kept) if draft.removes else 0,
        takes=into is not None and account.owns(str(draft.into), into.district),
        gone=gone,
    )


async def _decided(visit: StewardVisit) -> PrivateAnswer:
    """Do with a draft what was asked for. Raises ConflictError, ForbiddenError, BusyError, FaultsError."""
    number, account, do = number_of(visit), visit.account, visit.text("do")
    two = settings_of(visit.request).two_persons

    def write(connection: Connection) -> None:
        draft = drafts.read(connection, number, account)
        if str(draft.version) != visit.text("version"):
            raise ConflictError("The draft was changed since this page was loaded.")
        if do == "publish":
            drafts.accept(connection, account, draft, two_persons=two)
        elif do == "return":
            said = {name: visit.text(f"comment.{name}") for name in draft.changed()}
            drafts.send_back(connection, account, draft, visit.text("comment"), said)
        elif do == "withdraw":
            handover.withdraw(connection, account, draft, visit.text("why"))
        elif do == "take":
            handover.take(connection, account, draft, visit.text("instead"))
        elif do == "hand":
            handover.hand(connection, account, draft, plain_number(visit.text("to")) or 0, visit.text("why"))
        else:
            raise ForbiddenError("This is nothing that can be done with a draft.")

    writer = visit.writers.publishing if do == "publish" else visit.writers.own
    await writer.run(write)
    return visit.to(addresses.draft(number))


async def _instead(visit: StewardVisit, own: Proposal) -> PrivateAnswer:
    """One has an open draft of the record whose other draft one wants to take over."""
    number = number_of(visit)
    draft = await visit.writers.own.run(lambda connection: drafts.read(connection, number, visit.account))
    asked = visit.visit.context.say("hand-asked", login=draft.login, reason=draft.reason)
    return instead_page(visit, own, addresses.draft(number), asked)
