"""What the holder of an operator's link says of the mobile number: that it may be public, or is not to be any more.

It does not use the link up: what the link is for is to confirm or correct the record.
"""

import htpy as h
from fastapi import Request

from app.errors import BodyTooLargeError, FaultsError, ForbiddenError
from app.pages.context import Context
from app.pages.steward.frame import steward_document
from app.pages.steward.names import record_name
from app.pages.steward.operators.consent_form import ConsentForm, consent_form, faults_of, notice_of
from app.stewardship import consent, invitations
from app.stewardship.access import check_origin, writers_of
from app.stewardship.invitations import Invited, path_of
from app.stewardship.records import Published
from app.web.bodies import read_form
from app.web.prefix import at
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import page_path

CONTACT = "/contact"


async def contact_of(
    request: Request, context: Context, secret: str, invited: Invited, now: Published
) -> PrivateAnswer:
    """The form, or what became of what was sent. Raises BadLinkError."""
    own, status = writers_of(request).own, 200
    faults: dict[str, str] = {}
    form: dict[str, str] = {}
    if request.method == "POST":
        try:
            check_origin(request)
            form = {name: texts[0] for name, texts in (await read_form(request)).items() if texts}
            done = await _done(request, context, secret, form)
            # Whoever comes back to the page, or loads it again, sends nothing twice.
            address = at(page_path(context.lang, path_of(secret) + CONTACT))
            return PrivateAnswer.leading_to(with_query(address, [("done", done)]))
        except FaultsError as error:
            faults, status = faults_of(error, context.lang), 422
        except BodyTooLargeError:
            faults, status = {"": context.say("steward-too-large-said")}, 413
        except ForbiddenError:
            faults, status = {"": context.say("correction-elsewhere")}, 403
    public = await own.run(lambda connection: consent.current(connection, invited.platform))
    notice = notice_of(context, request.query_params.get("done", ""), public)
    shown = ConsentForm(public, asks=False, notice=notice)
    shown = shown.refused(lambda name: form.get(name, ""), faults) if faults else shown
    return _page(context, secret, now, shown, status)


async def _done(request: Request, context: Context, secret: str, form: dict[str, str]) -> str:
    """Raises FaultsError, BadLinkError."""
    ground = context.say("invited-reason")
    publishing = writers_of(request).publishing
    if form.get("do") == "take-back":
        await publishing.run(lambda connection: invitations.consent_by(connection, secret, None, ground))
        return "taken-back"
    number = consent.read_form(form.get("mobile", ""), ground, agreed="agreed" in form)
    await publishing.run(lambda connection: invitations.consent_by(connection, secret, number, ground))
    return "recorded"


def _page(context: Context, secret: str, now: Published, form: ConsentForm, status: int) -> PrivateAnswer:
    say, path = context.say, path_of(secret)
    body = h.main("#content.page.steward.invited")[
        h.p(".crumb")[h.a(href=context.location.other(path))[icon("back", 14), record_name(context, now)]],
        h.h1[say("consent-title")],
        h.p(".prose")[say("consent-said-operator")],
        consent_form(context, form, context.location.other(path + CONTACT)),
    ]
    return PrivateAnswer(steward_document(context, None, say("consent-title"), body), status)
