"""`/api/suggest`: grouped suggestions with what a click on each does."""

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request, Response

from app.errors import DatabaseAwayError
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.index.indexes import ready_index
from app.platforms.read import counts
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import LANG
from app.query.request import answered
from app.query.text import fold
from app.search.dependencies import suggestions_of
from app.search.entry import Entry
from app.search.suggest import MANY
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.prefix import at
from app.web.responses import as_json
from frontend.language import page_path
from frontend.messages import messages

router = APIRouter(tags=["search"])
PARAMETERS = {
    "domain": "domain",
    "service": "service",
    "district": "district",
    "zone": "zone",
    "operator": "q",
}


def _match(name: str, query: str) -> list[int] | None:
    """Where the typed text stands in the shown name, as start and end; none where folding changed its length."""
    folded = name.casefold()
    at = folded.find(fold(query)) if len(folded) == len(name) else -1
    return [at, at + len(fold(query))] if at >= 0 else None


def _note(entry: Entry, vocabulary: Vocabulary, lang: str) -> str | None:
    say = messages(lang)
    if entry.group == "domain":
        tier = vocabulary.domains[entry.value].group
        return say(f"tier-{tier}") if tier else None
    parts = [say(f"kind-{entry.kind}")] if entry.group == "platform" else []
    if entry.group == "place":
        parts = [say(f"place-{entry.kind}".replace("_", "-"))]
    if entry.district:
        parts.append(vocabulary.districts[entry.district].name(lang))
    elif entry.group == "platform":
        parts.append(say("not-stated"))
    if entry.zone:
        parts.append(vocabulary.zones[entry.zone].name(lang))
    return " · ".join(parts) or None


def _item(entry: Entry, count: int | None, query: str, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    return {
        "value": entry.value,
        "label": entry.name(lang),
        "note": _note(entry, vocabulary, lang),
        "count": count,
        "match": _match(entry.name(lang), query),
        "parameter": PARAMETERS.get(entry.group),
        "href": at(page_path(lang, f"/platform/{entry.value}")) if entry.group == "platform" else None,
        "near": list(entry.near) if entry.near else None,
        "kind": entry.kind,
    }


async def _count(db: Reader, entry: Entry, filter: Filter) -> int | None:
    """How many records the list holds that this suggestion opens: the filters of the page and this one.

    Among very many records nobody waits until an operator's name is looked for in all of them.
    """
    parameter = PARAMETERS.get(entry.group)
    if parameter is None:
        return None
    if parameter == "q":
        kept = await ready_index(db)
        if kept and len(kept[1]) > MANY:
            return None
        return (await counts(db, filter.replace(q=entry.value)))[0]
    several = tuple(dict.fromkeys((*filter[parameter], entry.value)))
    return (await counts(db, filter.replace(q="", **{parameter: several})))[0]


async def _counts(db: Reader, entries: list[Entry], filter: Filter) -> dict[int, int | None]:
    """The number of records behind each entry, by its `id()`.

    Where the database does not count them in its time, those that are left have none: the suggestions are worth more.
    """
    counted: dict[int, int | None] = {}
    with suppress(DatabaseAwayError):
        async with db.failure_contained():
            for entry in entries:
                counted[id(entry)] = await _count(db, entry, filter)
    return counted


class PartialError(Exception):
    """Suggestions without the names of records, which are missing for now: nobody keeps this answer."""

    def __init__(self, answer: Response) -> None:
        answer.headers["Cache-Control"] = "no-store"
        self.answer = answer
        super().__init__("suggestions without names")


@router.get("/api/suggest", response_class=Response, openapi_extra=filter_parameters(LANG) | answered("json"))
async def suggest(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """At most 8 suggestions for what was typed, in groups; each count is that of the list which it opens.

    That list is a page's: the filters go along, and without `kind` it holds the platforms for proof of concept.
    """
    lang = LANG.of(request.query_params)
    unasked = () if request.query_params.get("ids") else DEFAULT_KINDS
    filter = parse_filter(request.query_params, vocabulary, also=(LANG,), default_kind=unasked).filter
    query = filter.q

    async def make() -> Response:
        suggested = await suggestions_of(request).find(db, query, vocabulary)
        entries = suggested.entries
        counted = await _counts(db, entries, filter)
        order = list(dict.fromkeys(entry.group for entry in entries))
        groups = [
            {
                "name": name,
                "label": messages(lang)(f"suggest-{name}"),
                "items": [_item(e, counted.get(id(e)), query, vocabulary, lang) for e in entries if e.group == name],
            }
            for name in order
        ]
        answer = as_json({"q": query, "groups": groups})
        if not suggested.complete:
            raise PartialError(answer)
        return answer

    try:
        return await answers_of(request).cached(
            request, vocabulary.data_version, "json", make, audience="public", keep="then compressed"
        )
    except PartialError as partial:
        return partial.answer
