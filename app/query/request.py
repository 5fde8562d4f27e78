"""What the parameters of a request say of its answer: names that the address does not take, and the format."""

from typing import Any

from fastapi import Request, Response

from app.errors import UnknownParameterError
from app.query.parameter import Parameter, Schema, check_given, names
from app.query.parameters import FORMAT
from app.store.version import Version
from app.web.answers import Make
from app.web.dependencies import answers_of
from app.web.negotiation import MEDIA_TYPES, Format, Negotiation, preferred

UNCHANGED: Schema = {"304": {"description": "What `If-None-Match` names is still the answer."}}
"""What the API document says of answers that are kept."""


def known_only(request: Request, *parameters: Parameter[Any]) -> None:
    """Refuse a request that names other parameters, or one of these in a way that it does not take.

    Raises UnknownParameterError, InvalidParameterError.
    """
    known = names(parameters)
    for name in request.query_params:
        if name not in known:
            raise UnknownParameterError(name, ", ".join(known))
    check_given(parameters, request.query_params.multi_items())


def answered(*formats: Format, json: str = "application/json", kept: bool = True) -> Schema:
    """The `openapi_extra` of a route that answers in these formats; `json` is the media type of its JSON.

    `kept`: the answer has an ETag. The route's response class is `Response`: another one adds its own media type.
    """
    types = {each: kinds[0] for each, kinds in MEDIA_TYPES.items()} | {"json": json}
    binary: Schema = {"type": "string", "format": "binary"}
    schemas: dict[Format, Schema] = {
        "json": {"type": "object"},
        **dict.fromkeys(("xlsx", "docx", "pptx", "png"), binary),
    }
    content = {types[each]: {"schema": schemas.get(each, {"type": "string"})} for each in formats}
    return {"responses": {"200": {"content": content}, **(UNCHANGED if kept else {})}}


def negotiate(request: Request, formats: tuple[Format, ...], by_name: tuple[Format, ...] = ()) -> Negotiation:
    """Choose among `formats`, of which the first counts where the caller has no preference or takes none of them.

    Those of `by_name` are for callers who name them by `f`. Raises InvalidParameterError where `f` names none of all.
    """
    if FORMAT.name in request.query_params:
        return Negotiation(FORMAT.among((*formats, *by_name)).of(request.query_params))
    if len(formats) == 1:
        return Negotiation(formats[0])
    return Negotiation(preferred(request, formats), ("Accept",))


async def cached(request: Request, version: Version, negotiation: Negotiation, make: Make, lang: str = "") -> Response:
    """A public answer that takes long to make, in the negotiated format: kept for the next caller, compressed once."""
    return await answers_of(request).cached(
        request,
        version,
        f"{negotiation.format} {lang}".rstrip(),
        make,
        audience="public",
        keep="then compressed",
        vary=negotiation.vary,
    )
