"""Under which licences the program, its parts and its data stand."""

import htpy as h

from app.districts.read import BoundarySet
from app.pages.context import Context
from app.pages.platform import crumb
from frontend.bundle import licences
from frontend.language import ENGLISH


def licences_page(context: Context, boundary: BoundarySet | None) -> h.Node:
    """The licences of the project, of the data, and of the packages in the bundle, these in their own words."""
    return h.main("#content.page.licences")[
        crumb(context), h.h1[context.say("licences")], licence_notices(context, boundary)
    ]


def licence_notices(context: Context, boundary: BoundarySet | None) -> h.Node:
    """What that page says, for a place within another page."""
    say = context.say
    stated = say("licences-boundary", source=boundary.source, license=boundary.license) if boundary else None
    return h.fragment[
        h.p(".prose")[say("licences-own")],
        h.p(".prose")[say("licences-data"), " ", stated, " ", say("licences-sea")],
        h.h2[say("licences-bundle")],
        h.pre(lang=ENGLISH.code, tabindex="0", role="region", aria_label=say("licences-bundle"))[licences()],
    ]
