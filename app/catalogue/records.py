"""The catalogue as a collection of records (OGC API – Records, Part 1: OGC 20-004r1): record core, as GeoJSON."""

from typing import Any

from app.catalogue.resources import Catalogue, Resource
from app.errors import NotFoundError
from app.web.responses import GEOJSON, Link, link
from frontend.language import LANGUAGE_CODES, choose

PATH = "/api/records"
RECORD_CORE = "http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core"
JSON = "application/json"


def collection(catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """The collection of records, with a link to each."""
    here = f"{catalogue.site}{PATH}"
    items = [link(f"{here}/{each.name}", "item", GEOJSON, each.titles[lang]) for each in catalogue.resources]
    stated: list[Link] = [link(here, "self", JSON, catalogue.titles[lang]), *_terms(catalogue, lang)]
    return {
        "id": "records",
        "type": "Collection",
        "itemType": "record",
        "title": catalogue.titles[lang],
        "description": catalogue.descriptions[lang],
        "links": [*stated, *items],
    }


def record(catalogue: Catalogue, name: str, lang: str) -> dict[str, Any]:
    """The record of one collection. Raises NotFoundError where there is none of this name."""
    for resource in catalogue.resources:
        if resource.name == name:
            return _record(catalogue, resource, lang)
    known = ", ".join(each.name for each in catalogue.resources)
    raise NotFoundError(f"There is no record {name[:40]}; there are {known}.")


def _record(catalogue: Catalogue, resource: Resource, lang: str) -> dict[str, Any]:
    here = f"{catalogue.site}{PATH}"
    publisher = [{"name": catalogue.publisher, "roles": ["publisher"]}] if catalogue.publisher else []
    formats = [{"name": each.title, "mediaType": each.media_type} for each in resource.distributions]
    titles = {code: text for code, text in resource.titles.items() if code != lang}
    return {
        "id": resource.name,
        "type": "Feature",
        "conformsTo": [RECORD_CORE],
        "time": _time(resource),
        "geometry": _geometry(resource),
        "properties": {
            "type": "dataset",
            "title": resource.titles[lang],
            "description": resource.descriptions[lang],
            "keywords": list(titles.values()),
            "language": {"code": lang},
            "resourceLanguages": [{"code": code} for code in LANGUAGE_CODES],
            "formats": formats,
            **({"contacts": publisher} if publisher else {}),
        },
        "links": [
            link(f"{here}/{resource.name}", "self", GEOJSON, resource.titles[lang]),
            link(here, "collection", JSON, catalogue.titles[lang]),
            link(resource.address, "describes", JSON, resource.titles[lang]),
            *(
                link(each.address, "item" if each.whole else "items", each.media_type, each.title)
                for each in resource.distributions
            ),
            *_terms(catalogue, lang),
        ],
    }


def _terms(catalogue: Catalogue, lang: str) -> list[Link]:
    return [link(catalogue.terms[lang], "license", "text/html", choose(lang, "许可", "Licences"))]


def _time(resource: Resource) -> dict[str, Any] | None:
    return {"interval": list(resource.extent.days)} if resource.extent.days else None


def _geometry(resource: Resource) -> dict[str, Any] | None:
    if resource.extent.box is None:
        return None
    west, south, east, north = resource.extent.box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
