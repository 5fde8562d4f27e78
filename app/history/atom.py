"""Changes as an Atom feed (RFC 4287), for readers of news."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from app.history.read import Entry
from app.history.words import by_whom, field_name, headline, value_words
from app.vocabulary import Vocabulary
from frontend.language import choose, page_path
from frontend.messages import messages

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 can hold."""
EPOCH = "1970-01-01T00:00:00+00:00"


def feed(entries: Sequence[Entry], address: str, site: str, lang: str, vocabulary: Vocabulary) -> bytes:
    """The feed at `address`; pages of platforms stand below `site`."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": lang})
    _text(root, "id", address)
    _text(root, "title", messages(lang)("history-feed"))
    _text(root, "updated", max((entry.made_at.isoformat() for entry in entries), default=EPOCH))
    ET.SubElement(root, "link", {"rel": "self", "type": ATOM, "href": address})
    for entry in entries:
        _entry(ET.SubElement(root, "entry"), entry, site, lang, vocabulary)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(element: ET.Element, entry: Entry, site: str, lang: str, vocabulary: Vocabulary) -> None:
    page = f"{site}{page_path(lang, f'/platform/{entry.platform}')}"
    name = choose(lang, *entry.names) if entry.names else entry.platform
    _text(element, "id", f"{site}/api/platforms/{entry.platform}/changes#{entry.number}")
    _text(element, "title", f"{name}: {headline(entry, lang)}")
    _text(element, "updated", entry.made_at.isoformat())
    _text(ET.SubElement(element, "author"), "name", by_whom(entry, lang))
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _text(element, "summary", "\n".join([*_lines(entry, lang, vocabulary), entry.reason]).strip())


def _lines(entry: Entry, lang: str, vocabulary: Vocabulary) -> list[str]:
    return [
        f"{field_name(each.name, lang)}: {value_words(each.name, each.old, vocabulary, lang)} → "
        f"{value_words(each.name, each.new, vocabulary, lang)}"
        for each in entry.fields
    ]


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = NO_XML.sub("\ufffd", text)
