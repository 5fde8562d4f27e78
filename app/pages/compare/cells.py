"""The rows of the comparison, in the order in which people ask: each says one fact, or that no source states it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import htpy as h

from app.pages.compare.facts import Side
from app.pages.context import Context, joined
from app.pages.parts import marks
from app.pages.record.source_age import source_age
from app.platforms.schemas import Platform
from frontend.icons import kind_mark, tri_mark

BAR_PX = 96


@dataclass(frozen=True)
class Cell:
    """What stands in the table; `value` decides whether two platforms say the same, None is "not stated"."""

    node: h.Node
    value: Any = None


@dataclass(frozen=True)
class Row:
    """A line of the table. `counted`: one of the items of which the last row counts how many are stated."""

    name: str
    cells: list[Cell]
    counted: bool = False

    @property
    def same(self) -> bool:
        """Whether all platforms say the same here, or all of them nothing."""
        return all(cell.value == self.cells[0].value for cell in self.cells)


Say = Callable[[Context, Side], Cell]


def rows(context: Context, sides: list[Side], place: str | None) -> list[Row]:
    """All rows; that of the distance stands there where the address has a point, whose name or numbers are `place`."""
    say = context.say
    counted: list[tuple[str, Say]] = [
        (say("operator"), _operator),
        (say("facet-domain"), _domains),
        (say("facet-stage"), _stages),
        (say("facet-service"), _services),
        (say("position"), _position),
        (say("facet-voucher"), _voucher),
        (say("facet-fund"), _fund),
        (say("comparing-contact"), _contact),
    ]
    further: list[tuple[str, Say]] = [
        (say("comparing-measures"), _measures),
        (say("cases"), _cases),
        (say("source"), _source),
        (say("confidence"), _confidence),
    ]
    facts = [Row(name, [cell(context, side) for side in sides], counted=True) for name, cell in counted]
    others = [Row(name, [cell(context, side) for side in sides]) for name, cell in further]
    away = [Row(say("comparing-away", place=place), [_away(context, side) for side in sides])] if place else []
    state = Row(say("facet-status"), [_lifecycle(context, side) for side in sides])
    return [*facts[:1], state, *facts[1:5], *away, *facts[5:], *others, _stated(context, facts, len(sides))]


def _unstated(context: Context) -> Cell:
    return Cell(h.fragment[tri_mark("not-stated"), marks.not_stated(context)])


def _operator(context: Context, side: Side) -> Cell:
    operator = side.platform.operator
    return Cell(context.chinese(operator), operator) if operator else _unstated(context)


def _lifecycle(context: Context, side: Side) -> Cell:
    platform = side.platform
    state = context.say(f"lifecycle-{platform.lifecycle.replace('_', '-')}")
    date = context.say("with-date", text=state, date=platform.lifecycle_date) if platform.lifecycle_date else state
    return Cell(date, (platform.lifecycle, platform.lifecycle_date))


def _domains(context: Context, side: Side) -> Cell:
    platform = side.platform
    value = (*sorted(platform.domains), *platform.domains_other)
    return Cell(h.span(".tags")[marks.domains(context, platform)], value) if value else _unstated(context)


def _stages(context: Context, side: Side) -> Cell:
    stages = side.platform.stages
    return Cell(marks.stage_track(context, stages), tuple(sorted(stages))) if stages else _unstated(context)


def _services(context: Context, side: Side) -> Cell:
    platform = side.platform
    if platform.services:
        names = [context.name(context.vocabulary.services[code]) for code in platform.services]
        return Cell(joined(context.lang, names), tuple(sorted(platform.services)))
    phrases = tuple(platform.service_phrases)
    return Cell(context.chinese("、".join(phrases)), phrases) if phrases else _unstated(context)


def _position(context: Context, side: Side) -> Cell:
    platform, vocabulary = side.platform, context.vocabulary
    district = vocabulary.districts.get(platform.district_code or "")
    zone = vocabulary.zones.get(platform.zone or "")
    if district is None and zone is None and platform.precision is None:
        return _unstated(context)
    names = [context.name(term) for term in (zone, district) if term]
    # How well the position is known is told by its ring on the map, too.
    known = h.span(".prec-said")[marks.precision(context, platform)]
    value = (platform.district_code, platform.zone, platform.precision)
    return Cell(h.fragment[joined(context.lang, names), " ", known], value)


def _away(context: Context, side: Side) -> Cell:
    distance = marks.distance(context, side.platform)
    return Cell(distance, side.platform.distance_m) if distance is not None else _unstated(context)


def _voucher(context: Context, side: Side) -> Cell:
    return _answer(context, side.platform.voucher)


def _fund(context: Context, side: Side) -> Cell:
    return _answer(context, side.platform.fund)


def _answer(context: Context, value: str | None) -> Cell:
    return Cell(marks.three_valued(context, value, None), value)


def _contact(context: Context, side: Side) -> Cell:
    url = side.platform.website
    return Cell(h.a(href=url, rel="noopener nofollow")[url], url) if url else _unstated(context)


def _measures(context: Context, side: Side) -> Cell:
    """How many measures of its zone and district pay for something; those of the city hold for all."""
    n, say = len(side.measures), context.say
    if not n:
        return Cell(say("comparing-city-only"), ())
    href = f"{context.location.other(f'/platform/{side.platform.id}')}#money"
    return Cell(h.a(href=href)[say("comparing-n", n=n)], tuple(each.code for each in side.measures))


def _cases(context: Context, side: Side) -> Cell:
    if not side.cases:
        return Cell(context.say("comparing-none"), 0)
    href = f"{context.location.other(f'/platform/{side.platform.id}')}#cases"
    return Cell(h.a(href=href)[context.say("comparing-n", n=side.cases)], side.cases)


def _source(context: Context, side: Side) -> Cell:
    platform, say = side.platform, context.say
    kind = say(f"source-kind-{platform.source_kind}")
    year = (platform.source_date or "")[:4]
    return Cell(
        h.fragment[kind, " · ", source_age(context, platform.source_date)], (platform.source_kind, year, bool(year))
    )


def _confidence(context: Context, side: Side) -> Cell:
    return Cell(context.say(f"confidence-{side.platform.confidence}"), side.platform.confidence)


def _stated(context: Context, facts: list[Row], sides: int) -> Row:
    """How many of the items any source states of each platform."""
    counts = [sum(row.cells[i].value is not None for row in facts) for i in range(sides)]
    cells = [Cell(h.fragment[_bar(n, len(facts)), h.span(".stated-n")[f"{n} / {len(facts)}"]], n) for n in counts]
    return Row(context.say("comparing-stated"), cells)


def _bar(n: int, most: int) -> h.Node:
    box = {"viewBox": f"0 0 {BAR_PX} 6", "width": f"{BAR_PX}", "height": "6", "class": "stated-bar"}
    return h.Element("svg")(box | {"aria-hidden": "true"})[
        h.Element("rect")({"class": "w-all", "width": f"{BAR_PX}", "height": "6"}),
        h.Element("rect")({"class": "w-got", "width": f"{BAR_PX * n / most:g}", "height": "6"}),
    ]


def letter(sign: str) -> h.Element:
    return h.span(".letter")[sign]


def heading(context: Context, side: Side) -> h.Node:
    """The head of a column: letter, name as the way to the platform's page, kind."""
    platform: Platform = side.platform
    page = context.location.other(f"/platform/{platform.id}")
    return h.th(scope="col")[
        letter(side.letter),
        " ",
        h.a(href=page)[h.bdi[platform.name(context.lang)]],
        h.span(".cmp-kind")[
            kind_mark(platform.kind, 12), context.say(f"kind-{platform.kind}"), marks.synthetic(context, platform)
        ],
    ]
