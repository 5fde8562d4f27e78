"""`/api/insight/history`: the figures of the districts by day."""

from fastapi import APIRouter, Request, Response

from app.analysis.table import Cell, Table
from app.analysis.tables import answer
from app.platforms.filter import filter_parameters, parse_filter
from app.platforms.over_time.read import OverTime, over_time
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, negotiate
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from frontend.messages import Messages, messages

router = APIRouter(prefix="/api/insight", tags=["insight"])
FORMS: tuple[Format, ...] = ("json", "csv", "xlsx")
COLUMNS = ("day", "code", "district", "figure", "value")


@router.get(
    "/history",
    response_class=Response,
    openapi_extra=filter_parameters(FORMAT.among(FORMS), LANG, only=("district",)) | answered(*FORMS),
    name="insight/history",
)
async def history(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The figures of each district since they are kept: a row from the day on which one changed."""
    params = request.query_params
    lang, negotiated = LANG.of(params), negotiate(request, FORMS)
    chosen = parse_filter(params, vocabulary, only=("district",), also=(FORMAT, LANG)).filter["district"]

    async def make() -> Response:
        kept = await over_time(db)
        about = {"asOf": vocabulary.as_of, "dataVersion": vocabulary.version}
        more = {**about, "since": kept.days[0].isoformat() if kept.days else None}
        return answer(request, _table(messages(lang), vocabulary, kept, chosen), negotiated.format, more)

    return await answers_of(request).cached(
        request, vocabulary.data_version, negotiated.format, make, audience="public", vary=negotiated.vary
    )


def _table(say: Messages, vocabulary: Vocabulary, kept: OverTime, chosen: tuple[str, ...]) -> Table:
    """One row a change of a figure; the district is empty where records do not state theirs."""
    wanted = {"" if code == "not-stated" else code for code in chosen}
    rows: list[list[Cell]] = []
    for row in kept.rows:
        if not wanted or row.district in wanted:
            term = vocabulary.districts.get(row.district)
            name = term.name(say.lang) if term else say("district-not-stated")
            rows.append([row.day.isoformat(), row.district or None, name, row.figure, row.value])
    columns = [(code, say(f"history-column-{code}")) for code in COLUMNS]
    return Table("history", columns, rows, [say("changes-kept"), say("changes-said")], vocabulary.as_of)
