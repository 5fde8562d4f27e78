"""One's own account."""

from collections.abc import Sequence

import htpy as h

from app.city import CHINA_TIME
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.visit import StewardVisit
from app.stewardship.oidc.identities import Linked
from app.stewardship.secrets import KINDS, LONGEST, SHORTEST
from frontend.icons import icon


def account_page(
    visit: StewardVisit, linked: Sequence[Linked] = (), *, wrong: str = "", minutes: int = 0, done: bool = False
) -> h.Node:
    """Who else may sign in to the account, and one's password; a first one must be changed before anything else is
    done. `wrong` is what is wrong, `minutes` how long one waits."""
    context = visit.visit.context
    say = context.say
    return h.main("#content.page.steward.sign-in")[
        h.h1[say("steward-account")],
        h.p(".src-note")[h.bdi[visit.account.login], " · ", say(f"role-{visit.account.role}")],
        h.section("#identity.sec")[h.h2[say("accounts-identity")], (_linked(visit, each) for each in linked)]
        if linked and not visit.account.temporary
        else None,
        h.p("#wrong.fault", role="alert")[icon("alert", 18), say(wrong, minutes=minutes)] if wrong else None,
        h.p(".confirmed", role="status")[icon("met", 16), say("account-changed")] if done else None,
        h.p(".prose")[say("account-temporary")] if visit.account.temporary and not done else None,
        h.form(method="post", action=context.location.other(addresses.ACCOUNT))[
            csrf_field(visit.session),
            _password("current", "current-password", say("account-current"), wrong=wrong == "account-wrong"),
            _password("password", "new-password", say("account-new"), wrong=wrong == "account-weak", rules=True),
            h.p("#rules.src-note")[say("account-rules", least=SHORTEST, kinds=KINDS)],
            h.button(".btn.primary", type="submit")[say("account-change")],
        ],
    ]


def _linked(visit: StewardVisit, each: Linked) -> h.Node:
    """An identity that may sign in; or one that somebody linked and of which the holder says whether it is theirs."""
    context = visit.visit.context
    say, day = context.say, f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    if each.confirmed_at is not None:
        return h.p[say("account-identity", day=day), " ", h.code[each.subject], " · ", h.bdi[each.issuer]]
    return h.form(".fault", method="post", action=context.location.other(addresses.ACCOUNT))[
        icon("alert", 18),
        csrf_field(visit.session),
        h.input(type="hidden", name="issuer", value=each.issuer),
        h.input(type="hidden", name="subject", value=each.subject),
        h.div[
            h.p[say("account-identity-asked", day=day)],
            h.p[h.code[each.subject], " · ", h.bdi[each.issuer]],
            h.div(".actions")[
                h.button(".btn", type="submit", name="do", value="foreign")[say("account-identity-foreign")],
                h.button(".btn", type="submit", name="do", value="own")[say("account-identity-own")],
            ],
        ],
    ]


def _password(name: str, complete: str, label: str, *, wrong: bool, rules: bool = False) -> h.Node:
    described = [id for id, it_does in (("wrong", wrong), ("rules", rules)) if it_does]
    control = h.input(
        f"#{name}",
        type="password",
        name=name,
        autocomplete=complete,
        required=True,
        maxlength=str(LONGEST),
        aria_invalid="true" if wrong else None,
        aria_describedby=" ".join(described) or None,
    )
    return h.label(".field.wide", for_=name)[h.span[label], control]
