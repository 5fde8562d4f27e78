"""The page on which a steward records that the holder of a mobile number agrees to its being public."""

from contextlib import suppress

import htpy as h
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, NotFoundError
from app.history.words import consent_words
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import record_name
from app.pages.steward.operators.consent_form import ConsentForm, consent_form, faults_of, notice_of
from app.pages.steward.visit import StewardVisit
from app.stewardship import consent
from app.stewardship.consent import Consent, Recorded
from app.stewardship.invitations import BY_LINK
from app.stewardship.records import Published
from app.web.private import PrivateAnswer
from frontend.icons import icon

WRONG = 422


async def consenting(visit: StewardVisit) -> PrivateAnswer:
    """Record a consent or take it back; else what is recorded."""
    id, account, faults = str(visit.request.path_params["id"]), visit.account, dict[str, str]()
    try:
        if visit.sent:
            # Whoever comes back to the page, or loads it again, sends nothing twice.
            return visit.to(addresses.contact(id), done=await _sent(visit, id))
    except FaultsError as error:
        faults = faults_of(error, visit.visit.context.lang)
    try:
        now, recorded = await visit.writers.own.run(lambda connection: consent.of_record(connection, account, id))
    except ConflictError as error:
        raise NotFoundError("There is no such record.") from error
    say = visit.visit.context.say
    notice = notice_of(visit.visit.context, visit.request.query_params.get("done", ""), recorded.number)
    form = ConsentForm(recorded.number, asks=True, notice=notice)
    form = form.refused(visit.text, faults) if faults else form
    body = _page(visit, now, recorded, form)
    return visit.answer(say("consent-title"), body, WRONG if faults else 200)


async def _sent(visit: StewardVisit, id: str) -> str:
    """What was done. Raises FaultsError, ForbiddenError."""
    account, ground = visit.account, visit.text("ground")
    if visit.text("do") == "take-back":
        # Where somebody else was quicker, it is as it was wanted.
        with suppress(ConflictError):
            await visit.writers.publishing.run(lambda connection: consent.take_back(connection, account, id, ground))
        return "taken-back"
    number = consent.read_form(visit.text("mobile"), ground, agreed=bool(visit.text("agreed")))

    def write(connection: Connection) -> None:
        consent.record(connection, account, id, number, ground)

    # Of a record that is not listed any more the page says so.
    with suppress(ConflictError):
        await visit.writers.publishing.run(write)
    return "recorded"


def _page(visit: StewardVisit, now: Published, recorded: Consent, form: ConsentForm) -> h.Node:
    context = visit.visit.context
    say, id = context.say, str(now.values["id"])
    return h.main("#content.page.steward.invite")[
        h.p(".crumb")[
            h.a(href=context.location.other(addresses.record(id)))[icon("back", 14), record_name(context, now)]
        ],
        h.h1[say("consent-title")],
        h.p(".prose")[say("consent-said")],
        consent_form(context, form, context.location.other(addresses.contact(id)), csrf_field(visit.session)),
        _so_far(context, recorded.recorded) if recorded.recorded else None,
    ]


def _so_far(context: Context, recorded: list[Recorded]) -> h.Node:
    return h.section(".sec")[
        h.h2[context.say("consent-so-far")],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.b[consent_words(each.new, context.lang)], h.p(".src-note")[context.chinese(each.reason)]],
                    h.div(".when")[h.span[f"{each.made_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"]],
                    h.div[_who(context, each)],
                ]
                for each in recorded
            )
        ],
    ]


def _who(context: Context, recorded: Recorded) -> h.Node:
    link = recorded.who.removeprefix(BY_LINK)
    who = context.say("log-by-link", n=link) if link != recorded.who else recorded.who
    return h.fragment[h.bdi[who], " ", context.chinese(recorded.institution)]
