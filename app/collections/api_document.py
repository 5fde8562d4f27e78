"""The API's own description as OpenAPI 3.0.3, which is what clients of OGC API – Features read.

FastAPI writes 3.1, whose schemas are JSON Schema 2020-12; 3.0 knows neither `const` nor the type `null`. Paths are
relative to the API's root, which `servers` names.
"""

from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]
VERSION = "3.0.3"
MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"
ROOT = "/api"
NULL: Document = {"type": "null"}
UNCHECKED = "Validation Error"
"""How FastAPI describes its answer to a value that it cannot read; ours is 400."""
PROBLEM: Document = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail", "parameter", "value", "allowed")},
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "description": "All that is wrong with what was sent, each with a JSON pointer to its place.",
            "items": {"type": "object", "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}}},
        },
    },
}
REFUSALS = {
    "400": "A parameter is not known, or its value is not allowed; `parameter` and `allowed` say which and what is.",
    "404": "It is not listed.",
    "503": "It did not begin in time, or there is too much to do; `Retry-After` says when to ask again.",
}

OF_WRITING = {
    "401": "No key was sent, or it is not known, expired or revoked.",
    "403": "The account or its key may not do this, or the platform is of another district.",
    "409": "It contradicts what is there.",
    "412": "The platform was changed since the state that `If-Match` names: read it again.",
    "413": "More was sent than is taken.",
    "415": "What was sent is of a kind that is not taken here.",
    "422": "What was sent cannot be stored; `errors` says all that is wrong with it, each with a JSON pointer.",
    "428": "`If-Match` is needed.",
    "429": "Too many requests; `Retry-After` says when to ask again.",
}
"""What the operations refuse that need a key, besides."""
OF_FILES = {"416": "The file has no such part as `Range` asks for."}
KEY: Document = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key of an account, as its administrator gives it: smk_… Cookies of the pages mean nothing here.",
}


def api_document(described: Mapping[str, Any], server: str) -> Document:
    """The document of an application whose API is at `server`."""
    return {
        "openapi": VERSION,
        "info": described["info"],
        "servers": [{"url": server}],
        "paths": {path.removeprefix(ROOT) or "/": _path(path, item) for path, item in described["paths"].items()},
        "components": {
            "schemas": {"problem": PROBLEM},
            "responses": {
                status: _problem(description) for status, description in {**REFUSALS, **OF_WRITING, **OF_FILES}.items()
            },
            "securitySchemes": {"key": KEY},
        },
    }


def _problem(description: str) -> Document:
    schema = {"$ref": "#/components/schemas/problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _path(path: str, item: Mapping[str, Any]) -> Document:
    return {method: _operation(path, operation) for method, operation in item.items()}


def _operation(path: str, operation: Mapping[str, Any]) -> Document:
    refusals = [status for status in REFUSALS if status != "404" or "{" in path]
    answers = {status: _older(answer) for status, answer in operation["responses"].items()}
    answers = {status: answer for status, answer in answers.items() if answer.get("description") != UNCHECKED}
    answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in refusals if status not in answers}
    return {**_older({key: value for key, value in operation.items() if key != "responses"}), "responses": answers}


def _older(node: Any) -> Any:
    """The same part of a document without the keywords that 3.0 does not know."""
    if isinstance(node, list):
        return [_older(each) for each in node]
    if not isinstance(node, dict):
        return node
    older = {key: _older(value) for key, value in node.items() if key not in ("anyOf", "oneOf", "const")}
    if "const" in node:
        older |= {"type": "integer" if isinstance(node["const"], int) else "string", "enum": [node["const"]]}
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            older |= _alternatives(keyword, node[keyword])
    return older


def _alternatives(keyword: str, schemas: list[Document]) -> Document:
    """Alternatives of which one may be null, which 3.0 says with `nullable`."""
    rest = [_older(each) for each in schemas if each != NULL]
    nullable: Document = {"nullable": True} if NULL in schemas else {}
    if len(rest) > 1:
        return {keyword: rest, **nullable}
    [only] = rest
    if nullable and "enum" in only:
        only["enum"] = [*only["enum"], None]
    return {**only, **nullable}
