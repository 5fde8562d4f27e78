"""`/api/match`: the platforms in the order of their points, each with a line a criterion, and the validation path."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.match.dependencies import matching_of, roads_of, variant
from app.match.parameters import FILTERS, PARAMETERS
from app.match.question import strict, strict_filter
from app.match.read import Card, Ranking, Stop, ranking
from app.match.roads.roads import Roads
from app.match.wanted import Origin
from app.match.weights import PERCENT, WEIGHTS
from app.platforms.filter import filter_parameters
from app.platforms.schemas import Platform
from app.query.parameters import LANG, OFFSET
from app.query.request import answered
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.prefix import at
from app.web.responses import as_json
from app.web.turn import in_turn
from frontend.language import page_path
from geo.travel import DETOUR, FAST_KMH, SLOW_KMH, WITHIN_MIN

router = APIRouter(tags=["match"])
ALSO = (*PARAMETERS, OFFSET, LANG)


@router.get(
    "/api/match",
    response_class=Response,
    openapi_extra=filter_parameters(*ALSO, only=FILTERS) | answered("json"),
    dependencies=[in_turn(matching_of)],
)
async def match(
    request: Request, db: ReadSession, vocabulary: CurrentVocabulary, roads: Annotated[Roads, Depends(roads_of)]
) -> Response:
    """All platforms of the kinds named, in the order of their points, from the top; nothing is left out.

    Without `kind` all but pilots are ranked: a pilot is the step after, which `path` names. The answers `have`, `show`
    and `need` ask for stages, services and wants, as on the page of the same address.

    A criterion counts where it is asked for: met gives all of its weight, not stated 40 %, not met nothing. Of fields,
    stages and services one is enough. Where a routing service is set, the first 50 are judged by its times (`byRoad`);
    where it fails, by the estimate, which `roads` says. `path` has the best platform of each step in the asked fields.
    """
    params = request.query_params
    lang, offset = LANG.of(params), OFFSET.of(params)
    filter = strict_filter(params, vocabulary, ALSO)

    async def make() -> Response:
        question = await strict(db, params, filter, vocabulary)
        ranked = await ranking(db, question.wanted, question.top, offset, tuple(vocabulary.stages), roads)
        return as_json(_document(ranked, vocabulary, lang))

    version = vocabulary.data_version
    kind = f"json {variant(request)}"
    return await answers_of(request).cached(request, version, kind, make, audience="public", keep="then compressed")


def _document(ranked: Ranking, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    wanted = ranked.wanted
    return {
        "asOf": vocabulary.as_of,
        "dataVersion": vocabulary.version,
        "numberMatched": ranked.number_matched,
        "numberReturned": len(ranked.cards),
        "ofField": ranked.of_field,
        "most": wanted.most,
        "percent": PERCENT,
        "weights": {criterion: WEIGHTS[criterion] for criterion in wanted.criteria},
        "origin": _origin(wanted.origin, lang),
        "method": {"detour": DETOUR, "slowKmh": SLOW_KMH, "fastKmh": FAST_KMH, "withinMinutes": WITHIN_MIN},
        "roads": {"source": ranked.roads.source, "answered": not ranked.roads.failed} if ranked.roads.source else None,
        "matches": [_card(card, lang) for card in ranked.cards],
        "path": [_stop(stop, vocabulary, lang) for stop in ranked.path],
    }


def _origin(origin: Origin | None, lang: str) -> dict[str, Any] | None:
    if origin is None:
        return None
    return {"name": origin.name(lang), "lon": origin.lon, "lat": origin.lat, "accuracyM": origin.radius_m}


def _card(card: Card, lang: str) -> dict[str, Any]:
    lines = [
        {"criterion": line.criterion, "verdict": line.verdict, "weight": line.weight, "points": line.points}
        for line in card.lines
    ]
    return {
        "rank": card.rank,
        **_named(card.platform, lang),
        "score": card.score,
        "lines": lines,
        "minutes": list(card.band.rounded) if card.band else None,
        "byRoad": card.by_road,
        "pilot": _named(card.pilot, lang) if card.pilot else None,
    }


def _named(platform: Platform, lang: str) -> dict[str, Any]:
    href = at(page_path(lang, f"/platform/{platform.id}"))
    return {"id": platform.id, "name": platform.name(lang), "kind": platform.kind, "href": href}


def _stop(stop: Stop, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    """A gap names the date of the data: none is listed, which does not say that there is none."""
    return {
        "step": stop.step,
        "platform": _named(stop.platform, lang) if stop.platform else None,
        "noneListedAsOf": None if stop.platform else vocabulary.as_of,
        "nearestOfOtherField": _named(stop.other, lang) if stop.other else None,
        "metres": None if stop.metres is None else round(stop.metres),
        "uncertainM": stop.radius_m,
    }
