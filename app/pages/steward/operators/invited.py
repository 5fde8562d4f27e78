"""What an operator's link opens: the record as the public sees it, to be confirmed or corrected, without an account.

Opening it uses nothing up: programs that look at links before people do must not. Sending the form does.
"""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import htpy as h
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.errors import BodyTooLargeError, ConflictError, FaultsError, ForbiddenError, ServiceMapError
from app.history.append import Ground
from app.history.words import field_name, value_words
from app.operations.rates import network_of
from app.pages.context import Context
from app.pages.parts.field_faults import fault_line, wrong_at
from app.pages.record.correction_ways import correction_path
from app.pages.serving import failures
from app.pages.steward.frame import SUMMARY, steward_document
from app.pages.steward.names import plain_name, record_name
from app.pages.steward.operators.invited_contact import CONTACT, contact_of
from app.pages.steward.operators.inviting import day_of
from app.pages.steward.records.fields import REMARK, comparable, control, fault_by_field, read_values
from app.pages.visit import visit_of
from app.platforms.columns import BY_NAME
from app.stewardship import invitations
from app.stewardship.access import check_origin, writers_of
from app.stewardship.attempts import TooManyAttemptsError, check_links, count_missed_link
from app.stewardship.drafts import LONGEST_REASON, public_text
from app.stewardship.invitations import OFFERED, BadLinkError, Invited, path_of
from app.stewardship.records import Published, Values
from app.web.bodies import read_form
from app.web.dependencies import snapshot_for
from app.web.policy import OPEN, declared
from app.web.prefix import at
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import CHINESE, LANGUAGES, page_path

router = APIRouter()
LONGEST_REVISION = 10
DONE = "done"
THANKS = {"confirmed": "confirmed", "proposed": "proposed", "remark-sent": "proposed"}
"""What the address may say after the form was sent, and what then became of the link."""
HEADERS = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
"""The address is a secret: no other page learns more than the host from which somebody came. With `no-referrer`,
browsers would say of our own form that it came from nowhere."""
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Shown:
    """What stands in the form, and what was wrong with what was sent."""

    values: Values
    remark: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    status: int = 200


Opened = Callable[[Request, Context, str, Invited, Published], Awaitable[PrivateAnswer]]
"""What a good link opens: of the request, the link's secret, the link and its record."""


def _register(lang: str, prefix: str, beyond: str, opened: Opened) -> None:
    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix)
        try:
            async with snapshot_for(request) as db:
                context = (await visit_of(request, db, lang, path)).context
            answer = await _answer(request, context, opened)
        except ServiceMapError as error:
            answer = PrivateAnswer.of(await failures.away(request, lang, path, error=error))
        answer.headers.update(HEADERS)
        return answer

    router.add_api_route(prefix + path_of("{secret}") + beyond, declared(endpoint, OPEN), methods=["GET", "POST"])


async def _answer(request: Request, context: Context, opened: Opened) -> PrivateAnswer:
    network, secret = network_of(request.scope), str(request.path_params["secret"])
    writers = writers_of(request)

    def find(connection: Connection) -> tuple[Invited, Published]:
        check_links(connection, network)
        return invitations.find(connection, secret)

    try:
        invited, now = await writers.own.run(find)
        return await opened(request, context, secret, invited, now)
    except BadLinkError as error:
        with suppress(TooManyAttemptsError):
            await writers.own.run(lambda connection: count_missed_link(connection, network), aside=True)
        if error.state == "used" and (thanks := await _thanked(request, context, secret)):
            return thanks
        return _told(
            context, f"invited-{error.state}" if error.state else "invited-unknown", 410 if error.state else 404
        )
    except TooManyAttemptsError as error:
        answer = _told(context, "invited-too-many", 429, minutes=math.ceil(error.seconds / 60))
        answer.headers["Retry-After"] = str(error.seconds)
        return answer


async def _record(request: Request, context: Context, secret: str, invited: Invited, now: Published) -> PrivateAnswer:
    """The record, or what becomes of what was sent."""
    if request.method == "GET":
        return _page(context, secret, invited, now, Shown(now.values))
    return await _sent(request, context, secret, invited, now)


