"""The digest as JSON: what the page says, and the fields as they were and are."""

from typing import Any

from app.history.atom import platform_page
from app.history.digest.queries import NOTHING
from app.history.digest.read import Counts, Digest, Line
from app.history.digest.words import TERMS, details, facts, name_of, notes, title
from app.vocabulary import Vocabulary
from frontend.messages import Messages


def document(say: Messages, vocabulary: Vocabulary, digest: Digest, site: str) -> dict[str, Any]:
    """All of it; pages of platforms stand below `site`."""
    parts = {by: [_part(say, vocabulary, by, *each) for each in digest.parts.get(by, {}).items()] for by in TERMS}
    since, until, began = digest.since, digest.span.until, digest.began
    return {
        "title": title(say, digest),
        "asOf": vocabulary.as_of,
        "dataVersion": vocabulary.version,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "began": began.isoformat() if began else None,
        "firstVersion": digest.first,
        "counts": digest.counts,
        "by": parts,
        "notes": notes(say, digest),
        "numberMatched": digest.matched,
        "numberReturned": len(digest.lines),
        "lines": [line_of(say, vocabulary, line, site) for line in digest.lines],
    }


def _part(say: Messages, vocabulary: Vocabulary, by: str, code: str, counts: Counts) -> dict[str, Any]:
    said = {"code": None if code == NOTHING else code, "name": name_of(say, vocabulary, by, code)}
    return said | dict(counts)


def line_of(say: Messages, vocabulary: Vocabulary, line: Line, site: str) -> dict[str, Any]:
    """One line of it."""
    return {
        "section": line.section,
        "platform": line.platform,
        "name_zh": line.names[0],
        "name_en": line.names[1],
        "link": platform_page(site, say.lang, line.platform),
        "day": line.day,
        "change": line.number,
        "reason": line.reason or None,
        "kind": line.kind,
        "lifecycle": line.lifecycle,
        "lifecycle_date": line.lifecycle_date,
        "district_code": line.district,
        "source_title": line.source_title,
        "source_date": line.source_date,
        "said": facts(say, vocabulary, line),
        "details": details(say, vocabulary, line),
        "fields": [{"name": each.name, "old": each.old, "new": each.new} for each in line.fields],
    }
