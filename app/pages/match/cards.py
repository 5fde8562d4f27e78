"""The ranked platforms: the first ones open, the others one line each, all with a line a criterion."""

from collections.abc import Iterator

import htpy as h

from app.match.read import Card, Ranking
from app.match.score import Line
from app.match.weights import WEIGHTS
from app.pages.context import Context, joined
from app.pages.match.links import request_link
from app.pages.match.reasons import reason, verdict, way
from app.pages.parts import marks
from app.pages.parts.shortlist import star
from app.pages.record.source_age import source_age
from frontend.icons import kind_mark, tri_mark

OPEN = 3
PX_A_POINT = 1.6
GLYPHS = {"met": "yes", "not-stated": "not-stated", "not-met": "no"}
RUNNING = ("operating", "unveiled")
"""States of which a card says nothing: all others are said."""


def cards(context: Context, found: Ranking) -> h.Node:
    """The list, with a divider where no platform further down states the field."""
    say = context.say
    return h.fragment[
        h.div(".count.match-count")[
            h.h2[h.b[say("match-count", n=found.number_matched)]],
            key(context),
        ],
        h.ol("#results.m-list")[list(_items(context, found))],
    ]


def key(context: Context) -> h.Node:
    """What the signs of the lines say."""
    return h.p(".tri-key")[
        [h.span[tri_mark(GLYPHS[verdict], 16), context.say(f"verdict-{verdict}")] for verdict in GLYPHS]
    ]


def _items(context: Context, found: Ranking) -> Iterator[h.Node]:
    left = found.of_field
    asks_field = bool(found.wanted.domains)
    for card in found.cards:
        # Only where all that state the field stand above: else the sentence would be wrong.
        divides = asks_field and left == 0
        if divides:
            asks_field = False
        yield h.li[_divider(context, found) if divides else None, _card(context, found, card)]
        left -= any(line.criterion == "domain" and line.verdict == "met" for line in card.lines)


def _divider(context: Context, found: Ranking) -> h.Node:
    names = [context.name(context.vocabulary.domains[code]) for code in found.wanted.domains]
    fields = joined(context.lang, names)
    if found.of_field:
        return h.p(".divide")[context.say("match-below-field", fields=fields)]
    return h.p(".divide")[context.say("match-no-such-field", fields=fields, date=context.as_of())]


def _card(context: Context, found: Ranking, card: Card) -> h.Node:
    return _whole(context, found, card) if card.rank <= OPEN else _folded(context, found, card)


def _whole(context: Context, found: Ranking, card: Card) -> h.Node:
    platform = card.platform
    return h.article(".card.m-card", id=f"card-{platform.id}", data_id=platform.id)[
        h.header[
            h.span(".m-rank")[str(card.rank)],
            h.div[h.h3(".card-name")[_link(context, card)], _meta(context, card)],
            _score(found, card),
        ],
        _lines(context, found, card),
        star(context, platform),
    ]


def _folded(context: Context, found: Ranking, card: Card) -> h.Node:
    """One line, which opens: what decides stands in it as signs, which are read out as words."""
    platform = card.platform
    return h.article(".card.m-row", id=f"card-{platform.id}", data_id=platform.id)[
        h.details[
            h.summary[
                h.span(".m-rank")[str(card.rank)],
                h.span(".m-name")[h.bdi[platform.name(context.lang)]],
                h.span(".glyphs", role="img", aria_label=_read(context, card))[
                    [tri_mark(GLYPHS[line.verdict], 16) for line in card.lines]
                ],
                h.span(".m-way")[way(context, card.band) if found.wanted.origin else None],
                _score(found, card),
            ],
            h.p[_link(context, card)],
            _meta(context, card),
            _lines(context, found, card),
        ],
        star(context, platform),
    ]


def _read(context: Context, card: Card) -> str:
    say = context.say
    return "; ".join(
        say("match-line-read", name=say(f"criterion-{line.criterion}"), verdict=verdict(context, card, line))
        for line in card.lines
    )


def _page(context: Context, card: Card) -> str:
    return context.location.other(f"/platform/{card.platform.id}")


def _link(context: Context, card: Card) -> h.Node:
    return h.a(href=_page(context, card))[h.bdi[card.platform.name(context.lang)]]


def _meta(context: Context, card: Card) -> h.Node:
    platform, say = card.platform, context.say
    state = say(f"lifecycle-{platform.lifecycle.replace('_', '-')}") if platform.lifecycle not in RUNNING else None
    return h.p(".m-meta")[
        h.span[kind_mark(platform.kind, 12), say(f"kind-{platform.kind}")],
        h.span[h.b[state]] if state else None,
        h.span[way(context, card.band)] if any(line.criterion == "reach" for line in card.lines) else None,
        source_age(context, platform.source_date),
        marks.synthetic(context, platform),
    ]


def _score(found: Ranking, card: Card) -> h.Node:
    return h.span(".score")[h.b[str(card.score)], h.small[f" / {found.wanted.most}"]]


def _lines(context: Context, found: Ranking, card: Card) -> h.Node:
    say = context.say
    total = " + ".join(str(line.points) for line in card.lines)
    return h.fragment[
        h.ul(".m-lines")[[_line(context, found, card, line) for line in card.lines]],
        h.p(".m-sum")[
            h.span[say("match-sum", sum=total, score=card.score)] if len(card.lines) > 1 else None,
            h.span(".m-onward")[
                h.a(href=f"{_page(context, card)}#next")[say("match-onward")],
                h.a(href=request_link(context, card.platform), rel="nofollow")[say("request-write")],
            ],
        ],
    ]


def _line(context: Context, found: Ranking, card: Card, line: Line) -> h.Node:
    say = context.say
    return h.li(class_=f"is-{line.verdict}")[
        h.span[tri_mark(GLYPHS[line.verdict], 18), h.span(".sr-only")[verdict(context, card, line)]],
        h.span(".m-criterion")[say(f"criterion-{line.criterion}")],
        h.span(".m-why")[reason(context, found.wanted, card, line)],
        bar(line.points, line.weight),
        h.span(".pts")[str(line.points), h.small[f" / {line.weight}"]],
    ]


def bar(points: int, weight: int) -> h.Node:
    """As long as the weight, filled as far as the points; the numbers stand beside it."""
    width = max(WEIGHTS.values()) * PX_A_POINT
    box = {"viewBox": f"0 0 {width:g} 6", "width": f"{width:g}", "height": "6", "class": "w-bar", "aria-hidden": "true"}
    return h.Element("svg")(box)[
        h.Element("rect")({"class": "w-all", "width": f"{weight * PX_A_POINT:g}", "height": "6"}),
        h.Element("rect")({"class": "w-got", "width": f"{points * PX_A_POINT:g}", "height": "6"}),
    ]
