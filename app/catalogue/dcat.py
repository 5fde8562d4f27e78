"""The catalogue in DCAT 3 (W3C Recommendation, 2024) as JSON-LD."""

from typing import Any

from app.catalogue.resources import Catalogue, Distribution, Resource, Words

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
PRECISIONS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The type of a date by the number of its signs."""


def dcat(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue with a dataset for each collection."""
    return {
        "@context": CONTEXT,
        "@id": f"{catalogue.site}/api/dcat",
        "@type": "dcat:Catalog",
        "dct:title": _texts(catalogue.titles),
        "dct:description": _texts(catalogue.descriptions),
        "foaf:homepage": {"@id": f"{catalogue.site}/"},
        **_shared(catalogue),
        "dcat:service": _service(catalogue),
        "dcat:dataset": [_dataset(catalogue, each) for each in catalogue.resources],
    }


def _shared(catalogue: Catalogue) -> dict[str, Any]:
    """What holds for the catalogue and for each of its datasets."""
    published = {"dct:publisher": {"@type": "foaf:Agent", "foaf:name": catalogue.publisher}}
    dated = {"dct:modified": _date(catalogue.as_of)} if catalogue.as_of else {}
    rights = {"dct:rights": [{"@id": address} for address in catalogue.terms.values()]}
    return {**(published if catalogue.publisher else {}), **dated, **rights}


def _service(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "@id": f"{catalogue.site}/api",
        "@type": "dcat:DataService",
        "dct:title": "OGC API – Features",
        "dcat:endpointURL": {"@id": f"{catalogue.site}/api"},
        "dcat:endpointDescription": {"@id": f"{catalogue.site}/api/openapi?f=json"},
        "dcat:servesDataset": [{"@id": each.address} for each in catalogue.resources],
    }


def _dataset(catalogue: Catalogue, resource: Resource) -> dict[str, Any]:
    return {
        "@id": resource.address,
        "@type": "dcat:Dataset",
        "dct:identifier": resource.name,
        "dct:title": _texts(resource.titles),
        "dct:description": _texts(resource.descriptions),
        **_shared(catalogue),
        **_extent(resource),
        "dcat:distribution": [_distribution(catalogue, each) for each in resource.distributions],
    }


def _extent(resource: Resource) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    if resource.extent.box:
        west, south, east, north = resource.extent.box
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ", ".join(f"{lon} {lat}" for lon, lat in corners)
        # GeoSPARQL's well-known text is in CRS84 where it names no system.
        box = {"@type": "geo:wktLiteral", "@value": f"POLYGON(({ring}))"}
        stated["dct:spatial"] = {"@type": "dct:Location", "dcat:bbox": box}
    if resource.extent.days:
        first, last = (_date(day) for day in resource.extent.days)
        stated["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}
    return stated


def _distribution(catalogue: Catalogue, distribution: Distribution) -> dict[str, Any]:
    address = "dcat:downloadURL" if distribution.whole else "dcat:accessURL"
    served = {} if distribution.whole else {"dcat:accessService": {"@id": f"{catalogue.site}/api"}}
    return {
        "@type": "dcat:Distribution",
        "dct:title": distribution.title,
        # DCAT asks for an access address of every distribution.
        **{"dcat:accessURL": {"@id": distribution.address}, address: {"@id": distribution.address}},
        "dcat:mediaType": {"@id": MEDIA_TYPES + distribution.media_type},
        **served,
    }


def _texts(words: Words) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in words.items()]


def _date(text: str) -> dict[str, str]:
    return {"@type": PRECISIONS[len(text)], "@value": text}
