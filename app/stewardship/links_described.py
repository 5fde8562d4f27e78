"""The routes of the links for operators, as the API document describes them."""

from app.stewardship.described import ID, KEY_NEEDED, Schema, refused
from app.stewardship.invitations import DAYS, USUAL_DAYS

TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date", "nullable": True}
LINK: Schema = {
    "type": "object",
    "required": ["number", "state"],
    "properties": {
        "number": {"type": "integer"},
        "state": {"type": "string", "enum": ["open", "used", "expired", "revoked"]},
        "outcome": {"type": "string", "nullable": True, "description": "confirmed, proposed, or null."},
        "institution": {"type": "string", "nullable": True, "description": "Of whoever made the link."},
        **dict.fromkeys(("made_on", "expires_on", "used_on"), DAY),
    },
}
ADDRESSES: Schema = {
    "type": "object",
    "description": "The address of the link in each language: shown once.",
    "additionalProperties": TEXT,
}
MADE: Schema = {**LINK, "properties": {**LINK["properties"], "links": ADDRESSES}}
LISTED: Schema = {"type": "object", "properties": {"invitations": {"type": "array", "items": LINK}}}
USUAL = ("401", "403", "404", "429", "503")
BODY: Schema = {
    "type": "object",
    "properties": {"days": {"type": "integer", "enum": list(DAYS), "default": USUAL_DAYS}},
    "additionalProperties": False,
}

CREATE: Schema = {
    "operationId": "createInvitation",
    "security": KEY_NEEDED,
    "parameters": [ID],
    "requestBody": {"required": True, "content": {"application/json": {"schema": BODY}}},
    "responses": {
        "201": {"description": "The link, shown once.", "content": {"application/json": {"schema": MADE}}},
        **refused(*USUAL, "400", "413", "415", "422"),
    },
}
READ: Schema = {
    "operationId": "getInvitations",
    "security": KEY_NEEDED,
    "parameters": [ID],
    "responses": {
        "200": {"description": "The links.", "content": {"application/json": {"schema": LISTED}}},
        **refused(*USUAL),
    },
}
REVOKE: Schema = {
    "operationId": "revokeInvitation",
    "security": KEY_NEEDED,
    "parameters": [ID],
    "responses": {"204": {"description": "No link of the record is open any more."}, **refused(*USUAL)},
}
