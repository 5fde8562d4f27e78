"""The map with its list, and the fragment of it that is read again when a filter changes."""

from collections.abc import Mapping

import htpy as h

from app.pages.context import Context
from app.pages.filters import panel_head
from app.pages.filters.facets import drawer
from app.pages.home.facts import ListFacts
from app.pages.layout.titles import called, list_title, page_words
from app.pages.parts.shortlist import bar
from app.query.facet import CountedFacets
from app.web.prefix import at
from frontend.icons import icon
from frontend.language import page_path


def home_title(context: Context, facts: ListFacts) -> str:
    """What is listed, how many, and on which page of the list; empty where nothing is asked for."""
    shared = list_title(context, facts.conditions, facts.listing.number_matched)
    return called(page_words(context, facts.page, facts.pages), shared)


def home(context: Context, parts: Mapping[str, h.Node], the_map: h.Node) -> h.Node:
    """The page: a form that filters, the list, the map, and on a phone the bar under the thumb.

    `parts` are those of `swapped`, or what a document without a server has in their place.
    """
    say, location = context.say, context.location
    return h.fragment[
        h.main("#content.frame")[
            h.h1(".sr-only")[context.site_name()],
            h.p("#status.sr-only", role="status", aria_live="polite"),
            h.form(
                "#filters",
                method="get",
                action=at(page_path(context.lang, "/")) if location.served else None,
                data_filters=True,
                data_locked=" ".join(location.lock) or None,
                data_unusable=" ".join(p.parameter for p in context.problems) or None,
            )[
                panel_head.hidden_state(context),
                h.section(".panel", aria_label=say("find"))[
                    h.div(".panel-head")[panel_head.search_box(context), parts["kinds"], parts["facet-bar"]],
                    parts["results"],
                ],
                # After the list where the stars stand, for who goes on by keyboard; it is drawn at the foot.
                bar(context),
                h.aside("#facets.facets", aria_label=say("filter"))[
                    h.div(".facets-head")[
                        h.h2[say("filter")],
                        h.span(".js-only")[
                            h.kbd(aria_hidden="true")["↑↓"], h.span(".sr-only")[say("filters-by-arrows")]
                        ],
                        h.a(
                            ".icon-btn",
                            href=location.url(panel=None),
                            data_action="close-facets",
                            aria_keyshortcuts="Escape",
                        )[h.span(".sr-only")[say("close-filters")], " ", h.kbd(".js-only")["Esc"], icon("close", 18)],
                    ],
                    parts["facets-body"],
                    parts["facets-done"],
                    h.button(".btn.apply.no-js-only", type="submit")[say("apply")],
                ],
            ],
            h.div(".map-slot", id="map-slot")[the_map, h.p(".no-js-only")[say("map-needs-script")]],
        ],
        _thumb(context),
    ]


def swapped(context: Context, facets: CountedFacets, results: h.Node, n: int) -> dict[str, h.Element]:
    """The parts that depend on the filter, by id; `results` is the list, `n` how many it has on all its pages."""
    return {
        "kinds": h.div("#kinds.kinds", role="group", aria_label=context.say("kinds"), data_swap=True)[
            panel_head.kind_switch(context, facets["kind"].by_value())
        ],
        "facet-bar": h.div("#facet-bar.facet-bar", data_swap=True)[panel_head.facet_bar(context)],
        "facets-body": h.div("#facets-body", data_swap=True)[drawer(context, facets)],
        "facets-done": h.div("#facets-done.facets-done.js-only", data_swap=True)[
            h.a(".btn.apply", href=context.location.url(panel=None), data_action="close-facets")[
                context.say("show-results", n=n)
            ]
        ],
        "results": h.div("#results.results", role="region", aria_label=context.say("results"), data_swap=True)[results],
    }


def _thumb(context: Context) -> h.Node:
    say, location = context.say, context.location
    current = location.view.get("panel") or location.view.get("view", "list")

    def is_current(view: str) -> str | None:
        return "page" if view == current else None

    return h.nav(".thumb", aria_label=say("views"))[
        h.a(
            href=location.url(view=None, panel=None),
            data_nav=True,
            data_view="list",
            aria_current=is_current("list"),
        )[icon("list", 20), say("view-list")],
        h.a(
            ".js-only",
            href=location.url(view="map", panel=None),
            data_nav=True,
            data_view="map",
            aria_current=is_current("map"),
        )[icon("map", 20), say("view-map")],
        h.a(
            href=location.url(panel="filters"),
            data_nav=True,
            data_view="filters",
            aria_current=is_current("filters"),
        )[icon("filter", 20), say("filter")],
    ]
