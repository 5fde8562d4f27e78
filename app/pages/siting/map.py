"""The map of siting: the area, the need, the platforms and the sites, which can be moved."""

from typing import Any

from app.analysis.siting.answer import NeedPoint, SitedSite
from app.analysis.siting.table import SitingWords
from app.pages.context import Context
from app.pages.maps import area_map
from app.pages.siting.facts import SitingFacts
from frontend.layers import SitingLayer
from frontend.service_map import Box, ServiceMap
from frontend.sources import Inline

MARGIN_DEG = 0.02
MOST_DRAWN = 2000
"""So many places of need are drawn, the heaviest ones."""
Feature = dict[str, Any]


def siting_map(context: Context, facts: SitingFacts, boundary_source: str | None) -> ServiceMap:
    """The map, opened on the area with its surroundings."""
    layer = SitingLayer(Inline(collection(context, facts)))
    return area_map(context, _box(facts), boundary_source, layer)


def _box(facts: SitingFacts) -> Box | None:
    import shapely

    if facts.scope is None:
        return None
    west, south, east, north = shapely.from_geojson(_text(facts.scope.outline)).bounds
    return west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG


def _text(outline: Feature) -> str:
    import json

    return json.dumps(outline)


def collection(context: Context, facts: SitingFacts) -> Feature:
    """What the layer draws, as GeoJSON; `role` says what each feature is. Reach is in metres."""
    features: list[Feature] = []
    if facts.scope is not None:
        features.append({"type": "Feature", "properties": {"role": "scope"}, "geometry": facts.scope.outline})
    if facts.sited is not None:
        words = SitingWords(context.say, context.vocabulary)
        heaviest = sorted(facts.sited.need, key=lambda point: -point.weight)[:MOST_DRAWN]
        features += [_need(point, words) for point in heaviest]
        features += [_point("existing", at) for at in facts.sited.existing]
        features += [_site(site, words) for site in facts.sited.sites]
        if facts.sited.moved:
            features += [
                _point("ghost", was)
                for was, site in zip(facts.sited.suggested, facts.sited.sites, strict=False)
                if was != site.at
            ]
    drawn = min(len(facts.sited.need), MOST_DRAWN) if facts.sited else 0
    part = drawn if facts.sited and drawn < len(facts.sited.need) else None
    return {"type": "FeatureCollection", "reach": facts.question.reach, "drawn": part, "features": features}


def _need(point: NeedPoint, words: SitingWords) -> Feature:
    return _point("need", point.at, kind=point.kind, name=words.one(point.name), reached=bool(point.reached))


def _site(site: SitedSite, words: SitingWords) -> Feature:
    """`said` is what the mark is called for those who hear it."""
    name = words.name(site.name)
    said = words.say("siting-marker", letter=site.letter, name=name)
    return _point("site", site.at, letter=site.letter, name=name, said=said)


def _point(role: str, at: tuple[float, float], **more: Any) -> Feature:
    geometry = {"type": "Point", "coordinates": [round(at[0], 5), round(at[1], 5)]}
    return {"type": "Feature", "properties": {"role": role, **more}, "geometry": geometry}
