"""A filtered list as files, and how other programs read it."""

import htpy as h

from app.catalogue.qgis_routes import PROJECT, STYLE
from app.downloads.parameters import COLUMNS
from app.downloads.routes import FORMATS, download_path
from app.pages.address import filter_pairs
from app.pages.context import Context
from app.pages.platform import crumb
from app.platforms.values import DEFAULT_KINDS
from app.web.prefix import at
from app.web.responses import with_query
from frontend.language import language_query


def file_path(context: Context, ending: str, *, labels: bool = False) -> str:
    """The path, below the site's address, of the filtered list of this page as a file of this format.

    `labels`: for a person, in words, where the format has them.
    """
    pairs = filter_pairs(context.location.filter)
    if context.location.filter["kind"] == DEFAULT_KINDS:
        pairs = [*pairs, *(("kind", kind) for kind in DEFAULT_KINDS)]
    words = [(COLUMNS.name, "labels")] if labels and FORMATS[ending].labelled else []
    return with_query(download_path(ending), [*pairs, *words, ("lang", context.lang)])


def open_data_page(context: Context, n: int) -> h.Node:
    """Files of the `n` matching platforms, and what to type or click in QGIS, ogr2ogr, Python and Excel."""
    say = context.say
    return h.main("#content.page.open-data")[
        crumb(context),
        h.h1[say("open-data")],
        h.p(".prose")[say("open-data-said", n=n)],
        _files(context, n),
        h.p[h.a(href=with_query(at("/api"), [("f", "html"), *language_query(context.lang)]))[say("open-data-api")]],
        [h.section(".sec")[h.h2[name], told] for name, told in _programs(context)],
        h.p(".src-note")[
            say("as-of-said", date=context.as_of()), " ", h.a(href=context.location.other("/licences"))[say("licences")]
        ],
    ]


def _files(context: Context, n: int) -> h.Node:
    say = context.say

    def told(most: int | None) -> h.Node:
        return h.span(".meta")[" ", say("open-data-most", n=most)] if most is not None and n > most else None

    return h.ul(".plain")[
        [
            h.li[
                h.a(href=at(file_path(context, ending)))[form.title],
                h.span(".meta")[" ", say(f"open-data-{ending}")],
                told(form.most),
            ]
            for ending, form in FORMATS.items()
        ]
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
                _qgis(context),
                h.p[say("open-data-qgis-file")],
                _typed(here["gpkg"]),
            ],
        ),
        ("ogr2ogr", h.fragment[h.p[say("open-data-ogr")], _typed(f"ogr2ogr platforms.gpkg 'OAPIF:{api}' platforms")]),
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
