"""The page on which a steward makes a link for the operator of a record, and sees what became of those before."""

from datetime import datetime

import htpy as h

from app.city import CHINA_TIME
from app.errors import ConflictError, NotFoundError
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship import invitations
from app.stewardship.invitations import DAYS, USUAL_DAYS, Invited, path_of
from app.stewardship.records import Published
from app.web.private import PrivateAnswer
from app.web.site import base_url
from frontend.icons import icon
from frontend.language import page_path

LINK = "link"


async def inviting(visit: StewardVisit) -> PrivateAnswer:
    """Make a link, which is shown once, or take one back; else the links that there are."""
    id, account = str(visit.request.path_params["id"]), visit.account
    try:
        if visit.sent:
            return await _sent(visit, id)
        now, links = await visit.writers.own.run(lambda connection: invitations.of_record(connection, account, id))
    except ConflictError as error:
        raise NotFoundError("There is no such record.") from error
    title = visit.visit.context.say("invite-title")
    return visit.answer(title, _page(visit, now, links, visit.told.get(LINK, "")))


async def _sent(visit: StewardVisit, id: str) -> PrivateAnswer:
    """Raises ForbiddenError, ConflictError."""
    account, page = visit.account, addresses.invite(id)
    days = next((days for days in DAYS if visit.text("days") == str(days)), USUAL_DAYS)
    if visit.text("do") == "revoke":
        await visit.writers.own.run(lambda connection: invitations.take_back(connection, account, id))
        return visit.to(page)
    secret = await visit.writers.own.run(lambda connection: invitations.invite(connection, account, id, days))
    return visit.telling(page, {LINK: secret})


def _page(visit: StewardVisit, now: Published, links: list[Invited], secret: str) -> h.Node:
    context = visit.visit.context
    say, id = context.say, str(now.values["id"])
    return h.main("#content.page.steward.invite")[
        h.p(".crumb")[
            h.a(href=context.location.other(addresses.record(id)))[
                icon("back", 14),
                record_name(context, now),
            ]
        ],
        h.h1[say("invite-title")],
        h.p(".prose")[say("invite-said")],
        _made(visit, secret) if secret else None,
        h.form(method="post", action=context.location.other(addresses.invite(id)))[
            csrf_field(visit.session),
            h.label(".field", for_="days")[
                h.span[say("invite-days")],
                h.select("#days", name="days")[
                    (h.option(value=str(n), selected=n == USUAL_DAYS)[say("invite-days-n", n=n)] for n in DAYS)
                ],
            ],
            h.div(".actions")[
                h.button(".btn.primary", type="submit", name="do", value="invite")[say("invite-make")],
                h.button(".btn", type="submit", name="do", value="revoke")[say("invite-revoke")]
                if any(each.state == "open" for each in links)
                else None,
            ],
            h.p(".src-note")[say("invite-one")],
        ],
        _links(visit, links) if links else None,
    ]


def _made(visit: StewardVisit, secret: str) -> h.Node:
    """The link, which nobody can show again: it is kept as a digest."""
    say, lang = visit.visit.context.say, visit.visit.context.lang
    address = base_url(visit.request) + page_path(lang, path_of(secret))
    label = h.span(data_label=True)[say("invite-copy")]
    return h.section(".sec.made-link", role="status")[
        h.label(".field.wide", for_="link")[
            h.span[say("invite-made")], h.input("#link", name="link", value=address, readonly=True)
        ],
        h.pre("#link-text", hidden=True)[address],
        h.button(".btn.js-only", type="button", data_action="copy-text", data_copies="link-text")[
            icon("link", 16), label
        ],
        h.p(".src-note")[say("invite-made-said")],
    ]


def _links(visit: StewardVisit, links: list[Invited]) -> h.Node:
    context = visit.visit.context
    say = context.say
    return h.section(".sec")[
        h.h2[say("invite-links")],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.b[_state(visit, each)]],
                    h.div(".when")[h.span[say("invite-made-on", day=day_of(each.made_at))]],
                    h.div[
                        context.chinese(each.institution),
                        h.p(".src-note")[say("invite-by-file"), " ", h.bdi[each.address]] if each.address else None,
                    ],
                ]
                for each in links
            )
        ],
    ]


def _state(visit: StewardVisit, link: Invited) -> str:
    say = visit.visit.context.say
    if link.used_at is not None:
        return say(f"invite-{link.outcome}", day=day_of(link.used_at))
    return say(f"invite-{link.state}", day=day_of(link.expires_at))


def day_of(moment: datetime) -> str:
    """The day in China."""
    return moment.astimezone(CHINA_TIME).date().isoformat()
