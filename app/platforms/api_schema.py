"""A platform as the API document describes it: a JSON Schema of its feature and of its properties, and its CSV."""

from collections.abc import Sequence
from typing import Any

from app.platforms.columns import LISTS, PROPERTIES
from app.platforms.progress import STATES
from app.platforms.queries import CSV_COLUMNS
from app.platforms.record import Record
from app.platforms.schemas import Platform
from app.query.request import UNCHANGED

Schema = dict[str, Any]
NAME: Schema = {"type": "string", "description": "Name in the language of the answer."}
POSITION: Schema = {
    "description": "Position in the datum of the answer, longitude first; null where none is stated.",
    "oneOf": [
        {
            "type": "object",
            "required": ["type", "coordinates"],
            "properties": {
                "type": {"const": "Point"},
                "coordinates": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}},
            },
        },
        {"type": "null"},
    ],
}


def properties_schema() -> Schema:
    """A feature's properties, in their order; `distance_m` is there where a point was asked for."""
    fields = {"name": NAME, **Platform.model_json_schema(mode="serialization")["properties"]}
    names = (*PROPERTIES, "distance_m")
    return {"type": "object", "properties": {name: _described(name, fields[name]) for name in names}}


def written_schema(required: Sequence[str]) -> Schema:
    """The properties of a feature that is sent: what the definition of a record has, and no more."""
    fields = Record.model_json_schema()["properties"]
    own = {name: _described(name, field) for name, field in fields.items() if name not in ("id", "lon", "lat")}
    # What is made for a reader may come back as it was read, and is not looked at.
    own |= {"name": {**NAME, "readOnly": True}, "district": {"type": "string", "nullable": True, "readOnly": True}}
    schema: Schema = {"type": "object", "properties": own}
    return {**schema, "required": list(required)} if required else schema


def stated(schema: Schema) -> Schema:
    """The schema of a value that is stated: without the alternative null, which stands for what is not."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    rest = {keyword: value for keyword, value in schema.items() if keyword != "anyOf"}
    return {**kinds[0], **rest} if len(kinds) == 1 else schema


def _described(name: str, field: Schema) -> Schema:
    """The schema of a field without the title and the default, which speak of a file to import."""
    described = {key: value for key, value in field.items() if key not in ("title", "default")}
    if name not in LISTS:
        return described
    kind = {key: described.pop(key) for key in ("type", "items")}
    return {"anyOf": [kind, {"type": "null"}], **described}


def feature_schema() -> Schema:
    """A GeoJSON feature."""
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": POSITION,
            "properties": properties_schema(),
        },
    }


def confirmed_schema() -> Schema:
    """Who last found a record still true."""
    text: Schema = {"type": "string"}
    return {
        "type": "object",
        "nullable": True,
        "description": "Who last found the record still true; null where nobody did. A past state has none.",
        "required": ["on", "role", "institution"],
        "properties": {
            "on": {**text, "format": "date", "description": "The day in China."},
            "role": {
                **text,
                "description": "A `steward`, the `operator`, an `editor`.",
            },
            "institution": {"type": "string", "nullable": True, "description": "Null for an operator."},
        },
    }


def item_schema() -> Schema:
    """A feature that was asked for by its id: beside its facts stands who last found them still true."""
    schema = feature_schema()
    return {
        **schema,
        "properties": {**schema["properties"], "confirmed": confirmed_schema(), **_reached(), **_progress()},
    }


def listed_schema() -> Schema:
    """A feature of a list: it says who found it still true where somebody did."""
    schema = feature_schema()
    confirmed = {**confirmed_schema(), "description": "Who last found the record still true; absent where nobody did."}
    return {**schema, "properties": {**schema["properties"], "confirmed": confirmed}}


def _reached() -> dict[str, Schema]:
    said = (
        "The mobile number at which the platform is reached, of which the holder agreed that it is public; else null."
    )
    return {"public_mobile": {"type": "string", "nullable": True, "description": f"{said} A past state has none."}}


def _progress() -> dict[str, Schema]:
    """Milestones and evaluations that are marked as public."""
    text: Schema = {"type": "string"}
    day: Schema = {**text, "description": "A year, a month or a day."}
    milestone = {
        "title": text,
        "due": {**day, "nullable": True},
        "state": {**text, "enum": list(STATES)},
        "source": text,
        "source_date": day,
    }
    evaluation = {
        "period": text,
        "result": {**text, "description": "In the words of whoever evaluated."},
        "source": text,
        "date": day,
    }
    return {
        "milestones": _listed(milestone, "The milestones that are public, each with its source."),
        "evaluations": _listed(evaluation, "The evaluations that are public, each with its source."),
    }


def _listed(properties: dict[str, Schema], description: str) -> Schema:
    entry = {"type": "object", "required": list(properties), "properties": properties}
    return {
        "type": "array",
        "nullable": True,
        "description": f"{description} Null where none is stated.",
        "items": entry,
    }


def items_schema() -> Schema:
    """One page of features."""
    counts = ("numberMatched", "numberReturned", "unlocated")
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            **{name: {"type": "integer", "minimum": 0} for name in counts},
            "features": {"type": "array", "items": listed_schema()},
        },
    }


def csv_schema() -> Schema:
    """A CSV file, which an import takes back."""
    return {"type": "string", "description": f"CSV with the columns {', '.join(CSV_COLUMNS)}."}


def removed_schema() -> Schema:
    """The problem document of a platform that was listed and was removed."""
    text: Schema = {"type": "string"}
    members = {"type": text, "title": text, "status": {"const": 410}, "detail": text}
    stated = {
        "reason": {**text, "description": "Why it was removed, in the words of who removed it."},
        "date": {**text, "format": "date", "description": "The day on which it was removed."},
    }
    return {"type": "object", "required": ["status", "reason", "date"], "properties": members | stated}


def merged_schema() -> Schema:
    """The problem document of a platform that became one with another."""
    removed = removed_schema()
    into: Schema = {"type": "string", "description": "The id of the platform that it became one with."}
    members = {**removed["properties"], "status": {"const": 301}, "into": into}
    return {**removed, "required": [*removed["required"], "into"], "properties": members}


def answers(*, gone: bool = False, **by_type: Schema) -> Schema:
    """The `openapi_extra` of a route that answers a browser with HTML, and with these: `geojson`, `csv`.

    `gone`: what it gives may have been removed.
    """
    types = {"geojson": "application/geo+json", "csv": "text/csv"}
    html: Schema = {"text/html": {"schema": {"type": "string"}}}
    content = {types[name]: {"schema": schema} for name, schema in by_type.items()}
    responses: Schema = {"200": {"content": content | html}, **UNCHANGED}
    if gone:
        problem = {"application/problem+json": {"schema": removed_schema()}}
        responses["410"] = {"description": "It was listed and was removed.", "content": problem}
        responses["301"] = {
            "description": "It became one with another platform, whose address `Location` names.",
            "headers": {"Location": {"schema": {"type": "string"}}},
            "content": {"application/problem+json": {"schema": merged_schema()}},
        }
    return {"responses": responses}
