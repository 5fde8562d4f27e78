"""`/api/changes/digest`: what changed between two days, as JSON, as a feed and as CSV."""

from fastapi import APIRouter, Request, Response

from app.history.atom import ATOM
from app.history.digest.dependencies import digesting_of
from app.history.digest.document import document
from app.history.digest.feed import digest_feed
from app.history.digest.parameters import ALSO, FILTERS, span_of
from app.history.digest.read import digest
from app.history.digest.table import table
from app.history.parameters import MOST, SINCE, UNTIL
from app.platforms.filter import filter_parameters, parse_filter
from app.query.parameter import check_given
from app.query.parameters import FORMAT, LANG, OFFSET
from app.query.request import answered, cached, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, settings_of
from app.web.negotiation import Format
from app.web.responses import as_json
from app.web.site import base_url
from app.web.streaming import CSV_TYPE
from app.web.turn import in_turn
from frontend.language import choose
from frontend.messages import messages

router = APIRouter(tags=["history"])
FORMATS: tuple[Format, ...] = ("json", "atom", "csv")


@router.get(
    "/api/changes/digest",
    dependencies=[in_turn(digesting_of)],
    response_class=Response,
    openapi_extra=filter_parameters(SINCE, UNTIL, MOST, OFFSET, FORMAT.among(FORMATS), LANG, only=FILTERS)
    | answered(*FORMATS),
)
async def changes_digest(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """What was newly listed, came into a later state, was taken out, and was corrected, apart from each other.

    Only what is different at the end counts: what was set back leaves no line. A record counts in each district, zone
    and domain that it belongs to or belonged to in these days. A first load lists nothing newly.
    """
    params = request.query_params
    check_given((SINCE, UNTIL, MOST, OFFSET), params.multi_items())
    filter = parse_filter(params, vocabulary, also=ALSO, only=FILTERS).filter
    span, most, offset = span_of(params), MOST.of(params), OFFSET.of(params)
    negotiated, say = negotiate(request, FORMATS), messages(LANG.of(params))

    async def make() -> Response:
        found, site = await digest(db, filter, span, most, offset), base_url(request)
        if negotiated.format == "json":
            return as_json(document(say, vocabulary, found, site))
        if negotiated.format == "csv":
            named = {"Content-Disposition": 'attachment; filename="changes.csv"'}
            return Response(table(found), headers=named, media_type=CSV_TYPE)
        query = f"?{request.url.query}" if request.url.query else ""
        settings = settings_of(request)
        author = choose(say.lang, settings.site_name_zh, settings.site_name_en)
        address = f"{site}{request.url.path}{query}"
        return Response(digest_feed(say, vocabulary, found, filter, address, site, author), media_type=ATOM)

    return await cached(request, vocabulary.data_version, negotiated, make, say.lang)
