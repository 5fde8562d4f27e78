"""`/api/changes` and `/api/platforms/<id>/changes`: what changed, as JSON and as a feed; `…/diff` compares two days."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from app.history import read
from app.history.atom import ATOM, feed
from app.history.difference import difference
from app.history.difference_words import document, table
from app.history.parameters import FROM, MOST, SINCE, TO, today
from app.history.read import Entry
from app.platforms.filter import filter_parameters, parse_filter
from app.platforms.read import not_listed
from app.query.parameter import check_given, documented
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, known_only, negotiate
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from app.web.responses import as_json
from app.web.site import base_url
from app.web.streaming import CSV_TYPE
from frontend.messages import messages

router = APIRouter(tags=["history"])
FORMATS: tuple[Format, ...] = ("json", "atom")
OF_FEED = (FORMAT.among(FORMATS), LANG)
TABLES: tuple[Format, ...] = ("json", "csv")
OF_TABLE = (FORMAT.among(TABLES), LANG)


@router.get(
    "/api/platforms/{id}/changes", response_class=Response, openapi_extra=documented(*OF_FEED) | answered(*FORMATS)
)
async def of_platform(request: Request, db: ReadSession, vocabulary: CurrentVocabulary, id: str) -> Response:
    """The changes of one record since it was listed, the newest first; also of one that is gone."""
    known_only(request, *OF_FEED)
    format, lang = negotiate(request, FORMATS), LANG.of(request.query_params)

    async def make() -> Response:
        entries = await read.changes_of(db, id)
        if not entries:
            raise await not_listed(db, id)
        return _answer(request, format.format, entries, lang, vocabulary)

    answers, version = answers_of(request), vocabulary.data_version
    return await answers.cached(request, version, format.format, make, audience="public", vary=format.vary)


@router.get(
    "/api/platforms/{id}/diff",
    response_class=Response,
    openapi_extra=documented(FROM, TO, *OF_TABLE) | answered(*TABLES),
)
async def between(request: Request, db: ReadSession, vocabulary: CurrentVocabulary, id: str) -> Response:
    """What is different in one record at the end of one day from what it was at the end of another, field by field.

    Each with the changes that made it so: when, by which institution, why, by which source. What was set back between
    the two days is no difference.
    """
    known_only(request, FROM, TO, *OF_TABLE)
    params = request.query_params
    first, last, say = FROM.of(params), TO.of(params), messages(LANG.of(params))
    format = negotiate(request, TABLES)

    async def make() -> Response:
        found = await difference(db, id, first, last)
        if format.format == "json":
            return as_json(document(say, found))
        named = {"Content-Disposition": 'attachment; filename="changes.csv"'}
        return Response(table(say, found), headers=named, media_type=CSV_TYPE)

    answers, version = answers_of(request), vocabulary.data_version
    variant = f"{format.format} {today()}"
    return await answers.cached(request, version, variant, make, audience="public", vary=format.vary)


@router.get(
    "/api/changes",
    response_class=Response,
    openapi_extra=filter_parameters(SINCE, MOST, *OF_FEED) | answered(*FORMATS),
)
async def of_many(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The newest changes of the matching records; what stood there from the first is none."""
    query = request.query_params
    check_given((SINCE, MOST), query.multi_items())
    filter = parse_filter(query, vocabulary, also=(SINCE, MOST, *OF_FEED)).filter
    format, lang = negotiate(request, FORMATS), LANG.of(query)

    async def make() -> Response:
        entries = await read.newest(db, filter, SINCE.of(query), MOST.of(query))
        return _answer(request, format.format, entries, lang, vocabulary)

    answers, version = answers_of(request), vocabulary.data_version
    return await answers.cached(request, version, format.format, make, audience="public", vary=format.vary)


def _answer(request: Request, format: Format, entries: Sequence[Entry], lang: str, vocabulary: Vocabulary) -> Response:
    site = base_url(request)
    if format == "atom":
        query = f"?{request.url.query}" if request.url.query else ""
        address = f"{site}{request.url.path}{query}"
        return Response(feed(entries, address, site, lang, vocabulary), media_type=ATOM)
    return as_json({"numberReturned": len(entries), "changes": [_described(entry) for entry in entries]})


def _described(entry: Entry) -> dict[str, Any]:
    """An entry as JSON: without names of persons, as the pages show it."""
    names = {"name_zh": entry.names[0], "name_en": entry.names[1]} if entry.names else {}
    return {
        "change": entry.number,
        "at": entry.made_at.isoformat(),
        "action": entry.action,
        "role": entry.role,
        "institution": entry.institution or None,
        "reason": entry.reason or None,
        "platform": entry.platform,
        **names,
        "revision": entry.revision,
        "listed": entry.listed,
        "fields": [vars(each) for each in entry.fields],
    }
