"""How a document of the API is to be read: its format, its language and its links."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from app.collections import html
from app.collections.links import Links
from app.collections.parameters import EVERYWHERE
from app.query.parameter import documented
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, known_only, negotiate
from app.web.negotiation import Format, Negotiation
from app.web.responses import SCHEMA, as_json

FORMATS: tuple[Format, ...] = ("json", "html")
TAKEN = documented(FORMAT.among(FORMATS), LANG)
BOTH = TAKEN | answered(*FORMATS, kept=False)
"""What such a document takes and what it answers, for the API document."""
SCHEMAS = TAKEN | answered(*FORMATS, json=SCHEMA, kept=False)
"""The same for a JSON Schema."""


@dataclass(frozen=True)
class Reading:
    """How a document is to be read: its format, its language and its links."""

    negotiated: Negotiation
    lang: str
    links: Links

    def answer(self, document: dict[str, Any], title: str, media_type: str = "application/json") -> Response:
        if self.negotiated.format == "html":
            return self.negotiated.marked(html.page(title, self.lang, html.value(document)))
        return self.negotiated.marked(as_json(document, media_type))

    def schema(self, document: dict[str, Any]) -> Response:
        """A JSON Schema, which has no links: they stand where it is linked from."""
        if self.negotiated.format == "html":
            return self.negotiated.marked(
                html.page(document["title"], self.lang, html.schema_table(document, self.lang))
            )
        return self.answer(document, document["title"], SCHEMA)


def _reading(request: Request) -> Reading:
    known_only(request, *EVERYWHERE)
    negotiated = negotiate(request, FORMATS)
    return Reading(negotiated, LANG.of(request.query_params), Links.of(request, negotiated.format))


DocumentReading = Annotated[Reading, Depends(_reading)]
