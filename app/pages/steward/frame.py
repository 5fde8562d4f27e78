"""The document around the private pages: their header, no search engine, nothing of the public's page."""

from typing import Any

import htpy as h

from app.pages.context import Context
from app.pages.layout.document import brand, footer, synthetic_strip, view_tools
from app.pages.steward.addresses import ACCOUNT, ACCOUNTS, IMPORT, LOG, QUEUE, RECORDS, SIGN_OUT
from app.stewardship.rights import Right
from app.stewardship.sessions import Session
from app.web.bundle import asset
from app.web.prefix import prefix
from frontend.assets import Assets
from frontend.page import Page

NAVIGATION: dict[str, tuple[Right, str]] = {
    QUEUE: ("read", "steward-queue"),
    RECORDS: ("read", "steward-records"),
    IMPORT: ("draft", "steward-import"),
    LOG: ("log", "steward-log"),
    ACCOUNTS: ("accounts", "steward-accounts"),
    ACCOUNT: ("self", "steward-account"),
}
"""The pages that the header leads to: the right that each needs, and its name."""


def steward_document(context: Context, session: Session | None, title: str, body: h.Node, head: h.Node = None) -> str:
    """The whole page as text; `head` is what its head has besides."""
    full = context.title(title)
    content = h.fragment[
        h.a(".skip", href="#content")[context.say("skip")],
        _header(context, session),
        synthetic_strip(context),
        body,
        footer(context),
    ]
    view = context.location.view
    return Page(
        title=full,
        lang=context.lang,
        assets=Assets.linked(asset, context.lang),
        head=h.fragment[
            h.meta(name="robots", content="noindex"), h.link(rel="stylesheet", href=asset("steward.css")), head
        ],
        body=content,
        theme=view.get("theme"),
        size=view.get("size"),
        base=prefix(),
    ).render()


SUMMARY: dict[str, Any] = {"role": "alert", "tabindex": "-1", "autofocus": True}
"""Of what says why a form was refused: whoever works by keyboard goes on from there, also without a script."""


def csrf_field(session: Session) -> h.Node:
    """What shows that a form was sent by a page of this session."""
    return h.input(type="hidden", name="csrf", value=session.csrf)


def _header(context: Context, session: Session | None) -> h.Node:
    say, location = context.say, context.location
    links = (
        [
            h.a(href=location.other(path), aria_current="page" if _within(location.path, path) else None)[say(name)]
            for path, (right, name) in NAVIGATION.items()
            # Before a first password is changed, every other page leads back to where that is done.
            if session.account.has(right) and (path == ACCOUNT or not session.account.temporary)
        ]
        if session
        else []
    )
    return h.header(".top")[
        brand(context),
        h.nav(aria_label=say("steward-navigation"))[links] if links else None,
        h.div("#view-links.tools")[_who(context, session) if session else None, view_tools(context)],
    ]


def _within(path: str, of: str) -> bool:
    """Whether a page is one that the header leads to, or one of its steps."""
    return path == of or (of in (IMPORT, ACCOUNTS) and path.startswith(f"{of}/"))


def _who(context: Context, session: Session) -> h.Node:
    """The role and whose records, with the way out; no name, since others look at the screen as well."""
    say, account = context.say, session.account
    district = context.vocabulary.districts.get(account.district or "")
    whose = context.name(district) if district else account.platform or account.institution
    return h.fragment[
        h.span(".tool.who")[say(f"role-{account.role}"), " · ", h.bdi[whose]],
        h.form(method="post", action=context.location.other(SIGN_OUT))[
            csrf_field(session), h.button(".text-btn.tool", type="submit")[say("steward-sign-out")]
        ],
    ]
