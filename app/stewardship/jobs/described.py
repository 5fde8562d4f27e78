"""The routes of jobs, as the API document describes them."""

from app.stewardship.described import ALWAYS, IDEMPOTENCY_KEY, KEY_NEEDED, Schema, reason, refused
from app.stewardship.jobs.job import MOST_ROWS
from app.stewardship.jobs.upload import FORMS
from app.stewardship.models import JOB_STATES

TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
WHOLE_NUMBER: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
REPLACE: Schema = {
    "name": "replace",
    "in": "query",
    "required": False,
    "description": "Whether facts are cleared that are published and that a row does not name; else it is refused.",
    "schema": {"type": "boolean", "default": False},
}
FAULT: Schema = {
    "type": "object",
    "properties": {"row": WHOLE_NUMBER, "pointer": TEXT, "value": TEXT, "detail": TEXT},
}
COUNTS = ("rows", "added", "changed", "unchanged", "drafts", "dataVersion", "faultCount")
VERDICT: Schema = {
    "type": "object",
    "description": "There once the job has ended.",
    "properties": {
        **dict.fromkeys(COUNTS, WHOLE_NUMBER),
        "detail": TEXT,
        "faults": {"type": "array", "items": FAULT},
    },
}
JOB: Schema = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "integer"},
        "state": {"type": "string", "enum": list(JOB_STATES)},
        "publishes": {"type": "boolean"},
        "rowsRead": WHOLE_NUMBER,
        "reason": TEXT,
        "created": MOMENT,
        "updated": MOMENT,
        "verdict": VERDICT,
    },
}
ACCEPTED: Schema = {
    "description": "It waits for its turn; `Location` is the address of the job.",
    "headers": {"Location": {"schema": TEXT}},
    "content": {"application/json": {"schema": JOB}},
}
ENDING: Schema = {"type": "object", "properties": {"id": {"type": "integer"}, "state": TEXT}}
ROWS = f"At most {MOST_ROWS} rows: a feature a line, or a table with the columns of a CSV of platforms."

CREATE: Schema = {
    "operationId": "createJob",
    "security": KEY_NEEDED,
    "parameters": [IDEMPOTENCY_KEY, reason(required=True), REPLACE],
    "requestBody": {
        "required": True,
        "description": ROWS,
        "content": {media_type: {"schema": TEXT} for media_type in FORMS},
    },
    "responses": {"202": ACCEPTED, **refused(*ALWAYS, "409", "413", "415")},
}
READ: Schema = {
    "operationId": "getJob",
    "security": KEY_NEEDED,
    "parameters": [NUMBER],
    "responses": {
        "200": {"description": "The job.", "content": {"application/json": {"schema": JOB}}},
        **refused("401", "403", "404", "429", "503"),
    },
}
CANCEL: Schema = {
    "operationId": "cancelJob",
    "security": KEY_NEEDED,
    "parameters": [NUMBER],
    "responses": {
        "202": {"description": "It ends soon.", "content": {"application/json": {"schema": ENDING}}},
        **refused("401", "403", "404", "409", "429", "503"),
    },
}
