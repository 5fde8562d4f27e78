"""The form with which anybody says what is wrong with a record: no account, a plain question instead of a puzzle."""

from collections.abc import Mapping

import htpy as h
from fastapi import APIRouter, Request, Response

from app.city import city
from app.errors import BodyTooLargeError, FaultsError, ForbiddenError, NotFoundError, ServiceMapError
from app.operations.rates import network_of
from app.pages import failures
from app.pages.context import Context
from app.pages.correction_ways import correction_path
from app.pages.layout import document
from app.pages.load import visit_of
from app.platforms import read
from app.platforms.schemas import Platform
from app.stewardship import corrections
from app.stewardship.access import check_origin, writers_of
from app.stewardship.corrections import LONGEST, LONGEST_LINE, TooManyCorrectionsError
from app.web.bodies import read_form
from app.web.dependencies import database_of
from app.web.policy import OPEN, declared
from app.web.private import PrivateAnswer
from frontend.icons import icon
from frontend.language import LANGUAGE_CODES, LANGUAGES

router = APIRouter()
TRAP = "homepage"
"""A field that nobody sees: what fills it is a program."""
Fields = Mapping[str, str]
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
        except ServiceMapError:
            return PrivateAnswer.of(await failures.away(request, lang, path))

    router.add_api_route(prefix + correction_path("{id}"), declared(endpoint, OPEN), methods=["GET", "POST"])


async def _answer(request: Request, lang: str, path: str) -> PrivateAnswer:
    async with database_of(request).snapshot(of_one_answer=True) as db:
        context = (await visit_of(request, db, lang, path)).context
        platform = await read.platform(db, str(request.path_params["id"]))
    if platform is None:
        raise NotFoundError("This record is not listed.")
    if request.method == "GET":
        return _page(context, platform, {}, "", 200)
    fields: Fields = {}
    try:
        check_origin(request)
        fields = {name: values[0] for name, values in (await read_form(request)).items()}
        problem = await _problem(request, context, platform, fields)
    except FaultsError as error:
        why = "; ".join(dict.fromkeys(reason for _, reason in error.said(context.lang)))
        return _page(context, platform, fields, context.say("correction-fault", why=why), 422)
    except (TooManyCorrectionsError, BodyTooLargeError, ForbiddenError) as error:
        status, key = REFUSED[type(error)]
        answer = _page(context, platform, fields, context.say(key), status)
        if isinstance(error, TooManyCorrectionsError):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer
    if problem:
        return _page(context, platform, fields, context.say(problem[0]), problem[1])
    return _page(context, platform, None, "", 200)


async def _problem(request: Request, context: Context, platform: Platform, fields: Fields) -> tuple[str, int] | None:
    """Why a correction is not taken, with the status; None where it is. Raises FaultsError."""
    if fields.get(TRAP):
        # A program is told that all went well, and nothing is kept.
        return None
    names = {name for code in LANGUAGE_CODES for name in (city().name(code).casefold(), f"{city().name(code)}市")}
    if fields.get("city", "").strip().casefold() not in names:
        return "correction-city-wrong", 422
    given = (fields.get("said", ""), fields.get("page", ""), fields.get("contact", ""), network_of(request.scope))
    await writers_of(request).own.run(lambda connection: corrections.send(connection, platform.id, *given))
    return None


def _page(context: Context, platform: Platform, fields: Fields | None, notice: str, status: int) -> PrivateAnswer:
    say, home = context.say, context.location.other(f"/platform/{platform.id}")
    back = h.p(".crumb")[h.a(href=home)[icon("back", 14), platform.name(context.lang)]]
    content = (
        h.p(".prose", role="status")[say("correction-thanks")] if fields is None else _form(context, platform, fields)
    )
    body = h.main("#content.page.correction")[
        back,
        h.h1[say("correction-title")],
        h.p(".notice", role="alert")[icon("alert", 18), notice] if notice else None,
        content,
    ]
    head = h.meta(name="robots", content="noindex")
    return PrivateAnswer(document(context, say("correction-title"), body, head=head), status)


def _form(context: Context, platform: Platform, fields: Fields) -> h.Node:
    say = context.say

    def line(name: str, label: str, *, needed: bool = False, **more: str) -> h.Node:
        control = h.input(
            f"#{name}", name=name, value=fields.get(name, ""), required=needed, maxlength=str(LONGEST_LINE), **more
        )
        return h.label(".field.wide", for_=name)[h.span[label], control]

    return h.form(method="post", action=context.location.other(correction_path(platform.id)))[
        h.label(".field.wide", for_="said")[
            h.span[say("correction-said")],
            h.textarea("#said", name="said", rows="5", required=True, maxlength=str(LONGEST))[
                "\n" + fields.get("said", "")
            ],
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
