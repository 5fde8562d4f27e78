"""The page on which a steward records that the holder of a mobile number agrees to its being public."""

import htpy as h
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, NotFoundError
from app.history.words import consent_words
from app.pages.context import Context
from app.pages.steward import addresses
from app.pages.steward.consent_form import ConsentForm, consent_form, faults_of
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import record_name
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
    id, account = str(visit.request.path_params["id"]), visit.account
    done, faults = "", {}
    try:
        if visit.sent:
            done = await _sent(visit, id)
    except FaultsError as error:
        faults = faults_of(error, visit.visit.context.lang)
    except ConflictError:
        # Somebody else was quicker: the page shows what is so now.
        done = ""
    try:
        now, recorded = await visit.writers.own.run(lambda connection: consent.of_record(connection, account, id))
    except ConflictError as error:
        raise NotFoundError("There is no such record.") from error
    say = visit.visit.context.say
    form = ConsentForm(recorded.number, asks=True, notice=say(f"consent-{done}") if done else "")
    form = form.refused(visit.text, faults) if faults else form
    body = _page(visit, now, recorded, form)
    return visit.answer(say("consent-title"), body, WRONG if faults else 200)


async def _sent(visit: StewardVisit, id: str) -> str:
    """What was done. Raises FaultsError, ConflictError, ForbiddenError."""
    account, ground = visit.account, visit.text("ground")
    if visit.text("do") == "take-back":
        await visit.writers.publishing.run(lambda connection: consent.take_back(connection, account, id, ground))
        return "taken-back"
    number = consent.read_form(visit.text("mobile"), ground, agreed=bool(visit.text("agreed")))

    def write(connection: Connection) -> None:
        consent.record(connection, account, id, number, ground)

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
