"""A platform as search engines read it: schema.org in JSON-LD. What its source does not state is left out."""

from typing import Any

from app.city import city
from app.pages.context import Context
from app.platforms.schemas import Platform
from app.web.site import origin
from frontend.language import CHINESE, other_language

SCHEMA_ORG = "https://schema.org"
PLACED = ("address", "campus", "park")
"""The precisions at which a pair of coordinates says where it is; schema.org has no word for the others."""


def platform_data(context: Context, platform: Platform) -> dict[str, Any]:
    """The service of a platform, who offers it, where, and the source of all this."""
    vocabulary, lang = context.vocabulary, context.lang
    address = origin(context.site) + context.location.in_language(lang)
    services = [context.name(vocabulary.services[code]) for code in platform.services]
    return _stated(
        {
            "@context": SCHEMA_ORG,
            "@type": "Service",
            "@id": address,
            "identifier": platform.id,
            "name": platform.name(lang),
            "alternateName": platform.name(other_language(lang)),
            "description": platform.summary_zh,
            "category": [context.name(vocabulary.domains[code]) for code in platform.domains],
            "serviceType": services,
            "provider": _stated({"@type": "Organization", "name": platform.operator}),
            "availableChannel": _channel(platform),
            "mainEntityOfPage": address,
            "subjectOf": _stated(
                {
                    "@type": "CreativeWork",
                    "name": platform.source_title,
                    "datePublished": platform.source_date,
                    "url": platform.source_url,
                    "inLanguage": CHINESE.code,
                }
            ),
        }
    )


def _channel(platform: Platform) -> dict[str, Any]:
    place = _stated({"@type": "Place", "address": _address(platform), "geo": _position(platform)})
    return _stated({"@type": "ServiceChannel", "serviceLocation": place, "serviceUrl": platform.website})


def _address(platform: Platform) -> dict[str, Any]:
    if not platform.address and not platform.district:
        return {}
    return _stated(
        {
            "@type": "PostalAddress",
            "streetAddress": platform.address,
            "addressLocality": platform.district,
            "addressRegion": city().name(CHINESE.code),
        }
    )


def _position(platform: Platform) -> dict[str, Any]:
    if platform.lon is None or platform.lat is None or platform.precision not in PLACED:
        return {}
    return {"@type": "GeoCoordinates", "longitude": platform.lon, "latitude": platform.lat}


def _stated(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something; nothing at all where a type is all that is left."""
    stated = {name: value for name, value in members.items() if value not in (None, "", [], {})}
    return stated if set(stated) != {"@type"} else {}
