"""What a workbook of the insight says of itself: filters, date, version, rule of quoting, citation, where to check."""

from fastapi import Request

from app.analysis.pictures import kinds_of
from app.draw.shared import Words, conditions, site_name
from app.platforms.filter import Filter
from app.query.parameters import FORMAT
from app.vocabulary import Vocabulary
from app.web.dependencies import settings_of
from app.web.responses import with_query
from app.web.site import base_url
from frontend.messages import messages


def words_of(request: Request, vocabulary: Vocabulary, lang: str) -> Words:
    """What the words of a picture or a workbook are made from."""
    settings = settings_of(request)
    site = site_name(lang, settings.site_name_zh, settings.site_name_en)
    return Words(messages(lang), vocabulary, site, settings.map_approval_number)


def what_this_is(request: Request, words: Words, filter: Filter, title: str) -> list[tuple[str, str]]:
    """The lines of the first sheet, each with its name."""
    say, vocabulary = words.say, words.vocabulary
    date, version = vocabulary.as_of or say("date-not-stated"), str(vocabulary.version)
    filters = "; ".join([kinds_of(words, filter), *conditions(words, filter)])
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != FORMAT.name]
    link = with_query(base_url(request) + request.url.path, pairs)
    cited = {"date": date, "site": words.site, "title": title, "filters": filters, "version": version, "link": link}
    return [
        (say("sheet-about"), f"{title} · {words.site}"),
        (say("sheet-filters"), filters),
        (say("sheet-as-of"), date),
        (say("sheet-version"), version),
        (say("sheet-rule"), say("sheet-rule-said")),
        (say("sheet-citation"), say("sheet-cited", **cited)),
        (say("sheet-address"), link),
    ]
