"""Writing platforms through the API (OGC API – Features, Part 4): create, replace, update, delete.

A change becomes a draft in review. Where one person is enough by setting, a key that may publish publishes.
"""

import re
from collections.abc import Callable
from dataclasses import replace as replace_fields
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy import Connection

from app.errors import (
    ConditionFailedError,
    ConditionNeededError,
    ConflictError,
    NoMediaTypeError,
    NotFoundError,
    UnknownParameterError,
    WrongMediaTypeError,
)
from app.stewardship import continued, described, drafts, records
from app.stewardship.access import Call, by_key, writers_of
from app.stewardship.described import FEATURES, PATCHES
from app.stewardship.drafts import LONGEST_REASON, public_text
from app.stewardship.feature_body import Sent, feature_of, merged, sent_of, system_of
from app.stewardship.records import Published, Values
from app.stewardship.repeated import Outcome, once
from app.store.version import Version
from app.web.bodies import check_unpacked, read_json
from app.web.dependencies import answers_of, settings_of
from app.web.preferences import preferences
from app.web.prefix import at
from app.web.private import PrivateAnswer
from geo.reference_systems import CRS84, ReferenceSystem

router = APIRouter(tags=["platforms"])
ITEMS = "/api/collections/platforms/items"
ITEM = ITEMS + "/{id}"
ETAG = re.compile(r'(?:W/)?"(\d{1,12})-[0-9a-z]{1,64}"', re.ASCII)
BY_API, REASON = "API", "reason"
NO_ID = "/id"
Change = Callable[[Connection, Published | None], Sent]
"""What becomes of the published record; an empty one is taken out."""


@by_key(router, "POST", ITEMS, "draft", described.CREATE)
async def create(call: Call) -> PrivateAnswer:
    """A new platform."""
    document, system = await _document(call, FEATURES)
    sent = sent_of(document, system)
    if sent.values["id"] is None and NO_ID not in dict(sent.faults):
        sent = sent.also((NO_ID, "a new platform needs an identifier, which it keeps for ever"))
    id = sent.values["id"] or ""

    def change(connection: Connection, now: Published | None) -> Sent:
        if now is not None or records.was_removed(connection, id):
            raise ConflictError(f"There is or was a platform {id[:64]} already.")
        return sent

    return await _write(call, id, change, sent.values, created=True)


@by_key(router, "PUT", ITEM, "draft", described.REPLACE)
async def replace(call: Call) -> PrivateAnswer:
    """The whole platform anew: what is not named is not stated any more."""
    document, system = await _document(call, FEATURES)
    sent = _named(call, sent_of(document, system))
    id = sent.values["id"]
    return await _write(call, id, lambda connection, now: Sent({**_kept(now), **sent.values}, sent.faults), sent.values)


@by_key(router, "PATCH", ITEM, "draft", described.UPDATE)
async def patch(call: Call) -> PrivateAnswer:
    """Some facts of a platform (JSON merge patch, RFC 7396); null says that a fact is not stated."""
    document, system = await _document(call, PATCHES)
    # Where the position stays as it is, it is not moved to another system and back.
    moved = system if isinstance(document, dict) and "geometry" in document else CRS84
    id = str(call.request.path_params["id"])

    def change(connection: Connection, now: Published | None) -> Sent:
        assert now is not None  # noqa: S101 - `_write` refused before
        return _named(call, sent_of(merged(feature_of(now.values, moved), document), moved))

    return await _write(call, id, change, [moved.uri, document])


@by_key(router, "DELETE", ITEM, "draft", described.DELETE)
async def delete(call: Call) -> PrivateAnswer:
    """No platform any more: its address then says since when, and the reason that `reason` gives."""
    return await _write(call, str(call.request.path_params["id"]), lambda connection, now: Sent(drafts.REMOVAL), None)


async def _document(call: Call, allowed: tuple[str, ...]) -> tuple[Any, ReferenceSystem]:
    """What was sent, and the system of its coordinates. Raises NoMediaTypeError, WrongMediaTypeError, FaultsError."""
    media_type = call.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not media_type:
        raise NoMediaTypeError(f"Say what you send: Content-Type is {' or '.join(allowed)}.")
    if media_type not in allowed:
        raise WrongMediaTypeError(f"Send {' or '.join(allowed)}.")
    check_unpacked(call.request)
    system = system_of(call.request.headers.get("content-crs"))
    return await read_json(call.request), system


def _named(call: Call, sent: Sent) -> Sent:
    """What was sent of the platform that the address names."""
    id = str(call.request.path_params["id"])
    if sent.values["id"] not in (None, id):
        sent = sent.also((NO_ID, "the identifier is that of the address and stays for ever"))
    return Sent({**sent.values, "id": id}, sent.faults)


