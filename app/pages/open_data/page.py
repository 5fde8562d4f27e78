"""A filtered list as files, and how other programs read it."""

from collections.abc import Iterable

import htpy as h

from app.catalogue.qgis_routes import PROJECT, STYLE
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection
from app.downloads.routes import FORMATS
from app.downloads.template_routes import PATH as TEMPLATE
from app.pages.address.list_names import COLLECTIONS as SHOWN_AS
from app.pages.address.list_names import path_of
from app.pages.address.page_states import ABOUT
from app.pages.context import Context, joined
from app.pages.parts.crumb import crumb
from app.pages.parts.downloads import file_path
from app.pages.parts.not_used import problems
from app.web.prefix import at
from app.web.responses import with_query
from frontend.language import language_query

PAGES = {collection: path_of(name) for name, collection in SHOWN_AS.items()}
"""The page that shows a collection, where one does."""
DATES_AS_STATED = ("OGR_GEOJSON_DATE_AS_STRING", "YES")
"""A setting of GDAL, and so of QGIS, by which a text that looks like a date stays one.

They guess from the features of a page: where these are all dated to the day, GDAL writes 2025/07/10 for 2025-07-10, and
QGIS empties the years and months that come after.
"""


def open_data_page(context: Context, n: int) -> h.Node:
    """Files of the `n` matching platforms, all other data, how programs read them, and the licence."""
    say = context.say
    return h.main("#content.page.open-data")[
        crumb(context),
        h.h1[say("open-data")],
        problems(context),
        h.p(".prose")[say("open-data-intro", date=context.as_of(), licence=context.settings.data_licence)],
        h.section(".sec")[
            h.h2[say("open-data-downloads")],
            h.p[say("open-data-said", n=n)],
            h.p[say("open-data-bbox")] if context.location.filter.in_view else None,
            _other_kinds(context),
            _files(context, n),
        ],
        _template(context),
        h.section(".sec")[h.h2[say("open-data-lists")], h.p[say("open-data-lists-said")], _collections(context)],
        h.section(".sec")[
            h.h2[say("open-data-use")],
            [h.section[h.h3[say("open-data-use-in", program=name)], told] for name, told in _programs(context)],
        ],
        h.section(".sec")[h.h2[say("open-data-licence")], _licence(context)],
    ]


def _other_kinds(context: Context) -> h.Node:
    """Where a list of some kinds led here: which they are, and the way to the files of all."""
    kinds = context.location.filter["kind"]
    if not kinds or "kind" in context.location.lock:
        return None
    names = joined(context.lang, [context.say(f"kind-{kind}") for kind in kinds if kind in context.vocabulary.kinds])
    every = context.location.filtered(kind=())
    return h.p[context.say("open-data-kinds", names=names), " ", h.a(href=every)[context.say("open-data-every-kind")]]


def _template(context: Context) -> h.Node:
    """The workbook to fill in."""
    say, href = context.say, at(with_query(TEMPLATE, [("lang", context.lang)]))
    return h.section(".sec")[
        h.h2[say("template-open-data")],
        h.p[say("template-open-data-said")],
        h.p[h.a(href=href, download=True)[say("template-open-data-file")]],
    ]


def _files(context: Context, n: int) -> h.Node:
    say = context.say

    def row(ending: str, title: str, most: int | None) -> h.Element:
        if most is not None and n > most:
            # What would be refused is no link.
            return h.tr[
                h.th(scope="row")[title], h.td[say(f"open-data-{ending}"), " ", h.small[say("open-data-most", n=most)]]
            ]
        link = h.a(href=at(file_path(context, ending)), download=True)[title]
        return h.tr[h.th(scope="row")[link], h.td[say(f"open-data-{ending}"), _in_words(context, ending)]]

    rows = (row(ending, form.title, form.most) for ending, form in FORMATS.items())
    return _table((say("open-data-format"), say("open-data-for")), rows)


