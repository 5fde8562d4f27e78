"""`/api/suggest`: grouped suggestions with what a click on each does."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from app.platforms.facets import FACETS, SWITCH
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import LANG
from app.query.request import answered
from app.query.synonyms import WANT
from app.query.text import LETTERS, simplified
from app.query.words import Word, read
from app.search.answer import Answer, Counted, Search
from app.search.dependencies import suggestions_of
from app.search.entry import Entry
from app.search.reading import Recognised
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import answers_of, at_a_glance
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
    "kind": "kind",
    "stage": "stage",
    "operator": "q",
}
PAGES = {
    "platform": "/platform/{}",
    "policy": "/lists/policies#{}",
    "glossary": "/lists/glossary#{}",
}
"""What has a page of its own, or a place on the page of its list."""
A_LETTER = re.compile(f"[{LETTERS}]")


def _match(name: str, words: Sequence[Word]) -> list[int] | None:
    """Where what was typed stands in the shown name, as start and end; none where folding changed its length."""
    folded = name.casefold()
    if len(folded) != len(name):
        return None
    typed = [text for word in words for text in (word.text, simplified(word.text)) if not word.text.startswith('"')]
    for text in (" ".join(word.text for word in words), *typed):
        at = _begun_at(folded, text)
        if text and at is not None:
            return [at, at + len(text)]
    return None


def _begun_at(folded: str, text: str) -> int | None:
    """Where a text begins in a name: letters at the beginning of a word alone."""
    at = folded.find(text)
    while at > 0 and text[:1].isascii() and A_LETTER.match(folded, at - 1):
        at = folded.find(text, at + 1)
    return at if at >= 0 else None


def _note(entry: Entry, vocabulary: Vocabulary, lang: str) -> str | None:
    say = messages(lang)
    if entry.group == "domain":
        tier = vocabulary.domains[entry.value].group
        return say(f"tier-{tier}") if tier else None
    if entry.group == "glossary":
        return say("suggest-explained")
    parts = [say(f"kind-{entry.kind}")] if entry.group == "platform" else []
    if entry.group == "policy":
        parts = [say(f"level-{entry.kind}")]
    if entry.group == "place":
        parts = [say(f"place-{entry.kind}".replace("_", "-"))]
    if entry.district:
        parts.append(vocabulary.districts[entry.district].name(lang))
    elif entry.group == "platform":
        parts.append(say("not-stated"))
    if entry.zone:
        parts.append(vocabulary.zones[entry.zone].name(lang))
    return " · ".join(parts) or None


def _item(counted: Counted, words: Sequence[Word], vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    entry = counted.entry
    return {
        "value": entry.value,
        "label": entry.name(lang),
        "note": _note(entry, vocabulary, lang),
        "count": counted.n,
        "counted": _counted(counted, lang),
        "match": _match(entry.name(lang), words),
        "parameter": PARAMETERS.get(entry.group),
        "kinds": _kinds(counted.opens),
        "href": at(page_path(lang, PAGES[entry.group].format(entry.value))) if entry.group in PAGES else None,
        "near": list(entry.near) if entry.near else None,
        "kind": entry.kind,
    }


def _counted(counted: Counted, lang: str) -> str | None:
    """The number in words, with the kinds that it counts; None where nobody counted."""
    kinds = _kinds(counted.opens)
    if counted.n is None or kinds is None:
        return None
    return messages(lang)(f"suggest-n-{kinds[0]}" if len(kinds) == 1 else "suggest-n-kinds", n=counted.n)


def _kinds(opens: Filter | None) -> list[str] | None:
    """The kinds of record on the list that is opened."""
    return list(opens[SWITCH.name]) if opens else None


def _recognised(answer: Answer, vocabulary: Vocabulary, lang: str) -> dict[str, Any] | None:
    """The words that are filters, with the names of both, and the list that they open; None where there is none."""
    if not answer.reading.recognised or answer.opens is None:
        return None
    conditions = [
        {
            "text": each.text,
            "parameter": each.facet,
            "value": each.value,
            "name": messages(lang)(f"facet-{each.facet}"),
            "label": _called(each, vocabulary, lang),
        }
        for each in answer.reading.recognised
    ]
    return {"conditions": conditions, "rest": answer.reading.rest, "kinds": _kinds(answer.opens), "count": answer.n}


def _called(recognised: Recognised, vocabulary: Vocabulary, lang: str) -> str:
    if recognised.facet == WANT:
        return messages(lang)(f"want-{recognised.value}")
    return FACETS[recognised.facet].value_label(recognised.value, vocabulary, lang)


class PartialError(Exception):
    """Suggestions without the names of records, which are missing for now: nobody keeps this answer."""

    def __init__(self, answer: Response) -> None:
        answer.headers["Cache-Control"] = "no-store"
        self.answer = answer
        super().__init__("suggestions without names")


@router.get("/api/suggest", response_class=Response, openapi_extra=filter_parameters(LANG) | answered("json"))
async def suggest(request: Request) -> Response:
    """At most 8 suggestions for what was typed, in groups; each count is that of the list which it opens.

    `recognised` are the words that name a domain, a stage, a service, a kind, a district or a zone, and can be filters;
    a `want` is one of the match and filters nothing.
    `corrected`: nothing fits what was typed, and this is nearly the same.

    That list is a page's: the filters go along, and without `kind` it holds the platforms for proof of concept.
    """
    try:
        return await at_a_glance(request, partial(_suggest, request))
    except PartialError as partly:
        return partly.answer


async def _suggest(request: Request, db: Reader) -> Response:
    """The answer from one state of the data. Raises PartialError."""
    vocabulary = await vocabulary_cache(request).read(db)
    lang = LANG.of(request.query_params)
    unasked = () if request.query_params.get("ids") else DEFAULT_KINDS
    filter = parse_filter(request.query_params, vocabulary, also=(LANG,), default_kind=unasked).filter
    query = filter.q

    async def make() -> Response:
        search = Search(db, suggestions_of(request), vocabulary, filter, lang)
        answer = await search.answer(query)
        words = read(answer.text)
        order = list(dict.fromkeys(counted.entry.group for counted in answer.entries))
        groups = [
            {
                "name": name,
                "label": messages(lang)(f"suggest-{name}"),
                "items": [_item(c, words, vocabulary, lang) for c in answer.entries if c.entry.group == name],
            }
            for name in order
        ]
        recognised = _recognised(answer, vocabulary, lang)
        body = as_json({"q": query, "corrected": answer.corrected, "recognised": recognised, "groups": groups})
        if not answer.complete:
            raise PartialError(body)
        return body

    return await answers_of(request).cached(
        request, vocabulary.data_version, "json", make, audience="public", keep="then compressed"
    )
