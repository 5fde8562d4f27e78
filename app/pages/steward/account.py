"""One's own account."""

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
