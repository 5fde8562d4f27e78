"""For administrators: who has an account and when it was used last, and by which identity of the provider."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import htpy as h
from fastapi import APIRouter
from sqlalchemy import Connection, select

from app.city import CHINA_TIME
from app.errors import ForbiddenError, NotFoundError
from app.pages.context import Context
from app.pages.parts.diff_table import diff_table
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.log import sign_ins_list
from app.pages.steward.visit import StewardVisit, private_page
from app.stewardship import accounts, sign_in_log
from app.stewardship.accounts import AccountError
from app.stewardship.attempts import Wait, waits
from app.stewardship.models import AccountRow
from app.stewardship.oidc import identities
from app.stewardship.oidc.identities import Linked, LinkedAlreadyError
from app.stewardship.oidc.provider import LONGEST_SUBJECT
from app.stewardship.sign_in_log import Noted
from app.web.dependencies import settings_of
from app.web.private import PrivateAnswer
from frontend.icons import icon

router = APIRouter()
WRONG = 422
SHOWN = 20
"""So many lines of the log of sign-ins the page of an account shows."""
OF_ACCOUNT = (
    *(AccountRow.id, AccountRow.login, AccountRow.role, AccountRow.institution, AccountRow.district),
    *(AccountRow.platform, AccountRow.active, AccountRow.email),
)


@private_page(router, addresses.ACCOUNTS, "accounts", form=True)
async def all_accounts(visit: StewardVisit) -> PrivateAnswer:
    """Who has an account: close or open one."""
    if visit.sent:
        login, active = visit.text("login"), visit.text("do") == "open"
        if login.casefold() == visit.account.login:
            raise ForbiddenError("Nobody closes their own account.", "self")
        with suppress(AccountError):
            await visit.writers.own.run(lambda connection: accounts.set_active(connection, login, active=active))
        return visit.to(addresses.ACCOUNTS)
    query = select(*OF_ACCOUNT).order_by(AccountRow.login)

    def read(connection: Connection) -> Listed:
        rows = connection.execute(query).all()
        return Listed(rows, sign_in_log.last_sign_ins(connection), waits(connection, [row.login for row in rows]))

    title = visit.visit.context.say("steward-accounts")
    return visit.answer(title, _accounts_page(visit, await visit.writers.own.run(read)))


@dataclass(frozen=True)
class Listed:
    """The accounts, when each signed in last, and which of them wait after wrong passwords."""

    rows: Sequence[Any]
    last: dict[int, datetime]
    waits: dict[str, Wait]


def _accounts_page(visit: StewardVisit, listed: Listed) -> h.Node:
    """Who has an account; one may close and open each but one's own."""
    say = visit.visit.context.say
    heads = ("sign-in-login", "accounts-role", "accounts-institution", "accounts-last", "accounts-state")
    return h.main("#content.page.steward")[
        h.h1[say("steward-accounts")],
        h.p(".src-note")[say("accounts-said")],
        diff_table(
            say("steward-accounts"),
            [say(each) for each in heads],
            [_row(visit, row, listed.last.get(row.id), listed.waits.get(row.login)) for row in listed.rows],
        ),
    ]


def _row(visit: StewardVisit, row: Any, last: datetime | None, wait: Wait | None) -> tuple[h.Node, list[h.Node]]:
    context = visit.visit.context
    way = h.a(href=context.location.other(addresses.account(row.id)))[h.bdi[row.login]]
    return way, [
        _role(context, row),
        context.chinese(row.institution),
        _moment(last) or context.say("accounts-never"),
        h.fragment[_state(context, row, wait), " ", None if row.id == visit.account.id else _change(visit, row)],
    ]


def _role(context: Context, row: Any) -> h.Node:
    district = context.vocabulary.districts.get(row.district or "")
    return h.fragment[
        context.say(f"role-{row.role}"), " ", context.name(district) if district else h.bdi[row.platform or ""]
    ]


def _state(context: Context, row: Any, wait: Wait | None) -> str:
    """Open, closed, or open and nobody gets in for a while after wrong passwords."""
    if not row.active or wait is None:
        return context.say("accounts-active" if row.active else "accounts-closed")
    until = f"{wait.until.astimezone(CHINA_TIME):%H:%M}"
    return context.say("accounts-waits" if wait.everywhere else "accounts-waits-network", until=until)


def _change(visit: StewardVisit, row: Any) -> h.Node:
    """The button that closes the account, or opens it again."""
    context, do = visit.visit.context, "close" if row.active else "open"
    return h.form(method="post", action=context.location.other(addresses.ACCOUNTS))[
        csrf_field(visit.session),
        h.input(type="hidden", name="login", value=row.login),
        h.button(".text-btn", type="submit", name="do", value=do)[context.say(f"accounts-{do}")],
    ]


def _moment(moment: datetime | None) -> h.Node:
    return h.time(datetime=moment.isoformat())[f"{moment.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"] if moment else None


@dataclass(frozen=True)
class Shown:
    """What the page of one account shows: `refused` are subjects that the provider named and that no account has."""

    row: Any
    linked: list[Linked]
    log: list[Noted]
    refused: list[str]
    issuer: str
    subject: str = ""
    wrong: str = ""
    wait: Wait | None = None


