"""What a workbook of the insight says of itself: filters, date, version, rule of quoting, citation, where to check."""

from fastapi import Request

from app.analysis.parameters import COMPARE, PICTURE_SIZE
from app.analysis.pictures import kinds_of
from app.analysis.table import Table
from app.draw.shared import Words, conditions, site_name
from app.figures.citation import Citing
from app.figures.words import site_of_city
from app.platforms.filter import Filter
from app.query.parameters import FORMAT, LANG
from app.vocabulary import Vocabulary
from app.web.dependencies import settings_of
from app.web.responses import with_query
from app.web.site import base_url
from frontend.language import language_of, page_path
from frontend.messages import messages


def words_of(request: Request, vocabulary: Vocabulary, lang: str) -> Words:
    """What the words of a picture or a workbook are made from."""
    settings = settings_of(request)
    site = site_name(lang, settings.site_name_zh, settings.site_name_en)
    return Words(messages(lang), vocabulary, site, settings.map_approval_number)


TOPICS = {"comparison": "compare", "coverage": "gaps", "hexagons": "cells", "hotspots": "cells", "clusters": "cells"}
"""The topics of the page whose tables have another name; those that it has not are among the districts."""
OWN_TOPICS = ("glance", "gaps", "siting")


def citing_of(request: Request, words: Words, filter: Filter, table: str) -> Citing:
    """What the citations of a table are made from; the link is that of the page that shows it, with the version."""
    say, version = words.say, words.vocabulary.version
    topic = table if table in OWN_TOPICS else TOPICS.get(table, "districts")
    asked = [*filter.query(), *_own(request, filter)]
    page, cited = base_url(request) + page_path(words.lang, "/insight"), ("cited", str(version))
    link = with_query(page, [*asked, ("topic", topic), cited])
    if table == "sites":
        # A page of its own, which always answers of the data of now: the version stands beside it.
        link = with_query(f"{page}/siting", asked)
    as_of = words.vocabulary.as_of or say("date-not-stated")
    return Citing(say, site_of_city(say, words.site), as_of, version, link, filters_said(words, filter))


def _own(request: Request, filter: Filter) -> list[tuple[str, str]]:
    """What is asked besides the filters, each parameter once: areas to compare together, of others the last."""
    left_out = {*NOT_ASKED, *(name for name, _ in filter.query())}
    given = {name: text for name, text in request.query_params.multi_items() if name not in left_out and text}
    if COMPARE.name in given:
        given[COMPARE.name] = ",".join(request.query_params.getlist(COMPARE.name))
    return list(given.items())


NOT_ASKED = (FORMAT.name, LANG.name, PICTURE_SIZE.name)
"""What a page is not asked."""


def filters_said(words: Words, filter: Filter) -> str:
    """Which records alone are counted; empty where all are."""
    said = conditions(words, filter)
    if filter["kind"] and set(filter["kind"]) != set(words.vocabulary.kinds):
        said = [words.say("named-value", name=words.say("facet-kind"), value=kinds_of(words, filter)), *said]
    return language_of(words.lang).comma.join(said)


def what_this_is(request: Request, words: Words, filter: Filter, table: Table) -> list[tuple[str, str]]:
    """The lines of the first sheet, each with its name."""
    say, title = words.say, table.title
    citing = citing_of(request, words, filter, table.name)
    filters = "; ".join([kinds_of(words, filter), *conditions(words, filter)])
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != FORMAT.name]
    link = with_query(base_url(request) + request.url.path, pairs)
    cited = {"title": title, "filters": filters, **citing.words}
    return [
        (say("sheet-about"), f"{title} · {words.site}"),
        (say("sheet-filters"), filters),
        (say("sheet-as-of"), citing.as_of),
        (say("sheet-version"), str(citing.version)),
        (say("sheet-rule"), say("sheet-rule-said")),
        (say("sheet-citation"), say("sheet-cited", **cited)),
        (say("sheet-address"), link),
    ]
