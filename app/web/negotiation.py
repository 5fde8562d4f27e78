"""The formats of answers, and which of them the Accept header of a request likes best."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import Request, Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from app.web.responses import DOCX, GEOJSON, PPTX, XLSX

Format = Literal["json", "html", "csv", "xlsx", "docx", "pptx", "png", "svg", "atom"]
MEDIA_TYPES: Mapping[Format, tuple[str, ...]] = {
    "json": (GEOJSON, "application/json"),
    "html": ("text/html",),
    "csv": ("text/csv",),
    "xlsx": (XLSX,),
    "docx": (DOCX,),
    "pptx": (PPTX,),
    "png": ("image/png",),
    "svg": ("image/svg+xml",),
    "atom": ("application/atom+xml",),
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


def preferred(request: Request, formats: tuple[Format, ...]) -> Format:
    """The format that the Accept header gives the greatest weight (RFC 9110, 12.5.1)."""
    header = ",".join(request.headers.getlist("accept"))
    accepted = parse_accept_header(header, MIMEAccept)
    plain = MIMEAccept((media_type.split(";")[0].strip(), weight) for media_type, weight in accepted)
    of_type = {media_type: each for each in formats for media_type in MEDIA_TYPES[each]}
    best = plain.best_match(of_type)
    return formats[0] if best is None else of_type[best]
