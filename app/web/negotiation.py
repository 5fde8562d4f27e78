"""Which format an answer has: the one that `f` names, else the one that the Accept header likes best."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import Request, Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from app.errors import InvalidParameterError
from app.web.responses import GEOJSON, XLSX

Format = Literal["json", "html", "csv", "xlsx"]
MEDIA_TYPES: Mapping[Format, tuple[str, ...]] = {
    "json": (GEOJSON, "application/json"),
    "html": ("text/html",),
    "csv": ("text/csv",),
    "xlsx": (XLSX,),
}
"""What a caller may name a format by; parameters such as `charset` and `version` play no part."""


@dataclass(frozen=True)
class Negotiation:
    """The format of an answer, and the request headers that it was chosen by, for `Vary`."""

    format: Format
    vary: tuple[str, ...] = ()

    def marked(self, response: Response) -> Response:
        """The same answer, telling caches which headers of the request chose its format."""
        if self.vary:
            response.headers["Vary"] = ", ".join(self.vary)
        return response


def negotiate(request: Request, formats: tuple[Format, ...]) -> Negotiation:
    """Choose among `formats`, of which the first counts where the caller has no preference or takes none of them.

    Raises InvalidParameterError where `f` names none of them.
    """
    named = request.query_params.get("f")
    if named is not None:
        for each in formats:
            if named == each:
                return Negotiation(each)
        raise InvalidParameterError("f", named[:40], ", ".join(formats))
    if len(formats) == 1:
        return Negotiation(formats[0])
    return Negotiation(preferred(request, formats), ("Accept",))


def preferred(request: Request, formats: tuple[Format, ...]) -> Format:
    """The format that the Accept header gives the greatest weight (RFC 9110, 12.5.1)."""
    header = ",".join(request.headers.getlist("accept"))
    accepted = parse_accept_header(header, MIMEAccept)
    plain = MIMEAccept((media_type.split(";")[0].strip(), weight) for media_type, weight in accepted)
    of_type = {media_type: each for each in formats for media_type in MEDIA_TYPES[each]}
    best = plain.best_match(of_type)
    return formats[0] if best is None else of_type[best]
