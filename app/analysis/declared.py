"""One district, one feature (一区一特): each district's declared speciality with what is listed there."""

from typing import Any

from app.analysis.specialities import domain_counts
from app.districts import read
from app.districts.read import District, DistrictFeature
from app.platforms.filter import Filter
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from app.web.prefix import at
from app.web.responses import with_query
from frontend.language import page_path

Feature = dict[str, Any]


async def declared(db: Reader, vocabulary: Vocabulary, filter: Filter, lang: str) -> Feature:
    """One district, one feature (一区一特): each district's declared speciality with what is listed there."""
    shapes = {district_feature.code: district_feature for district_feature in await read.districts(db)}
    counts = await domain_counts(db, filter)
    features = []
    for district_feature in await read.features(db):
        properties = _declared(district_feature, shapes[district_feature.code], vocabulary, lang)
        for domain in properties["domains"]:
            domain["count"] = counts.named.get((district_feature.code, domain["code"]), 0)
        code, geometry = district_feature.code, shapes[district_feature.code].geometry
        features.append({"type": "Feature", "id": code, "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "numberReturned": len(features), "features": features}


def _declared(feature: DistrictFeature, district: District, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    terms = [(vocabulary.domains[d.code], d.sourced) for d in feature.domains]
    source = feature.sources[0] if feature.sources else None
    pairs = [("district", feature.code), *[("domain", term.code) for term, _ in terms]]
    return {
        "code": feature.code,
        "name": district.name(lang),
        "feature": feature.feature(lang),
        "domains": [{"code": t.code, "name": t.name(lang), "tier": t.group, "sourced": s} for t, s in terms],
        "tier": terms[0][0].group if terms else None,
        "source_title": source.title if source else None,
        "source_date": source.date if source else None,
        "source_url": source.url if source else None,
        "label": list(district.label) if district.label else None,
        "link": with_query(at(page_path(lang, "/")), pairs),
        "insight": with_query(at(page_path(lang, "/insight")), [("area", feature.code)]),
    }
