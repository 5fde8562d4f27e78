"""One's own account, and for administrators the list of all."""

from collections.abc import Sequence
from typing import Any

import htpy as h

from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.visit import StewardVisit
from app.stewardship.secrets import KINDS, LONGEST, SHORTEST
from frontend.icons import icon


def account_page(visit: StewardVisit, *, wrong: str = "", done: bool = False) -> h.Node:
    """Change one's password; a first one must be changed before anything else is done."""
    context = visit.visit.context
    say = context.say
    return h.main("#content.page.steward.sign-in")[
        h.h1[say("steward-account")],
        h.p(".src-note")[h.bdi[visit.account.login], " · ", say(f"role-{visit.account.role}")],
        h.p(".fault", role="alert")[icon("alert", 18), say(wrong)] if wrong else None,
        h.p(".confirmed", role="status")[icon("met", 16), say("account-changed")] if done else None,
        h.p(".prose")[say("account-temporary")] if visit.account.temporary and not done else None,
        h.form(method="post", action=context.location.other(addresses.ACCOUNT))[
            csrf_field(visit.session),
            _password("current", "current-password", say("account-current")),
            _password("password", "new-password", say("account-new")),
            h.p(".src-note")[say("account-rules", least=SHORTEST, kinds=KINDS)],
            h.button(".btn.primary", type="submit")[say("account-change")],
        ],
    ]


def _password(name: str, complete: str, label: str) -> h.Node:
    control = h.input(
        f"#{name}", type="password", name=name, autocomplete=complete, required=True, maxlength=str(LONGEST)
    )
    return h.label(".field.wide", for_=name)[h.span[label], control]


def accounts_page(visit: StewardVisit, rows: Sequence[Any]) -> h.Node:
    """Who has an account; one may close and open each but one's own."""
    context = visit.visit.context
    say = context.say
    heads = ("sign-in-login", "accounts-role", "accounts-institution", "accounts-state")
    return h.main("#content.page.steward")[
        h.h1[say("steward-accounts")],
        h.p(".src-note")[say("accounts-said")],
        h.div(".table-scroll", role="region", tabindex="0", aria_label=say("steward-accounts"))[
            h.table(".diff")[
                h.thead[h.tr[(h.th(scope="col")[say(name)] for name in heads)]],
                h.tbody[(_account(visit, row) for row in rows)],
            ]
        ],
    ]


def _account(visit: StewardVisit, row: Any) -> h.Node:
    context = visit.visit.context
    say = context.say
    district = context.vocabulary.districts.get(row.district or "")
    do = "close" if row.active else "open"
    change = h.form(method="post", action=context.location.other(addresses.ACCOUNTS))[
        csrf_field(visit.session),
        h.input(type="hidden", name="login", value=row.login),
        h.button(".text-btn", type="submit", name="do", value=do)[say(f"accounts-{do}")],
    ]
    return h.tr[
        h.th(scope="row")[h.bdi[row.login]],
        h.td[say(f"role-{row.role}"), " ", context.name(district) if district else row.platform or ""],
        h.td[context.chinese(row.institution)],
        h.td[
            say("accounts-active" if row.active else "accounts-closed"),
            " ",
            None if row.id == visit.account.id else change,
        ],
    ]
