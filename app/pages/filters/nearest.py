"""What is nearest to a list without a record: another field there, a platform elsewhere, districts that declare it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import htpy as h

from app.districts import read as districts
from app.districts.labels import Area, label_points
from app.pages.context import Context
from app.pages.visit import Visit
from app.platforms.filter import Filter
from app.platforms.index.match import counted, matching
from app.platforms.read import counts, listing
from app.platforms.schemas import Platform
from app.store.reader import Reader
from frontend.language import digits

AREAS: tuple[Area, ...] = ("district", "zone")
PLACES = {"district": (), "zone": (), "near": None, "radius": None, "in_view": None}
"""A filter without any place."""


@dataclass(frozen=True)
class Near:
    """What is nearest: a domain in the same place, with the number of records that state both, and a platform.

    `tier`: no record states both, and the domain is one of the same tier of the plan.
    """

    domain: str | None = None
    both: int = 0
    tier: str | None = None
    opens: Filter | None = None
    n: int = 0
    platform: Platform | None = None
    place: str | None = None


async def nearest(visit: Visit, kinds: tuple[str, ...]) -> Near:
    """The nearest field, and the platform that is nearest to the place that the filter names."""
    db, context = visit.db, visit.context
    filter = context.location.filter.replace(kind=kinds)
    near = await near_domain(db, context, filter)
    if point := await _point(db, context, filter):
        at, place = point
        elsewhere = filter.replace(**PLACES).replace(near=at, sort="distance")
        found = (await listing(db, elsewhere, 1, 0, context.lang)).platforms
        if found and found[0].distance_m is not None:
            near = replace(near, platform=found[0], place=place)
    return near


async def near_domain(db: Reader, context: Context, filter: Filter) -> Near:
    """The domain that most records state beside the wanted one, of those that the same place has."""
    wanted = [code for code in filter["domain"] if code in context.vocabulary.domains]
    match = await matching(db, Filter(domain=tuple(wanted))) if wanted else None
    if match is None:
        return Near()
    beside = counted(match.index.facets["domain"], match.rows)
    ordered = sorted(((n, code) for code, n in beside.items() if code and code not in wanted), reverse=True)
    for both, code in ordered:
        opens = filter.replace(domain=(code,))
        if n := (await counts(db, opens))[0]:
            return Near(code, both, opens=opens, n=n)
    return await _of_same_tier(db, context, filter, wanted)


async def _of_same_tier(db: Reader, context: Context, filter: Filter, wanted: list[str]) -> Near:
    """The domain with most records of those in the same tier of the plan as the first wanted one."""
    domains = context.vocabulary.domains
    tier = domains[wanted[0]].group
    most = Near()
    for code, term in domains.items():
        if term.group == tier and code not in wanted:
            opens = filter.replace(domain=(code,))
            n, _ = await counts(db, opens)
            most = max(most, Near(code, tier=tier, opens=opens, n=n), key=lambda near: near.n)
    return most


async def _point(db: Reader, context: Context, filter: Filter) -> tuple[tuple[float, float], str] | None:
    """The place that the filter names, as a point and in words."""
    if filter.near:
        return filter.near, context.say("near-point")
    for area in AREAS:
        codes = filter[area]
        terms = context.vocabulary.districts if area == "district" else context.vocabulary.zones
        if len(codes) == 1 and codes[0] in terms:
            points = await label_points(db, context.vocabulary.data_version, area)
            if codes[0] in points:
                return points[codes[0]], context.name(terms[codes[0]])
    return None


def nearest_field(context: Context, near: Near, address: Callable[[Filter], str]) -> h.Node:
    """The nearest other field with its number, nothing where there is none; `address` is that of a list."""
    if near.domain is None or near.opens is None:
        return None
    name = context.name(context.vocabulary.domains[near.domain])
    return h.li[
        h.span[
            h.a(href=address(near.opens), data_nav=True)[name],
            h.small[_why(context, near)],
        ],
        h.span(".n")[digits(near.n)],
    ]


def _why(context: Context, near: Near) -> str:
    if near.tier is None:
        return context.say("empty-beside", n=near.both)
    return context.say("empty-tier", tier=context.name(context.vocabulary.tiers[near.tier]))


def _kilometres(metres: float) -> str:
    """Tenths where they say something."""
    km = metres / 1000
    return f"{max(km, 0.1):.1f}" if km < 10 else f"{km:.0f}"


def nearest_platform(context: Context, near: Near) -> h.Node:
    """The nearest platform with its distance; nothing where the filter names no place."""
    platform = near.platform
    if platform is None or platform.distance_m is None or near.place is None:
        return None
    href = context.location.other(f"/platform/{platform.id}")
    return h.li[
        h.span[
            h.a(href=href)[h.bdi[platform.name(context.lang)]],
            h.small[context.say("empty-from", place=near.place)],
        ],
        h.span(".n")[context.say("about-km", km=_kilometres(platform.distance_m))],
    ]


async def declaring(db: Reader, context: Context, domains: Iterable[str]) -> list[tuple[str, str]]:
    """Districts that declare one of these domains, each as a sentence with its page; at most three."""
    wanted = [code for code in domains if code in context.vocabulary.domains]
    if not wanted:
        return []
    lines: list[tuple[str, str]] = []
    for feature in await districts.features(db):
        for domain in feature.domains:
            if domain.code in wanted and domain.sourced:
                district = context.name(context.vocabulary.districts[feature.code])
                name = context.name(context.vocabulary.domains[domain.code])
                text = context.say("district-declares", district=district, domain=name)
                lines.append((text, context.location.other(f"/district/{feature.code}")))
    return lines[:3]