async def _sent(request: Request, context: Context, secret: str, invited: Invited, now: Published) -> PrivateAnswer:
    """Confirm or propose; what cannot be taken is shown again as it was typed, and the link stays good."""
    shown = Shown(now.values)
    try:
        check_origin(request)
        form = await read_form(request)
        shown = Shown({**now.values, **{name: read_values(form)[name] for name in OFFERED}}, _first(form, "remark"))
        return await _done(request, context, secret, invited, now, form, shown)
    except FaultsError as error:
        faults = fault_by_field(error.said(context.lang))
        notice, status = context.say("invited-faults", n=len(faults)), 422
    except ConflictError:
        faults, notice, status = {}, context.say("invited-meanwhile"), 409
    except BodyTooLargeError:
        faults, notice, status = {}, context.say("steward-too-large-said"), 413
    except ForbiddenError:
        faults, notice, status = {}, context.say("correction-elsewhere"), 403
    return _page(context, secret, invited, now, Shown(shown.values, shown.remark, faults, notice, status))


async def _done(
    request: Request, context: Context, secret: str, invited: Invited, now: Published, form: Form, shown: Shown
) -> PrivateAnswer:
    """Raises FaultsError, ConflictError, BadLinkError."""
    changed = {name: shown.values[name] for name in differing(now, shown.values)}
    writers = writers_of(request)
    said = shown.remark.strip()
    if _first(form, "do") == "confirm":
        if changed or said:
            notice = context.say("invited-changed", n=len(changed)) if changed else context.say("invited-remarked")
            return _page(context, secret, invited, now, Shown(shown.values, shown.remark, {}, notice, 422))
        await writers.publishing.run(lambda connection: invitations.confirm_by(connection, secret))
        return _leading_to_thanks(context, secret, "confirmed")
    if not changed and not said:
        notice = context.say("invited-nothing")
        return _page(context, secret, invited, now, Shown(shown.values, shown.remark, {}, notice, 422))
    remark = public_text(shown.remark, LONGEST_REASON // 2, "/remark") if said else ""
    reason = " ".join(filter(None, (context.say("invited-reason"), remark)))
    if not changed:
        await writers.own.run(lambda connection: invitations.remark_by(connection, secret, reason))
        return _leading_to_thanks(context, secret, "remark-sent")
    ground = Ground(context.say("invited-reason"), datetime.now(CHINA_TIME).date().isoformat(), "source")
    filled = _first(form, "revision")
    revision = int(filled) if filled.isdecimal() and len(filled) < LONGEST_REVISION else 0
    grounds = dict.fromkeys(changed, ground)
    await writers.own.run(
        lambda connection: invitations.propose_by(connection, secret, changed, grounds, revision, reason)
    )
    return _leading_to_thanks(context, secret, "proposed")


def differing(now: Published, values: Values) -> list[str]:
    """The offered facts whose values are others now."""
    return [name for name in OFFERED if comparable(values[name]) != comparable(now.values[name])]


def _first(form: Form, name: str) -> str:
    return next(iter(form.get(name, [])), "")


def _page(context: Context, secret: str, invited: Invited, now: Published, shown: Shown) -> PrivateAnswer:
    say = context.say
    body = h.main("#content.page.steward.invited")[
        h.p(".src-note")[_asked_by(context, invited), " · ", say("invited-until", day=day_of(invited.expires_at))],
        h.h1[record_name(context, now)],
        None if context.lang == CHINESE.code else h.p(".src-note")[context.chinese(now.values["name_zh"])],
        h.p(".prose")[say("invited-said")],
        _summary(context, shown) if shown.notice else None,
        h.form(method="post", action=context.location.other(path_of(secret)))[
            h.input(type="hidden", name="revision", value=str(now.revision)),
            h.div(".invited-facts")[(_row(context, now, shown, each) for each in OFFERED)],
            h.label(".field.wide", for_="remark")[
                h.span[say("invited-remark")],
                h.textarea(
                    f"#{REMARK}",
                    name=REMARK,
                    rows="2",
                    maxlength=str(LONGEST_REASON // 2),
                    **wrong_at(REMARK, wrong=REMARK in shown.faults),
                )["\n" + shown.remark],
            ],
            fault_line(REMARK, shown.faults.get(REMARK)),
            h.p(".src-note")[say("invited-reviewed")],
            h.div(".actions.stacked")[
                h.button(".btn.primary", type="submit", name="do", value="confirm")[
                    icon("met", 16), say("invited-confirm")
                ],
                h.button(".btn", type="submit", name="do", value="propose")[say("invited-propose")],
            ],
        ],
        h.p(".src-note")[
            h.a(href=context.location.other(path_of(secret) + CONTACT))[say("consent-title")],
            " ",
            say("invite-leaves"),
        ],
        h.p(".src-note")[
            say("invited-not-ours"),
            " ",
            h.a(href=context.location.other(correction_path(invited.platform)))[say("invited-tell")],
        ],
    ]
    return PrivateAnswer(steward_document(context, None, plain_name(context, now), body), shown.status)


def _summary(context: Context, shown: Shown) -> h.Node:
    """Why it was not sent; and each thing that is wrong, with the way to its field."""
    lines = [h.li[_place(context, name), reason] for name, reason in shown.faults.items()]
    return h.div(".fault", **SUMMARY)[icon("alert", 18), h.div[h.p[shown.notice], h.ul[lines] if lines else None]]


def _place(context: Context, name: str) -> h.Node:
    if not name:
        return None
    label = context.say("invited-remark") if name == REMARK else field_name(name, context.lang)
    return [h.a(href=f"#{name}" if name == REMARK else f"#f-{name}")[label], " "]


def _asked_by(context: Context, invited: Invited) -> h.Node:
    return h.fragment[context.chinese(invited.institution), " ", context.say("invited-asks")]


def _row(context: Context, now: Published, shown: Shown, name: str) -> h.Node:
    """What the public reads of a fact, and below it the field that changes it, closed until it is wanted."""
    say, before, value = context.say, now.values[name], shown.values[name]
    label, fault = field_name(name, context.lang), shown.faults.get(name)
    changed = comparable(before) != comparable(value)
    verb = say("invited-add" if before in (None, "", []) else "invited-change")
    column = BY_NAME[name]
    field = control(context, column, value, f"f-{name}", wrong=bool(fault))
    return h.div(".invited-row")[
        h.span(".invited-name", id=f"l-{name}")[label],
        h.div[
            h.bdi[value_words(name, before, context.vocabulary, context.lang)],
            h.details(open=changed or bool(fault))[
                h.summary[verb, h.span(".sr-only")[f" {label}"]],
                field if column.codes else h.label(for_=f"f-{name}")[h.span(".sr-only")[label], field],
                fault_line(f"f-{name}", fault),
            ],
        ],
    ]


def _leading_to_thanks(context: Context, secret: str, outcome: str) -> PrivateAnswer:
    """Whoever loads the page again, or comes back to it, sends nothing twice."""
    location = context.location
    address = at(page_path(location.lang, path_of(secret)))
    return PrivateAnswer.leading_to(with_query(address, [*location.lasting(path_of(secret)), (DONE, outcome)]))


async def _thanked(request: Request, context: Context, secret: str) -> PrivateAnswer | None:
    """What the address says was done by the link, where that is what became of it."""
    outcome = request.query_params.get(DONE, "")
    used = await writers_of(request).own.run(lambda connection: invitations.used(connection, secret))
    if request.method != "GET" or used is None or THANKS.get(outcome) != used[0].outcome:
        return None
    return _thanks(context, *used, outcome)


def _thanks(context: Context, invited: Invited, now: Published, outcome: str) -> PrivateAnswer:
    say, used_at = context.say, invited.used_at or datetime.now(CHINA_TIME)
    line = say("confirmed-by-operator", month=f"{used_at.astimezone(CHINA_TIME):%Y-%m}")
    body = h.main("#content.page.steward.invited")[
        h.p(".src-note")[_asked_by(context, invited)],
        h.h1[say("invited-thanks")],
        h.p(".prose", role="status")[say(f"invited-{outcome}")],
        h.p(".confirmed")[icon("met", 16), line] if outcome == "confirmed" else None,
        h.p(".src-note")[say("invited-used-up")],
        h.p[h.a(href=context.location.other(f"/platform/{invited.platform}"))[say("invited-public")]],
    ]
    return PrivateAnswer(steward_document(context, None, plain_name(context, now), body))


def _told(context: Context, key: str, status: int, **args: int) -> PrivateAnswer:
    say = context.say
    body = h.main("#content.page.steward.invited")[
        h.h1[say("invited-bad")],
        h.p(".prose")[say(key, **args)],
        h.p[h.a(href=context.location.other("/"))[say("back-to-map")]],
    ]
    return PrivateAnswer(steward_document(context, None, say("invited-bad"), body), status)


for _language in LANGUAGES:
    _register(_language.code, _language.prefix, "", _record)
    _register(_language.code, _language.prefix, CONTACT, contact_of)
