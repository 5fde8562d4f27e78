"""The form with which anybody says what is wrong with a record: no account, a plain question instead of a puzzle."""

from collections.abc import Mapping

import htpy as h
from fastapi import APIRouter, Request, Response

from app.city import city
from app.errors import BodyTooLargeError, FaultsError, ForbiddenError, NotFoundError, ServiceMapError
from app.operations.rates import network_of
from app.pages.address.page_states import SENT
from app.pages.context import Context
from app.pages.layout.document import document
from app.pages.layout.titles import called
from app.pages.parts.field_faults import wrong_at
from app.pages.record.correction_ways import correction_path
from app.pages.serving import failures
from app.pages.visit import visit_of
from app.platforms import read
from app.platforms.schemas import Platform
from app.stewardship import corrections
from app.stewardship.access import check_origin, writers_of
from app.stewardship.corrections import LONGEST, LONGEST_LINE, TooManyCorrectionsError
from app.web.bodies import read_form
from app.web.dependencies import snapshot_for
from app.web.policy import OPEN, declared
from app.web.prefix import at
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import LANGUAGE_CODES, LANGUAGES, page_path

router = APIRouter()
TRAP = "homepage"
"""A field that nobody sees: what fills it is a program."""
GIVEN = ("said", "page", "contact")
Fields = Mapping[str, str]
NOTHING: Fields = {}
REFUSED: Mapping[type[ServiceMapError], tuple[int, str]] = {
    TooManyCorrectionsError: (429, "correction-too-many"),
    BodyTooLargeError: (413, "steward-too-large-said"),
    ForbiddenError: (422, "correction-elsewhere"),
}


def _register(lang: str, prefix: str) -> None:
    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix)
        try:
            return await _answer(request, lang, path)
        except NotFoundError:
            return PrivateAnswer.of(failures.not_found(request, lang, path))
        except ServiceMapError as error:
            return PrivateAnswer.of(await failures.away(request, lang, path, error=error))

    router.add_api_route(prefix + correction_path("{id}"), declared(endpoint, OPEN), methods=["GET", "POST"])


async def _answer(request: Request, lang: str, path: str) -> PrivateAnswer:
    async with snapshot_for(request) as db:
        context = (await visit_of(request, db, lang, path)).context
        platform = await read.platform(db, str(request.path_params["id"]))
    if platform is None:
        raise NotFoundError("This record is not listed.")
    if request.method == "GET":
        return _page(context, platform, None if request.query_params.get(SENT) else {}, "", 200)
    fields: Fields = {}
    try:
        check_origin(request)
        fields = {name: values[0] for name, values in (await read_form(request)).items()}
        if not fields.get(TRAP) and (wrong := _wrong(context, fields)):
            return _page(context, platform, fields, _all_at_once(context, wrong), 422, wrong)
        await _send(request, platform, fields)
    except (TooManyCorrectionsError, BodyTooLargeError, ForbiddenError) as error:
        status, key = REFUSED[type(error)]
        answer = _page(context, platform, fields, context.say(key), status)
        if isinstance(error, TooManyCorrectionsError):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer
    # Whoever loads the page again, or comes back to it, sends nothing twice.
    address = at(page_path(context.lang, correction_path(platform.id)))
    pairs = [*context.location.lasting(correction_path(platform.id)), (SENT, "1")]
    return PrivateAnswer.leading_to(with_query(address, pairs))


def _wrong(context: Context, fields: Fields) -> Fields:
    """All that is wrong, by the name of its field."""
    refused = FaultsError(corrections.faults_of(*(fields.get(name, "") for name in GIVEN)))
    wrong = {pointer.removeprefix("/"): reason for pointer, reason in refused.said(context.lang)}
    names = {name for code in LANGUAGE_CODES for name in (city().name(code).casefold(), f"{city().name(code)}市")}
    if fields.get("city", "").strip().casefold() not in names:
        wrong["city"] = context.say("correction-city-wrong")
    return wrong


def _all_at_once(context: Context, wrong: Fields) -> h.Node:
    """What is to be mended, each with the way to its field."""
    say = context.say
    rows = [
        h.li[h.a(href=f"#{name}")[say(f"correction-{name}")], " · ", h.span(id=f"{name}-fault")[reason]]
        for name, reason in wrong.items()
    ]
    return h.div[h.p[say("correction-faults", n=len(rows))], h.ul[rows]]


async def _send(request: Request, platform: Platform, fields: Fields) -> None:
    """Keep a correction. A program is told that all went well, and nothing is kept."""
    if fields.get(TRAP):
        return
    given = (*(fields.get(name, "") for name in GIVEN), network_of(request.scope))
    await writers_of(request).own.run(lambda connection: corrections.send(connection, platform.id, *given))


def _page(
    context: Context,
    platform: Platform,
    fields: Fields | None,
    notice: h.Node,
    status: int,
    wrong: Fields = NOTHING,
) -> PrivateAnswer:
    say, home = context.say, context.location.other(f"/platform/{platform.id}")
    back = h.p(".crumb")[h.a(href=home)[icon("back", 14), platform.name(context.lang)]]
    content = (
        h.p(".prose", role="status")[say("correction-thanks")]
        if fields is None
        else _form(context, platform, fields, wrong)
    )
    body = h.main("#content.page.correction")[
        back,
        h.h1[say("correction-title")],
        h.div(".notice", role="alert")[icon("alert", 18), notice] if notice else None,
        content,
    ]
    head = h.meta(name="robots", content="noindex")
    sent = say("correction-sent") if fields is None else ""
    title = called(say("correction-title"), sent, platform.name(context.lang))
    return PrivateAnswer(document(context, title, body, head=head), status)


def _form(context: Context, platform: Platform, fields: Fields, wrong: Fields) -> h.Node:
    say = context.say

    def line(name: str, label: str, *, needed: bool = False, **more: str) -> h.Node:
        control = h.input(
            f"#{name}",
            name=name,
            value=fields.get(name, ""),
            required=needed,
            maxlength=str(LONGEST_LINE),
            **wrong_at(name, wrong=name in wrong),
            **more,
        )
        return h.label(".field.wide", for_=name)[h.span[label], control]

    return h.form(method="post", action=context.location.other(correction_path(platform.id)))[
        h.label(".field.wide", for_="said")[
            h.span[say("correction-said")],
            h.textarea(
                "#said",
                name="said",
                rows="5",
                required=True,
                maxlength=str(LONGEST),
                **wrong_at("said", wrong="said" in wrong),
            )["\n" + fields.get("said", "")],
        ],
        line("page", say("correction-page"), inputmode="url", placeholder="https://"),
        line("contact", say("correction-contact")),
        line("city", say("correction-city"), needed=True, autocomplete="off"),
        h.div(".unseen-field", aria_hidden="true")[
            h.input(name=TRAP, tabindex="-1", autocomplete="off", aria_label=say("correction-leave-empty"))
        ],
        h.p(".src-note")[say("correction-privacy")],
        h.button(".btn", type="submit")[say("correction-send")],
    ]


for _language in LANGUAGES:
    _register(_language.code, _language.prefix)
