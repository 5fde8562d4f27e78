"""`/api/platforms/{id}/invitations`: links for the operator of a record, made by programs as on the page."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, NoMediaTypeError, NotFoundError, WrongMediaTypeError
from app.stewardship import invitations, links_described
from app.stewardship.access import Call, by_key, writers_of
from app.stewardship.invitations import DAYS, USUAL_DAYS, Invited
from app.stewardship.repeated import Outcome
from app.web.bodies import read_json
from app.web.private import PrivateAnswer
from app.web.site import base_url
from frontend.language import LANGUAGES

router = APIRouter(tags=["invitations"])
INVITATIONS = "/api/platforms/{id}/invitations"
JSON = "application/json"


@by_key(router, "POST", INVITATIONS, "invite", links_described.CREATE)
async def create(call: Call) -> PrivateAnswer:
    """A link for the operator of a record, good once; one that is still open is taken back.

    It is shown in this answer and never again: a digest of it is kept.
    """
    id, days = _id(call), _days(await _document(call))

    def work(connection: Connection) -> tuple[str, Invited]:
        secret = invitations.invite(connection, call.account, id, days)
        return secret, invitations.of_record(connection, call.account, id, most=1)[1][0]

    try:
        secret, made = await writers_of(call.request).own.run(work)
    except ConflictError as error:
        raise _not_listed(id) from error
    site, path = base_url(call.request), invitations.path_of(secret)
    addresses = {language.code: f"{site}{language.prefix}{path}" for language in LANGUAGES}
    return Outcome(201, {}, {**_described(made), "links": addresses}).answer()


@by_key(router, "GET", INVITATIONS, "invite", links_described.READ)
async def read(call: Call) -> PrivateAnswer:
    """The links of a record and what became of each, the newest first."""
    id = _id(call)
    try:
        _, links = await writers_of(call.request).own.run(lambda c: invitations.of_record(c, call.account, id))
    except ConflictError as error:
        raise _not_listed(id) from error
    return Outcome(200, {}, {"invitations": [_described(each) for each in links if each.address is None]}).answer()


@by_key(router, "DELETE", INVITATIONS, "invite", links_described.REVOKE)
async def revoke(call: Call) -> PrivateAnswer:
    """Take back the open link of a record; where there is none, nothing changes."""
    id = _id(call)
    try:
        await writers_of(call.request).own.run(lambda c: invitations.take_back(c, call.account, id))
    except ConflictError as error:
        raise _not_listed(id) from error
    return Outcome(204, {}, None).answer()


def _id(call: Call) -> str:
    return str(call.request.path_params["id"])


def _not_listed(id: str) -> NotFoundError:
    return NotFoundError(f"There is no platform with the id {id[:64]}.")


async def _document(call: Call) -> Any:
    media_type = call.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not media_type:
        raise NoMediaTypeError(f"Say what you send: Content-Type is {JSON}.")
    if media_type != JSON:
        raise WrongMediaTypeError(f"Send {JSON}.")
    return await read_json(call.request)


def _days(document: Any) -> int:
    """For how many days the link is good. Raises FaultsError."""
    if not isinstance(document, dict):
        raise FaultsError([("", "this is no JSON object")])
    faults = [(f"/{name[:60]}", "this is not known here") for name in document if name != "days"]
    days = document.get("days", USUAL_DAYS)
    if type(days) is not int or days not in DAYS:
        faults.append(("/days", f"a link is good for {', '.join(map(str, DAYS))} days"))
    if faults:
        raise FaultsError(faults)
    return int(days)


def _described(link: Invited) -> dict[str, Any]:
    """A link without its address; days in China."""
    moments = {"made_on": link.made_at, "expires_on": link.expires_at, "used_on": link.used_at}
    days = {name: at.astimezone(CHINA_TIME).date().isoformat() if at else None for name, at in moments.items()}
    institution = link.institution or None
    return {"number": link.id, "state": link.state, "outcome": link.outcome, "institution": institution, **days}
