"""The API's documents for a browser: the same content as text, tables and links."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import htpy as h
from fastapi import Response

from app.web.bundle import asset
from app.web.prefix import at, prefix
from app.web.responses import Link, with_query
from frontend.language import ENGLISH, language_query, page_path
from frontend.messages import messages

SHOWN = 3
"""So many values of a list within a list stand there at once."""
DESCRIBED_IN = ENGLISH.code
"""The language of the descriptions in the API's documents."""


def page(title: str, lang: str, *body: h.Node) -> Response:
    """A small page in the project's style."""
    document = h.html(lang=lang)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title[title],
            (h.link(rel="stylesheet", href=asset(name)) for name in ("first.css", "more.css")),
            icon_link(),
        ],
        h.body[h.main(".page.api-page")[h.p(".crumb")[_ways_back(lang)], h.h1[title], body]],
    ]
    return Response(str(document), media_type="text/html")


def icon_link() -> h.Node:
    """At the root of a host browsers find the icon by themselves; below a path they would ask another site for its."""
    return h.link(rel="icon", href=asset("favicon.svg")) if prefix() else None


def _ways_back(lang: str) -> h.Node:
    say = messages(lang)
    api = with_query(at("/api"), [("f", "html"), *language_query(lang)])
    home = at(page_path(lang, "/"))
    return [h.a(href=home)[say("back-to-map")], " ", h.a(href=api)[say("nav-data")]]


def value(of: Any, *, within: bool = False) -> h.Node:
    """Any JSON value: addresses become links, lists and objects are nested.

    `within` a list: the links of each member are folded, which would be a hundred and more stops of the Tab key.
    """
    if isinstance(of, str) and of.startswith(("http://", "https://")):
        return h.a(href=of)[of]
    if isinstance(of, dict) and of.get("templated"):
        return h.fragment[h.code[of["href"]], " ", h.small[f"{of['rel']} · {of['type']}"]]
    if isinstance(of, dict) and {"href", "rel", "title"} <= set(of):
        return h.fragment[h.a(href=of["href"], rel=of["rel"])[of["title"]], " ", h.small[f"{of['rel']} · {of['type']}"]]
    if isinstance(of, dict):
        return h.dl[((h.dt[str(name)], h.dd[_folded(each) if within else value(each)]) for name, each in of.items())]
    if isinstance(of, list):
        return h.ul[(h.li[value(each, within=True)] for each in of)]
    return "–" if of is None else str(of)


def _folded(of: Any) -> h.Node:
    """A member's value, where it is more than a few links only once it is opened."""
    if not isinstance(of, list) or len(of) <= SHOWN:
        return value(of)
    return h.details[h.summary[str(len(of))], value(of)]


def items_table(
    features: Iterable[dict[str, Any]], columns: Mapping[str, str], address_of: Callable[[str], str]
) -> h.Node:
    """Features as a table of the `columns`, by name with what each is called; the first is the id.

    Each row links to its feature, whose address `address_of` makes of its id.
    """
    identifier, *others = columns.values()
    rows = (
        h.tr[
            h.td[h.a(href=address_of(feature["id"]))[str(feature["id"])]],
            (h.td[_cell(feature["properties"].get(column))] for column in list(columns)[1:]),
        ]
        for feature in features
    )
    head = h.thead[h.tr[h.th(scope="col")[identifier], (h.th(scope="col")[column] for column in others)]]
    return h.div(".table-scroll", tabindex="0", role="region", aria_label="items")[h.table[head, h.tbody[rows]]]


def schema_table(document: dict[str, Any], lang: str) -> h.Node:
    """A JSON Schema of features: its address, and a row for each property."""
    say = messages(lang)
    properties = document["properties"]
    # A schema of GeoJSON has those of the feature one level further down.
    named = properties.get("properties", {}).get("properties", properties)
    rows = (
        h.tr[
            h.td[h.code[name], h.br, h.small[schema.get("type") or schema["format"]]],
            h.td[schema["title"], h.br, h.small(lang=DESCRIBED_IN)[schema.get("description", "")]],
        ]
        for name, schema in named.items()
    )
    heads = (say(key) for key in ("schema-name", "schema-title"))
    table = h.table[h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]], h.tbody[rows]]
    about = h.p[document["description"], " ", h.a(href=document["$id"])[document["$id"]]]
    return h.fragment[about, h.div(".table-scroll", tabindex="0", role="region", aria_label=document["title"])[table]]


def _cell(of: Any) -> str:
    if isinstance(of, list):
        return ", ".join(map(str, of)) or "–"
    return "–" if of is None else str(of)


def pager(links: list[Link]) -> h.Node:
    """The links to the page before and after."""
    return _those(links, "prev", "next")


def collection_link(links: list[Link]) -> h.Node:
    """The link from one feature to its collection."""
    return _those(links, "collection")


def _those(links: list[Link], *rels: str) -> h.Node:
    shown = [each for each in links if each["rel"] in rels]
    return h.p[((h.a(href=each["href"], rel=each["rel"])[each["title"]], " ") for each in shown)]
