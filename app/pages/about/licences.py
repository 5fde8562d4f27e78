"""Under which licences the program, its parts and its data stand."""

from pathlib import Path

import htpy as h

from app.districts import orientation
from app.districts.read import BoundarySet
from app.pages.context import Context
from app.pages.parts.crumb import crumb
from app.web.prefix import at
from frontend.bundle import licences
from frontend.language import ENGLISH


def licences_page(context: Context, boundary: BoundarySet | None) -> h.Node:
    """The licences of the project, of the data, and of the packages in the bundle, these in their own words."""
    return h.main("#content.page.licences")[
        crumb(context), h.h1[context.say("licences")], licence_notices(context, boundary)
    ]


def _orientation(context: Context) -> h.Node:
    """Whose the layers of the orientation are, each with its file where a server gives it."""
    served, say = context.location.served, context.say

    def file(path: Path) -> h.Node:
        return h.a(href=at(f"/orientation/{path.name}"), download=True)[path.name] if served else path.name

    every = orientation.files()
    osm = [path for path in every if path.suffix == ".geojson"]
    return h.fragment[
        h.p(".prose")[say("licences-osm"), ((" ", file(path)) for path in osm)] if osm else None,
        h.p(".prose")[say("licences-towns"), ((" ", file(path)) for path in every if path not in osm)],
    ]


def licence_notices(context: Context, boundary: BoundarySet | None) -> h.Node:
    """What that page says, for a place within another page."""
    say = context.say
    stated = say("licences-boundary", source=boundary.source, license=boundary.license) if boundary else None
    return h.fragment[
        h.p(".prose")[say("licences-own")],
        h.p(".prose")[say("licences-data"), " ", stated],
        _orientation(context),
        h.h2[say("licences-bundle")],
        h.pre(lang=ENGLISH.code, tabindex="0", role="region", aria_label=say("licences-bundle"))[licences()],
    ]
