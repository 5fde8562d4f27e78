"""The query parameters as OpenAPI tells them: written once, used by every route that takes them."""

from collections.abc import Iterable
from typing import Any

from app.query.facet import Facet
from frontend.language import DEFAULT, LANGUAGE_CODES

Parameter = dict[str, Any]


def _listed(description: str, *examples: str) -> Parameter:
    return {
        "description": f"{description} Repeated or comma-separated values are OR.",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": {"type": "string"}},
        **({"example": list(examples)} if examples else {}),
    }


def _single(description: str, **schema: Any) -> Parameter:
    return {"description": description, "style": "form", "explode": False, "schema": schema}


KNOWN: dict[str, Parameter] = {
    "q": _single("Words; a record matches when its text holds each of them.", type="string", maxLength=200),
    "near": _single("Point lon,lat in degrees; features then carry `distance_m`.", type="string"),
    "radius": _single("Metres around `near`.", type="number", minimum=1, maximum=200000),
    "sort": _single("Order.", type="string", enum=["default", "name", "distance", "date"], default="default"),
    "ids": _listed("Identifiers.", "sh-poc-001"),
    "bbox": {
        "description": "west,south,east,north in degrees (CRS84); features touching the box match.",
        "style": "form",
        "explode": False,
        "schema": {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
    },
    "limit": _single("Features a page; above the maximum it is capped.", type="integer", minimum=1, default=100),
    "offset": _single("Features to pass over.", type="integer", minimum=0, default=0),
    "f": _single("Format.", type="string", enum=["json", "html", "csv", "xlsx"]),
    "lang": _single("Language of names.", type="string", enum=list(LANGUAGE_CODES), default=DEFAULT.code),
    "datum": _single(
        "Datum of coordinates asked with and answered; an answer in another one than WGS-84 names it.",
        type="string",
        enum=["wgs84", "gcj02", "bd09", "cgcs2000"],
        default="wgs84",
    ),
    "properties": _single("Names of the properties to give, comma-separated. Absent: all.", type="string"),
    "zoom": _single(
        "Zoom of web maps: geometry with no more points than a map of it shows. Absent: all points.",
        type="integer",
        minimum=0,
        maximum=20,
    ),
    "group": _single("What is counted by.", type="string", enum=["district", "zone"], default="district"),
}
KNOWN |= {
    "measure": _single("What is classed.", type="string", enum=["count", "density", "share", "quotient"]),
    "focus": _single("Domain of the location quotient or the coverage. Absent: the one most named.", type="string"),
    "breaks": _single("Method of the class breaks.", type="string", enum=["quantile", "equal", "jenks"]),
    "classes": _single("Classes.", type="integer", minimum=3, maximum=5, default=5),
    "cell": _single("Width of a hexagon in metres.", type="number", minimum=950, maximum=20000, default=3000),
    "bandwidth": _single("Standard deviation in metres.", type="number", minimum=500, maximum=20000, default=3000),
    "eps": _single("Reach of DBSCAN in metres.", type="number", minimum=100, maximum=20000, default=1500),
    "members": _single("Fewest records of a cluster.", type="integer", minimum=2, maximum=50, default=3),
    "reach": _single("Metres as the crow flies.", type="number", minimum=500, maximum=50000, default=5000),
    "basis": _single("What is to be reached.", type="string", enum=["area", "university", "park"], default="area"),
    "sites": _single("Added sites lon,lat;lon,lat in degrees, at most 10.", type="string"),
    "wanted": _single("Sites to suggest.", type="integer", minimum=1, maximum=10, default=3),
    "candidates": _single("Where they may be.", type="string", enum=["hexagon", "district", "park"]),
    "compare": _single("Codes of districts and zones, comma-separated, at most 6.", type="string"),
}


def parameters(*names: str, facets: Iterable[Facet] = ()) -> dict[str, Any]:
    """The `openapi_extra` of a route that takes these parameters, of which some may be facets."""
    known = KNOWN | {facet.name: _of_facet(facet) for facet in facets}
    return {"parameters": [{"name": name, "in": "query", "required": False, **known[name]} for name in names]}


def _of_facet(facet: Facet) -> Parameter:
    return _listed(facet.description, *([facet.example] if facet.example else []))
