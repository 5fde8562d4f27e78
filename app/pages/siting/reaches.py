"""The same question at each reach, as small maps that are links."""

import htpy as h

from app.analysis.places import Site, shown_sites
from app.analysis.siting.answer import AtReach, Sited
from app.analysis.siting.scope import Scope
from app.analysis.siting.table import kilometres
from app.pages.context import Context
from app.pages.siting.facts import SitingFacts
from app.pages.siting.outline import Frame, path_of
from app.pages.siting.ways import Ways
from geo.numbers import decimal_text

SIDE = 74
MARGIN = 4


def reaches(context: Context, facts: SitingFacts, ways: Ways) -> h.Node:
    """A small map for each reach, with the shares that are reached now and with the sites."""
    sited, scope, say = facts.sited, facts.scope, context.say
    if sited is None or scope is None or not sited.need:
        return None
    note = say("siting-reaches-own" if sited.moved else "siting-reaches-note")
    frame = _frame(scope)
    outline = path_of(scope.outline, frame)
    return h.section(aria_label=say("siting-reaches"))[
        h.div(".reaches-head")[h.h2[say("siting-reaches")], h.p(".src-note")[note]],
        h.ul[(h.li[_one(context, sited, each, frame, outline, ways)] for each in sited.reaches)],
    ]


def _one(context: Context, sited: Sited, at: AtReach, frame: Frame, outline: str, ways: Ways) -> h.Element:
    say = context.say
    now, then = (f"{sited.share(weight):.0%}" for weight in (at.now, at.then))
    current = at.reach == sited.question.reach
    own = shown_sites(sited.question.sites) if sited.moved else None
    content = h.fragment[
        _picture(at, frame, outline),
        h.span[
            h.span(".sr-only")[say("siting-of-reach", km=kilometres(at.reach), now=now, then=then)],
            h.b(aria_hidden="true")[say("siting-at-reach", km=kilometres(at.reach))],
            h.span(aria_hidden="true")[f"{now} → {then}"],
        ],
    ]
    return ways.changed(content, "reach-map", current=current, km=decimal_text(at.reach / 1000), sites=own, before=None)


def _frame(scope: Scope) -> Frame:
    """The area within the square, true at its latitude."""
    import json
    import math

    import shapely

    west, south, east, north = shapely.from_geojson(json.dumps(scope.outline)).bounds
    stretch = math.cos(math.radians((south + north) / 2))
    room = SIDE - 2 * MARGIN
    scale = room / max((east - west) * stretch, north - south)
    aside = (room / scale - (east - west) * stretch) / 2 / stretch
    above = (room / scale - (north - south)) / 2
    edge = MARGIN / scale
    return Frame(west - aside - edge / stretch, north + above + edge, scale, stretch)


def _picture(at: AtReach, frame: Frame, outline: str) -> h.Element:
    metres_a_degree = 111_320.0
    radius = at.reach / metres_a_degree * frame.scale
    marks = [mark for site in at.sites for mark in _mark(site, frame, radius)]
    box = {"viewBox": f"0 0 {SIDE} {SIDE}", "width": str(SIDE), "height": str(SIDE), "aria-hidden": "true"}
    return h.Element("svg")(box)[h.Element("path")(d=outline), marks]


def _mark(site: Site, frame: Frame, radius: float) -> list[h.Element]:
    x, y = (f"{value:.1f}" for value in frame.at(*site))
    disc = h.Element("circle")({"cx": x, "cy": y, "r": f"{radius:.1f}", "class": "disc"})
    return [disc, h.Element("circle")(cx=x, cy=y, r="2.5")]
