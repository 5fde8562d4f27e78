"""The document around every page of a snapshot: head, a header without what needs a server, date and downloads."""

from typing import Any

import htpy as h
from markupsafe import Markup

from app.districts import orientation
from app.pages.address.page_states import ABOUT, LISTS, MATCH
from app.pages.context import Context
from app.pages.layout.document import NAVIGATION, brand, synthetic_strip, within
from app.pages.layout.paper import paper
from app.pages.parts.marks import approval
from app.snapshot.location import LICENCES, SnapshotLocation
from frontend.assets import Assets
from frontend.component import as_script_text
from frontend.icons import icon
from frontend.language import other_language
from frontend.page import Page

KEPT_PARTS = ("/", MATCH, LISTS, ABOUT)
"""The match and the analysis are asked of a server."""
FILES = ("platforms.csv", "platforms.geojson", "districts.geojson", "zones.geojson", "servicemap.gpkg")
"""Files that the platforms and areas are in. Those of the orientation stand beside them under their own licences."""


def document(
    context: Context, location: SnapshotLocation, title: str, body: h.Node, data: list[str], wide: bool = False
) -> str:
    """A page of the folder; `data` are the files of the collections that its map needs."""
    content = h.fragment[
        h.a(".skip", href="#content")[context.say("skip")],
        _header(context, in_two_languages=True),
        synthetic_strip(context),
        body,
        None if wide else h.footer(".page-foot")[h.p[stated(context)], h.p[licences_link(context)]],
    ]
    return _page(
        context, title, Assets.beside(location.asset, [location.relative(file) for file in data]), content, wide
    )


def single(context: Context, body: h.Node, collections: dict[str, Any]) -> str:
    """The one page of a single file, with everything within it."""
    text = as_script_text(collections)
    content = h.fragment[
        h.a(".skip", href="#content")[context.say("skip")],
        _header(context, in_two_languages=False),
        synthetic_strip(context),
        body,
        h.script(type="application/json", data_collections=True)[Markup(text)],  # noqa: S704 - escaped for a script
    ]
    return _page(context, "", Assets.sealed(), content, wide=True, form="file")


def _page(context: Context, title: str, assets: Assets, body: h.Node, wide: bool, form: str = "page") -> str:
    return Page(
        title=context.title(title),
        lang=context.lang,
        assets=assets,
        head=h.meta(name="description", content=context.say("site-description", city=context.city_name())),
        body=body,
        body_data={"snapshot": form, **({"view": "list", "panel": ""} if wide else {})},
    ).render()


def _header(context: Context, *, in_two_languages: bool) -> h.Node:
    say, location = context.say, context.location
    other = other_language(context.lang)
    language = h.a(".tool", href=location.in_language(other), lang=other, hreflang=other)[say("other-language")]
    return h.header(".top")[
        brand(context),
        _navigation(context) if in_two_languages else None,
        h.p(".snapshot-note")[say("snapshot-as-of", date=context.as_of())],
        h.div("#view-links.tools", data_swap=True)[
            _tool(location.url(size="large"), say("size-large"), "for-normal"),
            _tool(location.url(size="normal"), say("size-normal"), "for-large"),
            _tool(location.url(theme="dark"), icon("sun", 18), "to-dark tool-icon", say("theme-dark")),
            _tool(location.url(theme="light"), icon("sun", 18), "to-light tool-icon", say("theme-light")),
            language if in_two_languages else None,
        ],
        paper(context),
    ]


def _navigation(context: Context) -> h.Node:
    """The parts of the site that a folder has."""
    say, location = context.say, context.location
    return h.nav(aria_label=say("main-navigation"))[
        (
            h.a(href=location.other(path), aria_current="page" if within(location.path, path) else None)[say(key)]
            for path, key in NAVIGATION.items()
            if path in KEPT_PARTS
        )
    ]


def _tool(href: str, content: h.Node, cls: str, name: str | None = None) -> h.Node:
    return h.a(class_=f"tool js-only {cls}", href=href, data_nav=True, aria_label=name, title=name)[content]


def stated(context: Context) -> list[h.Node]:
    """What must stand on every sheet: the date of the data, that boundaries are indicative, the approval number."""
    say = context.say
    parts = [say("footer-data", date=context.as_of()), say("indicative"), approval(context)]
    if context.settings.survey_qualification:
        parts.append(say("survey-qualification", number=context.settings.survey_qualification))
    return [h.span[part] for part in parts]


def licences_link(context: Context) -> h.Node:
    """The way to the licences, which must be at hand wherever the bundle is."""
    return h.a(href=context.location.other(LICENCES))[context.say("licences")]


def downloads(context: Context, location: SnapshotLocation) -> h.Node:
    """The data files of the folder, and the list of all its files with their sums."""
    names = [*FILES, *(file.name for file in orientation.files())]
    files = [h.a(href=location.relative(f"data/{name}"))[name] for name in names]
    every = [*files, h.a(href=location.relative("manifest.json"))["manifest.json"]]
    return h.p(".downloads")[context.say("snapshot-files"), ((" ", each) for each in every)]