def _kept(now: Published | None) -> Values:
    """What a feature need not repeat, since no change changes it."""
    return {} if now is None else {name: now.values[name] for name in records.KEPT}


async def _write(call: Call, id: str, change: Change, sent: Any, *, created: bool = False) -> PrivateAnswer:
    """Make a draft of a change, or publish it where the key may and one person is enough."""
    settings, given = settings_of(call.request), call.request.query_params.multi_items()
    if unknown := [name for name, _ in given if name != REASON]:
        raise UnknownParameterError(unknown[0], REASON)
    publishes = call.may("publish") and not settings.two_persons
    writers = writers_of(call.request)
    said = call.request.query_params.get(REASON, "")
    # Whoever takes a platform out says why: it stands at its address.
    reason = public_text(said or ("" if call.request.method == "DELETE" else BY_API), LONGEST_REASON, "/reason")

    def work(connection: Connection) -> Outcome:
        return once(connection, call, sent, lambda: _written(connection, call, id, change, reason, publishes, created))

    outcome = await (writers.publishing if publishes else writers.own).run(work)
    return _preferred(call, outcome)


def _preferred(call: Call, outcome: Outcome) -> PrivateAnswer:
    """The answer with the stored feature where the program prefers it, else without (RFC 7240)."""
    if not isinstance(outcome.document, dict) or outcome.document.get("type") != "Feature":
        return outcome.answer()
    wish = preferences(call.request).get("return")
    if wish != "representation":
        outcome = replace_fields(outcome, status=204 if outcome.status == 200 else outcome.status, document=None)
    answer = outcome.answer()
    if wish in ("representation", "minimal"):
        answer.headers["Preference-Applied"] = f"return={wish}"
    if outcome.document is not None:
        answer.headers["Content-Crs"] = f"<{CRS84.uri}>"
    return answer


def _written(
    connection: Connection, call: Call, id: str, change: Change, reason: str, publishes: bool, created: bool
) -> Outcome:
    version = records.lock(connection) if publishes else None
    now = None if "\x00" in id else records.published(connection, id)
    if not created:
        _check_condition(connection, call, id, now)
    draft = None if publishes else continued.own_draft(connection, call.account, id)
    # What a partial change does not name stays as one proposed it before.
    seen = continued.start(connection, draft, now) if now and call.request.method == "PATCH" else now
    sent = change(connection, seen)
    record = records.checked(connection, sent.values, now, sent.faults) if sent.values else None
    districts = [each.district for each in (now,) if each] + ([record.district_code] if record else [])
    call.account.require_own(id, *districts)
    if record and now and not drafts.differing(now.values, record.model_dump(mode="json")):
        # Nobody is asked to review nothing, and nothing is published anew.
        if draft:
            drafts.take_back(connection, call.account, draft)
        unchanged = {"ETag": _etag(connection, call, records.version(connection))}
        return Outcome(200, unchanged, feature_of(now.values))
    if not publishes:
        number = continued.write(connection, call.account, draft, id, record, now, reason)
        return Outcome(202, {}, {"draft": number, "state": "in_review", "platform": id})
    by = records.author(call.account, "publish" if record else "remove", reason)
    version = records.publish(connection, record, by) if record else records.withdraw(connection, id, by)
    headers = {"ETag": _etag(connection, call, version)}
    if record is None:
        return Outcome(204, {}, None)
    if created:
        headers["Location"] = at(f"{ITEMS}/{quote(id, safe='')}")
    written = records.published(connection, id)
    return Outcome(201 if created else 200, headers, feature_of(written.values) if written else None)


def _check_condition(connection: Connection, call: Call, id: str, now: Published | None) -> None:
    """The caller must name the state that the change was made for, by its ETag.

    Raises NotFoundError, ConditionNeededError, and ConditionFailedError where a fact changed since.
    """
    if now is None:
        raise NotFoundError(f"There is no platform with the id {id[:64]}.")
    # Of several headers each is a part of one list (RFC 9110, 5.3).
    given = ", ".join(call.request.headers.getlist("if-match"))
    if not given:
        raise ConditionNeededError("Send If-Match with the ETag of the platform that you changed.")
    versions = [int(number) for number in ETAG.findall(given)]
    if not versions:
        raise ConditionFailedError("If-Match names no state of the platform: send the ETag that a GET of it gave.")
    if not any(records.unchanged_since(connection, id, version) for version in versions):
        raise ConditionFailedError("The platform was changed since: read it again and choose field by field.")


def _etag(connection: Connection, call: Call, version: int) -> str:
    """The ETag that the platform's address has after this write."""
    dataset = records.dataset(connection)
    return answers_of(call.request).etag(Version(dataset, version), call.request, "json")