@private_page(router, addresses.account("{number}"), "accounts", form=True)
async def one_account(visit: StewardVisit) -> PrivateAnswer:
    """An account: its sign-ins, and the identity of the provider that may sign in to it, linked or taken away."""
    text, subject, issuer = str(visit.request.path_params["number"]), "", settings_of(visit.request).oidc_issuer
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise NotFoundError("There is no such account.")
    number, wrong = int(text), ""
    if visit.sent:
        subject = visit.text("subject").strip()
        try:
            await visit.writers.own.run(lambda connection: _linked(connection, visit, number, issuer, subject))
            return visit.to(addresses.account(number))
        except LinkedAlreadyError:
            wrong = "accounts-link-taken"
        except AccountError:
            wrong = "accounts-link-wrong"

    def read(connection: Connection) -> Shown:
        row = _account(connection, number)
        log = sign_in_log.newest(connection, number, SHOWN)
        of_account, refused = identities.of_account(connection, number), sign_in_log.refused_identities(connection)
        wait = waits(connection, [row.login]).get(row.login)
        return Shown(row, of_account, log, refused, issuer, subject, wrong, wait)

    shown = await visit.writers.own.run(read)
    return visit.answer(shown.row.login, _account_page(visit, shown), WRONG if wrong else 200)


def _account(connection: Connection, number: int) -> Any:
    row = connection.execute(select(*OF_ACCOUNT).where(AccountRow.id == number)).first()
    if row is None:
        raise NotFoundError("There is no such account.")
    return row


def _linked(connection: Connection, visit: StewardVisit, number: int, issuer: str, subject: str) -> None:
    """Link an identity, or take all away. Raises NotFoundError, AccountError, ForbiddenError for the own account."""
    login = _account(connection, number).login
    if visit.text("do") == "unlink":
        identities.unlink(connection, login, visit.account)
    else:
        identities.link(connection, login, issuer, subject, visit.account)


def _account_page(visit: StewardVisit, shown: Shown) -> h.Node:
    context, row = visit.visit.context, shown.row
    say = context.say
    back = h.a(href=context.location.other(addresses.ACCOUNTS))[icon("back", 14), say("steward-accounts")]
    own = row.id == visit.account.id
    return h.main("#content.page.steward")[
        h.p(".crumb")[back],
        h.h1[h.bdi[row.login]],
        h.p(".src-note")[
            _role(context, row), " · ", context.chinese(row.institution), " · ", _state(context, row, shown.wait)
        ],
        None if own else _change(visit, row),
        h.section("#identity.sec")[
            h.h2[say("accounts-identity")],
            h.p(".fault", role="alert")[icon("alert", 18), say(shown.wrong)] if shown.wrong else None,
            _identities(context, shown.linked) if shown.linked else h.p[say("accounts-identity-none")],
            h.p(".src-note")[say("accounts-identity-email", email=row.email)] if row.email else None,
            h.p(".src-note")[say("accounts-identity-own")] if own else _link_forms(visit, shown),
        ],
        sign_ins_list(context, shown.log, say("accounts-log-said", n=SHOWN)) if shown.log else None,
    ]


def _identities(context: Context, linked: list[Linked]) -> h.Node:
    say = context.say
    heads = [say(f"accounts-identity-{each}") for each in ("subject", "issuer", "since", "used")]
    rows: list[tuple[h.Node, list[h.Node]]] = [
        (
            h.code[each.subject],
            [
                h.bdi[each.issuer],
                _moment(each.made_at),
                _moment(each.used_at)
                or say("accounts-never" if each.confirmed_at else "accounts-identity-unconfirmed"),
            ],
        )
        for each in linked
    ]
    return diff_table(say("accounts-identity"), heads, rows)


def _link_forms(visit: StewardVisit, shown: Shown) -> h.Node:
    """Link an identity of the provider that is set up, where none of its is linked; take away what is linked."""
    context, action = visit.visit.context, visit.visit.context.location.other(addresses.account(shown.row.id))
    say, linked = context.say, any(each.issuer == shown.issuer for each in shown.linked)
    unlink = h.form(".review", method="post", action=action)[
        csrf_field(visit.session),
        h.p(".src-note")[say("accounts-unlink-said")],
        h.div(".actions")[h.button(".btn", type="submit", name="do", value="unlink")[say("accounts-unlink")]],
    ]
    link = h.form(".review", method="post", action=action)[
        csrf_field(visit.session),
        h.label(".field.wide", for_="subject")[
            h.span[say("accounts-identity-subject")],
            h.input(
                "#subject",
                name="subject",
                value=shown.subject,
                required=True,
                maxlength=str(LONGEST_SUBJECT),
                list="refused",
                autocomplete="off",
                spellcheck="false",
            ),
        ],
        h.datalist("#refused")[(h.option(value=each) for each in shown.refused)],
        h.p(".src-note")[say("accounts-link-said", issuer=shown.issuer)],
        h.div(".actions")[h.button(".btn.primary", type="submit", name="do", value="link")[say("accounts-link")]],
    ]
    return h.fragment[
        unlink if shown.linked else None,
        None if linked else link if shown.issuer else h.p(".src-note")[say("accounts-no-provider")],
    ]
