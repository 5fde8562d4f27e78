"""Changes as an Atom feed (RFC 4287), for readers of news."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from app.history.read import Entry
from app.history.words import by_whom, field_line, headline
from app.vocabulary import Vocabulary
from frontend.language import choose, page_path
from frontend.messages import messages

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 can hold."""
EPOCH = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class News:
    """An entry of a feed: its lasting id, who said it when, the page that it leads to, and a text of several lines."""

    id: str
    title: str
    updated: datetime
    author: str
    page: str
    lines: Sequence[str]


def feed(entries: Sequence[Entry], address: str, site: str, lang: str, vocabulary: Vocabulary) -> bytes:
    """The changes at `address`; pages of platforms stand below `site`."""
    news = [_of_entry(entry, site, lang, vocabulary) for entry in entries]
    return atom(news, messages(lang)("history-feed"), address, lang)


def _of_entry(entry: Entry, site: str, lang: str, vocabulary: Vocabulary) -> News:
    name = choose(lang, *entry.names) if entry.names else entry.platform
    return News(
        f"{site}/api/platforms/{entry.platform}/changes#{entry.number}",
        f"{name}: {headline(entry, lang)}",
        entry.made_at,
        by_whom(entry, lang),
        platform_page(site, lang, entry.platform),
        [*(field_line(each, vocabulary, lang) for each in entry.fields), entry.reason],
    )


def platform_page(site: str, lang: str, id: str) -> str:
    """The address of the page of a platform."""
    return f"{site}{page_path(lang, f'/platform/{id}')}"


def atom(news: Sequence[News], title: str, address: str, lang: str) -> bytes:
    """The document of a feed at `address`."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": lang})
    _text(root, "id", address)
    _text(root, "title", title)
    _text(root, "updated", max((each.updated.isoformat() for each in news), default=EPOCH))
    ET.SubElement(root, "link", {"rel": "self", "type": ATOM, "href": address})
    for each in news:
        _entry(ET.SubElement(root, "entry"), each)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(element: ET.Element, news: News) -> None:
    _text(element, "id", news.id)
    _text(element, "title", news.title)
    _text(element, "updated", news.updated.isoformat())
    _text(ET.SubElement(element, "author"), "name", news.author)
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": news.page})
    _text(element, "summary", "\n".join(news.lines).strip())


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = NO_XML.sub("\ufffd", text)