def _in_words(context: Context, ending: str) -> h.Node:
    """The same for a person, where the format has that: names in place of codes."""
    if not FORMATS[ending].labelled:
        return None
    href = at(file_path(context, ending, labels=True))
    return h.fragment[" · ", h.a(href=href, download=True)[context.say("open-data-in-words")]]


def _collections(context: Context) -> h.Node:
    """Each collection by its name in the page's language, with the page that shows it and the ways to read it."""
    say, lang = context.say, language_query(context.lang)

    def row(collection: Collection) -> h.Node:
        page = PAGES.get(collection.name)
        name = collection.title(context.lang)
        return h.tr[
            h.th(scope="row")[h.a(href=context.location.other(page))[name] if page else name],
            h.td[
                h.a(href=at(with_query(collection.items_path, [("f", "json"), *lang])))["GeoJSON"],
                " · ",
                h.a(href=at(with_query(collection.items_path, [("f", "html"), *lang])))[say("open-data-browse")],
                " · ",
                h.a(href=at(with_query(collection.path, [("f", "html"), *lang])))[say("open-data-described")],
            ],
        ]

    api = h.p[h.a(href=with_query(at("/api"), [("f", "html"), *lang]))[say("open-data-api")]]
    heads = (say("open-data-what"), say("open-data-ways"))
    return h.fragment[_table(heads, (row(each) for each in COLLECTIONS.values())), api]


def _table(heads: tuple[str, str], rows: Iterable[h.Node]) -> h.Node:
    return h.table(".data-table")[h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]], h.tbody[rows]]


def _licence(context: Context) -> h.Node:
    say, other = context.say, context.location.other
    return h.fragment[
        h.p(".prose")[say("open-data-terms", licence=context.settings.data_licence)],
        h.p[
            h.a(href=other("/licences"))[say("licences")],
            " · ",
            h.a(href=f"{other(ABOUT)}#cite")[say("how-to-cite")],
            " · ",
            h.a(href=f"{other(ABOUT)}#sources")[say("about-sources")],
        ],
        h.p(".src-note")[say("as-of-said", date=context.as_of())],
    ]


def _programs(context: Context) -> list[tuple[str, h.Node]]:
    say = context.say
    here = {ending: context.site + file_path(context, ending) for ending in FORMATS}
    api = f"{context.site}/api"
    return [
        (
            "QGIS",
            h.fragment[
                h.p[say("open-data-qgis")],
                _typed(api),
                h.p[say("open-data-qgis-dates")],
                _typed("=".join(DATES_AS_STATED)),
                _qgis(context),
                h.p[say("open-data-qgis-file")],
                _typed(here["gpkg"]),
            ],
        ),
        (
            "ogr2ogr",
            h.fragment[
                h.p[say("open-data-ogr")],
                _typed(f"ogr2ogr --config {' '.join(DATES_AS_STATED)} platforms.gpkg 'OAPIF:{api}' platforms"),
            ],
        ),
        (
            "Python",
            h.fragment[
                h.p[say("open-data-python")],
                _typed(
                    f'import geopandas\n\nplatforms = geopandas.read_file("{here["geojson"]}")\nprint(len(platforms))'
                ),
            ],
        ),
        ("Excel", h.fragment[h.p[say("open-data-excel")], _typed(here["csv"])]),
    ]


def _qgis(context: Context) -> h.Node:
    """A ready project of QGIS, and a style."""
    say, lang = context.say, language_query(context.lang)
    files = {"project": PROJECT, "style": STYLE}
    return h.fragment[
        h.p[say("open-data-qgis-ready")],
        h.ul(".plain")[
            (
                h.li[h.a(href=with_query(at(f"/api/qgis/{file}"), lang), download=True)[say(f"open-data-qgis-{name}")]]
                for name, file in files.items()
            )
        ],
    ]


def _typed(text: str) -> h.Node:
    """What a person copies whole into another program."""
    return h.pre(".typed", tabindex="0", translate="no")[h.code[text]]
