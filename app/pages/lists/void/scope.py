"""Where the void register looks: the whole city, a district, or within reach of a point."""

from dataclasses import replace

import htpy as h

from app.match.parameters import ORIGIN
from app.pages.address.page_states import VOID
from app.pages.context import Context
from app.pages.filters.panel_head import RADII
from app.pages.filters.panel_head import typed as refused
from app.pages.lists.void.facts import VoidFacts
from app.platforms.filter import Filter
from app.query.parameters import NEAR_RADIUS
from app.web.prefix import at
from frontend.icons import icon
from frontend.language import page_path
from geo.numbers import decimal_text


def scope(context: Context, facts: VoidFacts) -> h.Node:
    """Three ways to say where; the one that holds is marked and says its place."""
    say, where = context.say, facts.where
    around, districts = where.near is not None, where["district"]
    city = not around and not districts and not where["zone"]
    everywhere = _at(context, Filter())
    return h.div(".void-scope", role="group", aria_label=say("void-scope"))[
        h.span(".label", aria_hidden="true")[say("void-scope")],
        h.a(".scope", href=everywhere, aria_current="true" if city else None)[say("void-city")],
        _districts(context, facts),
        _around(context, facts),
    ]


def _at(context: Context, where: Filter) -> str:
    """The register of another place; what is locked stays."""
    return replace(context.location, filter=context.location.held(where)).url(origin=None)


def _districts(context: Context, facts: VoidFacts) -> h.Node:
    say, chosen = context.say, facts.where["district"]
    terms = context.vocabulary.districts
    names = "、".join(context.name(terms[code]) for code in chosen if code in terms)
    links = [
        h.li[
            h.a(
                href=_at(context, Filter(district=(code,))),
                aria_current="true" if code in chosen else None,
            )[context.name(term)]
        ]
        for code, term in terms.items()
    ]
    return h.details(".popover")[
        h.summary(class_="scope on" if chosen else "scope")[names or say("void-by-district"), icon("chevron", 14)],
        h.ul(".popover-body")[links],
    ]


def _around(context: Context, facts: VoidFacts) -> h.Node:
    say, where = context.say, facts.where
    typed = context.location.view.get(ORIGIN.name, "") or refused(context, ORIGIN.name)
    label = say("void-around")
    if where.near:
        name = facts.origin.name(context.lang) if facts.origin else ",".join(map(decimal_text, where.near))
        label = say("void-within", name=name, km=f"{(where.radius or NEAR_RADIUS) / 1000:g}")
        typed = typed or ",".join(map(decimal_text, where.near))
    return h.details(".popover", open=bool(context.problems))[
        h.summary(class_="scope on" if where.near else "scope")[label, icon("chevron", 14)],
        h.form(".popover-body.void-near", method="get", action=at(page_path(context.lang, VOID)))[
            h.label(for_="void-origin")[say("void-origin")],
            h.input(
                "#void-origin", type="text", name=ORIGIN.name, value=typed, maxlength=str(ORIGIN.longest), dir="auto"
            ),
            h.label(for_="void-radius")[say("radius")],
            h.select("#void-radius", name="radius")[_radii(context, where.radius or NEAR_RADIUS)],
            [h.input(type="hidden", name=name, value=value) for name, value in _kept(context)],
            h.button(".btn", type="submit")[say("apply")],
        ],
    ]


def _radii(context: Context, radius: float) -> h.Node:
    return [
        h.option(value=decimal_text(metres), selected=metres == radius)[
            context.say("within-km", km=f"{metres / 1000:g}")
        ]
        for metres in sorted({*map(float, RADII), radius})
    ]


def _kept(context: Context) -> list[tuple[str, str]]:
    """The view that goes along with the form."""
    view = context.location.view
    return [(name, view[name]) for name in ("field", "theme", "size") if name in view]
