"""The file of an operator: what it may say of a record, and all that is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.city import CHINA_TIME
from app.errors import FaultsError, Reason
from app.imports.rows.problems import fault
from app.platforms.record import Record
from app.stewardship.collecting.reasons import reason, refused
from app.stewardship.drafts import LONGEST_REASON, public_text
from app.stewardship.invitations import OFFERED
from app.stewardship.records import Values
from app.stewardship.secrets import digest
from app.web.bodies import json_of

MEMBERS = ("as_of", "confirm", "values", "remark")
LONGEST_REMARK = LONGEST_REASON // 2
Faults = list[tuple[str, str | Reason]]


@dataclass(frozen=True)
class Entry:
    """What a file says of a record: it was still true on a day, or these values are, or a remark."""

    as_of: date
    confirm: bool
    remark: str
    digest: str
    values: Values = field(default_factory=dict)


def entries_of(body: bytes) -> Mapping[str, Any]:
    """What a file says by record, not looked at yet. Raises FaultsError."""
    try:
        document = json_of(body)
    except RecursionError as error:
        raise refused("deep") from error
    except ValueError as error:
        raise refused("no-json", why=str(error)[:120]) from error
    if not isinstance(document, dict):
        raise refused("no-records")
    faults: Faults = [
        (f"/{_escaped(name)}", reason("unknown")) for name in document if name not in ("records", "$schema")
    ]
    records = document.get("records")
    if not isinstance(records, dict):
        faults.append(("/records", reason("no-records")))
    if faults or not isinstance(records, dict):
        raise FaultsError(faults)
    return records


def place(id: str) -> str:
    """Where the entry of a record stands."""
    return f"/records/{_escaped(id)}"


def _escaped(name: str) -> str:
    return name[:60].replace("~", "~0").replace("/", "~1")


def entry_of(said: Any) -> Entry:
    """What is said of a record. Raises FaultsError with all that is wrong, with pointers within it."""
    if not isinstance(said, dict):
        raise FaultsError([("", reason("no-entry"))])
    faults: Faults = [(f"/{_escaped(name)}", reason("unknown")) for name in said if name not in MEMBERS]
    day = _day(said.get("as_of"), faults)
    values = _values(said.get("values", {}), faults)
    remark = _remark(said.get("remark", ""), faults)
    confirm = said.get("confirm", False)
    if type(confirm) is not bool:
        faults.append(("/confirm", reason("yes-or-no")))
    elif confirm == bool(values or remark) and not faults:
        faults.append(("", reason("one-of-both")))
    if faults or day is None:
        raise FaultsError(faults)
    return Entry(day, confirm is True, remark, digest(json.dumps(said, sort_keys=True)), values)


def _day(text: Any, faults: Faults) -> date | None:
    try:
        day = date.fromisoformat(text) if isinstance(text, str) and len(text) == len("2026-11-20") else None
    except ValueError:
        day = None
    if day is None:
        faults.append(("/as_of", reason("no-day")))
    elif day > datetime.now(CHINA_TIME).date():
        faults.append(("/as_of", reason("future")))
    else:
        return day
    return None


def _values(values: Any, faults: Faults) -> Values:
    if not isinstance(values, dict):
        faults.append(("/values", reason("no-entry")))
        return {}
    for name, value in values.items():
        texts = value if isinstance(value, list) else [value]
        if name not in OFFERED:
            faults.append((f"/values/{_escaped(name)}", reason("not-offered", allowed=", ".join(OFFERED))))
        elif value is not None and not all(isinstance(each, str) for each in texts):
            faults.append((f"/values/{name}", reason("no-text")))
    return values


def _remark(text: Any, faults: Faults) -> str:
    if text == "":
        return ""
    try:
        if not isinstance(text, str):
            raise FaultsError([("/remark", fault(0, "", "text-needed", most=LONGEST_REMARK))])
        return public_text(text, LONGEST_REMARK, "/remark")
    except FaultsError as error:
        faults += error.faults
        return ""


def schema() -> dict[str, Any]:
    """The JSON Schema of a file, its values as the definition of a record has them."""
    fields = Record.model_json_schema()["properties"]
    stated = {name: {key: value for key, value in fields[name].items() if key != "default"} for name in OFFERED}
    entry = {
        "type": "object",
        "required": ["as_of"],
        "properties": {
            "as_of": {"type": "string", "format": "date", "description": "When this was so, at the latest today."},
            "confirm": {"const": True, "description": "All that the public reads of the record was still true."},
            "values": {"type": "object", "minProperties": 1, "properties": stated, "additionalProperties": False},
            "remark": {"type": "string", "minLength": 1, "maxLength": LONGEST_REMARK},
        },
        "additionalProperties": False,
        "oneOf": [{"required": ["confirm"]}, {"anyOf": [{"required": ["values"]}, {"required": ["remark"]}]}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What the operator of a platform says of its record",
        "type": "object",
        "required": ["records"],
        "properties": {"$schema": {"type": "string"}, "records": {"type": "object", "additionalProperties": entry}},
        "additionalProperties": False,
    }
