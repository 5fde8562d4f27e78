"""The comparison: two to four platforms in a table with letters, their map, and one sheet of paper."""

import htpy as h

from app.pages.address.location import address
from app.pages.address.page_states import SHARE
from app.pages.address.picks import MOST_COMPARED
from app.pages.compare.cells import Row, heading, rows
from app.pages.compare.facts import Picked, Side
from app.pages.compare.notices import notices
from app.pages.context import Context
from app.pages.parts.crumb import crumb
from app.web.site import origin, written
from frontend.icons import icon

LEAST = 2


def compare_page(context: Context, found: Picked, sides: list[Side], place: str | None, the_map: h.Node) -> h.Node:
    """The page; with fewer than two listed platforms it says what to do. `place`: what distances are measured from."""
    say = context.say
    enough = len(sides) >= LEAST
    title = say("comparing-title", n=len(sides)) if enough else say("comparing-empty-title")
    return h.main("#content", class_=f"page comparing of-{len(sides)}")[
        crumb(context, context.location.back_to_map()),
        h.div(".cmp-head")[h.div[h.h1[title], h.p(".sub")[say("comparing-said")]], _ways(context) if enough else None],
        notices(context, found, compared=True),
        [
            _table(context, sides, rows(context, sides, place)),
            h.div(".side-map")[the_map],
            _addresses(context, sides),
            h.p(".src-note.screen-only")[say("comparing-where")],
        ]
        if enough
        else _too_few(context, sides),
    ]


def _ways(context: Context) -> h.Node:
    say, location = context.say, context.location
    differ = bool(location.view.get("differ"))
    return h.p(".cmp-ways.screen-only")[
        h.a(".text-btn", href=location.url(differ=None if differ else "1"), rel="nofollow")[
            say("comparing-all" if differ else "comparing-differ")
        ],
        h.button(".btn.js-only", type="button", data_action="print")[icon("print", 16), say("comparing-print")],
        h.a(".text-btn", href=location.request_to(",".join(location.picks)), rel="nofollow")[say("comparing-request")],
        h.a(".btn.primary", href=location.other(SHARE), data_share=True, rel="nofollow")[icon("out", 16), say("share")],
    ]


def _table(context: Context, sides: list[Side], every: list[Row]) -> h.Node:
    """The first column stays while the others scroll in a box of their own, which a key reaches, too."""
    say = context.say
    shown = [row for row in every if not row.same] if context.location.view.get("differ") else every
    hidden = len(every) - len(shown)
    return h.fragment[
        h.div(".cmp-scroll", tabindex="0", role="region", aria_label=say("comparing-table"))[
            # The roles stay where the style lays the rows out in another way.
            h.table(class_=f"cmp of-{len(sides)}", role="table")[
                h.thead(role="rowgroup")[
                    h.tr(role="row")[
                        h.td(".corner", role="cell")[h.span(".sr-only")[say("comparing-item")]],
                        [heading(context, side) for side in sides],
                    ]
                ],
                h.tbody(role="rowgroup")[[_row(row) for row in shown]],
            ]
        ],
        h.p(".src-note")[say("comparing-hidden", n=hidden)] if hidden else None,
        h.p(".src-note.screen-only")[say("comparing-same-said")] if not hidden and any(r.same for r in every) else None,
    ]


def _row(row: Row) -> h.Element:
    return h.tr(class_="same" if row.same else None, role="row")[
        h.th(scope="row", role="rowheader")[row.name], [h.td(role="cell")[c.node] for c in row.cells]
    ]


def _too_few(context: Context, sides: list[Side]) -> h.Node:
    """What to do while there is nothing, or one platform alone, to compare."""
    say, location = context.say, context.location
    one = sides[0].platform if sides else None
    return h.div(".empty")[
        h.p[say("comparing-one", name=one.name(context.lang)) if one else say("comparing-none-picked")],
        h.p[say("comparing-how", most=MOST_COMPARED)],
        h.p(".actions")[
            h.a(".btn", href=location.back_to_map())[icon("list", 16), say("comparing-to-list")],
            h.a(".btn", href=location.other(f"/platform/{one.id}"))[say("details")] if one else None,
        ],
    ]


def _addresses(context: Context, sides: list[Side]) -> h.Node:
    """On paper: where each platform's page stands."""
    if not context.site:
        return None
    lines = [
        h.li[
            f"{side.letter} ",
            written(origin(context.site) + address(context.lang, f"/platform/{side.platform.id}", [])),
        ]
        for side in sides
    ]
    return h.ul(".paper-only")[lines]


def described(context: Context, sides: list[Side]) -> str:
    """What a program that shows a link says of the page."""
    return "; ".join(f"{side.letter} {side.platform.name(context.lang)}" for side in sides)
