"""`/api/facets`: the counts of every filter under the others, for a client without prior knowledge."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from app.platforms import read
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.query.facet import FacetCounts
from app.query.parameters import LANG
from app.query.request import answered
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import answers_of, at_a_glance
from app.web.responses import as_json
from frontend.language import LANGUAGE_CODES

router = APIRouter(tags=["platforms"])


def _described(counts: FacetCounts, order: int, filter: Filter, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    facet = counts.facet
    terms, selected = facet.terms(vocabulary), filter[facet.name]
    values = []
    for each in counts.values:
        term = terms.get(each.value)
        label = facet.value_label(each.value, vocabulary, lang)
        value = {"value": each.value, "label": label, "count": each.count, "selected": each.value in selected}
        values.append(value | ({"group": term.group} if term and term.group else {}))
    return {
        "name": facet.name,
        "label": {code: facet.label(code) for code in LANGUAGE_CODES},
        "parameter": facet.name,
        "type": facet.type,
        "order": order,
        "values": values,
    }


@router.get("/api/facets", response_class=Response, openapi_extra=filter_parameters(LANG) | answered("json"))
async def facets(request: Request) -> Response:
    """Facets of the matching platforms."""
    return await at_a_glance(request, partial(_facets, request))


async def _facets(request: Request, db: Reader) -> Response:
    vocabulary = await vocabulary_cache(request).read(db)
    lang = LANG.of(request.query_params)
    filter = parse_filter(request.query_params, vocabulary, also=(LANG,)).filter

    async def make() -> Response:
        listed = await read.facets(db, filter, vocabulary)
        counts = await read.counts(db, filter)
        described = [_described(facet, i, filter, vocabulary, lang) for i, facet in enumerate(listed.values())]
        return as_json({"numberMatched": counts[0], "unlocated": counts[1], "facets": described})

    version = vocabulary.data_version
    return await answers_of(request).cached(request, version, "json", make, audience="public", keep="then compressed")
