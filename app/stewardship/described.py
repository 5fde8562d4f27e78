"""The routes of the API that write, as the API document describes them; the same for everybody, whoever asks."""

from typing import Any

from app.platforms.api_schema import POSITION, written_schema
from app.platforms.record import Record

Schema = dict[str, Any]
KEY_NEEDED: list[dict[str, list[str]]] = [{"key": []}]
LONGEST_KEY, LONGEST_REASON = 200, 1000
ALWAYS = ("400", "401", "403", "422", "429", "503")
OF_BODY = ("413", "415")
OF_CONDITION = ("404", "412", "428")
FEATURES = ("application/geo+json", "application/json")
PATCHES = ("application/merge-patch+json", "application/json")
IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the platform that the change was made for.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same request with the same key gets the same answer for a day, and changes nothing again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}
PREFER: Schema = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": (
        "`return=representation`: the answer has the stored platform; else it has its address and ETag alone. "
        "`handling=strict` is what is done anyway: what has a fault is not stored (RFC 7240)."
    ),
    "schema": {"type": "string"},
}
CONTENT_CRS: Schema = {
    "name": "Content-Crs",
    "in": "header",
    "required": False,
    "description": "The system of the coordinates that are sent, one of those of the collection; unset: CRS84.",
    "schema": {"type": "string"},
}
OF_CONTENT = [PREFER, CONTENT_CRS]
ID: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
DRAFT: Schema = {
    "type": "object",
    "required": ["draft", "state", "platform"],
    "properties": {
        "draft": {"type": "integer", "description": "The number of the draft, as the queue of stewards has it."},
        "state": {"type": "string", "enum": ["in_review"]},
        "platform": {"type": "string"},
    },
}


def reason(*, required: bool) -> Schema:
    """The parameter that says why."""
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_REASON}
    text = "Why, in a sentence: it stands in the history, and at the address of a platform that was taken out."
    return {"name": "reason", "in": "query", "required": required, "description": text, "schema": schema}


def refused(*statuses: str) -> Schema:
    """The answers that are problem documents."""
    return {status: {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _feature(*, partial: bool) -> Schema:
    """A feature as it is sent: the identifier is needed for a new one alone, nothing at all in a merge patch."""
    needed = [name for name, field in Record.model_fields.items() if field.is_required() and name != "id"]
    properties = written_schema(() if partial else needed)
    members = {"type": {"const": "Feature"}, "id": {"type": "string"}, "geometry": POSITION, "properties": properties}
    return {"type": "object", "properties": members, **({} if partial else {"required": ["type", "properties"]})}


TEXT: Schema = {"schema": {"type": "string"}}
WHOLE, PART = _feature(partial=False), _feature(partial=True)
STORED: Schema = {"application/geo+json": {"schema": {**WHOLE, "required": ["type", "id", "geometry", "properties"]}}}


def _body(schema: Schema, types: tuple[str, ...]) -> Schema:
    return {"required": True, "content": {each: {"schema": schema} for each in types}}


def _answers(status: str, said: str, content: Schema, *headers: str) -> Schema:
    drafted = {"description": "It is a draft in review.", "content": {"application/json": {"schema": DRAFT}}}
    answer: Schema = {"description": said, "headers": dict.fromkeys(headers, TEXT)}
    return {status: {**answer, **({"content": content} if content else {})}, "202": drafted}


def _changed(said: str) -> Schema:
    refusals = refused(*ALWAYS, *OF_BODY, *OF_CONDITION)
    brief = {"204": {"description": f"{said} No representation was preferred.", "headers": {"ETag": TEXT}}}
    return {**_answers("200", said, STORED, "ETag", "Preference-Applied"), **brief, **refusals}


CREATE: Schema = {
    "operationId": "createPlatform",
    "security": KEY_NEEDED,
    "parameters": [IDEMPOTENCY_KEY, *OF_CONTENT, reason(required=False)],
    "requestBody": _body({**WHOLE, "required": ["type", "id", "properties"]}, FEATURES),
    "responses": {
        **_answers("201", "It is published.", STORED, "ETag", "Location", "Preference-Applied"),
        **refused(*ALWAYS, *OF_BODY, "409"),
    },
}
REPLACE: Schema = {
    "operationId": "replacePlatform",
    "security": KEY_NEEDED,
    "parameters": [ID, IF_MATCH, IDEMPOTENCY_KEY, *OF_CONTENT, reason(required=False)],
    "requestBody": _body(WHOLE, FEATURES),
    "responses": _changed("It is published, or is so already."),
}
UPDATE: Schema = {
    "operationId": "updatePlatform",
    "security": KEY_NEEDED,
    "parameters": [ID, IF_MATCH, IDEMPOTENCY_KEY, *OF_CONTENT, reason(required=False)],
    "requestBody": _body(PART, PATCHES),
    "responses": _changed("It is published, or is so already."),
}


def _options(id: str, accepted: str, *parameters: Schema) -> Schema:
    """What may be done here by whoever asks: with a key what its account may, without one what anybody may."""
    said = "`Allow` names the methods that the key that was sent may use; without one all that anybody may do is read."
    headers = {
        "Allow": {**TEXT, "required": True, "description": "The methods, with commas between them."},
        accepted: {**TEXT, "description": "The media types that are taken; where the method is allowed alone."},
    }
    return {
        "operationId": id,
        "security": [{}, *KEY_NEEDED],
        "parameters": [*parameters],
        "responses": {"200": {"description": said, "headers": headers}, **refused("401", "503")},
    }


OPTIONS_OF_ITEMS = _options("optionsOfPlatforms", "Accept-Post")
OPTIONS_OF_ITEM = _options("optionsOfPlatform", "Accept-Patch", ID)
DELETE: Schema = {
    "operationId": "deletePlatform",
    "security": KEY_NEEDED,
    "parameters": [ID, IF_MATCH, IDEMPOTENCY_KEY, reason(required=True)],
    "responses": {**_answers("204", "It is taken out.", {}), **refused(*ALWAYS, *OF_CONDITION)},
}
