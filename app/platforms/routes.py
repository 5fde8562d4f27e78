"""`/api/facets`: the counts of every filter under the others, for a client without prior knowledge; `/api/bubbles`."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.errors import InvalidParameterError
from app.platforms import bubbles as counts_per_area
from app.platforms import read
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.query.facet import FacetCounts
from app.vocabulary import Vocabulary
from app.web.responses import GEOJSON, as_json, cached, language

router = APIRouter()


def _described(counts: FacetCounts, order: int, chosen: Filter, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    facet = counts.facet
    terms, selected = facet.terms(vocabulary), chosen[facet.name]
    values = []
    for each in counts.values:
        term = terms.get(each.value)
        label = facet.value_label(each.value, vocabulary, lang)
        value = {"value": each.value, "label": label, "count": each.count, "selected": each.value in selected}
        values.append(value | ({"group": term.group} if term and term.group else {}))
    return {
        "name": facet.name,
        "label": {"zh-CN": facet.label("zh-CN"), "en": facet.label("en")},
        "parameter": facet.name,
        "type": facet.type,
        "order": order,
        "values": values,
    }


@router.get("/api/facets", tags=["platforms"], openapi_extra=filter_parameters("lang"))
async def facets(request: Request) -> Response:
    """Facets of the matching platforms."""
    lang = language(request)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    chosen = parse_filter(request.query_params, vocabulary, also=("lang",)).filter

    async def make() -> Response:
        db = request.app.state.database
        listed = await read.facets(db, chosen, vocabulary)
        counts = await read.counts(db, chosen)
        described = [_described(facet, i, chosen, vocabulary, lang) for i, facet in enumerate(listed.values())]
        return as_json({"numberMatched": counts[0], "unlocated": counts[1], "facets": described})

    return await cached(request, vocabulary, "json", make)


@router.get("/api/bubbles", tags=["districts and zones"], openapi_extra=filter_parameters("group", "lang"))
async def bubbles(request: Request) -> Response:
    """Per district or key zone, how many platforms match: points at the label positions."""
    lang = language(request)
    group = request.query_params.get("group", "district")
    if group not in ("district", "zone"):
        raise InvalidParameterError("group", group[:40], "district, zone")
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    chosen = parse_filter(request.query_params, vocabulary, also=("group", "lang")).filter

    async def make() -> Response:
        found = await counts_per_area.bubbles(request.app.state.database, vocabulary, chosen, group, lang)
        return as_json(found, GEOJSON)

    return await cached(request, vocabulary, "json", make)
