"""A station, university or park that was typed, alone or in a sentence: no record says it, and some are near it."""

from collections.abc import Sequence
from dataclasses import replace

from app.pages.visit import Visit
from app.platforms.read import counts
from app.query.parameters import NEAR_RADIUS
from app.query.sounds import LINE
from app.query.text import fold, simplified
from app.query.words import read
from app.search.answer import Search
from app.search.dependencies import suggestions_of
from app.search.entry import Entry


def named_in(text: str, places: Sequence[Entry]) -> tuple[Entry, str] | None:
    """The place with the longest name that a text holds, and the text without it; or whose pinyin the text is."""
    plain = simplified(fold(text))
    names = [(name, place) for place in places for name in (place.name_zh, place.name_en, *place.spoken)]
    held = [(key, place) for name, place in names if len(key := simplified(fold(name))) > 1 and key in plain]
    if not held:
        return next(((place, "") for place in places if _sounds_like(place, text)), None)
    key, place = max(held, key=lambda each: len(each[0]))
    return place, plain.replace(key, " ", 1).strip()


def _sounds_like(place: Entry, text: str) -> bool:
    """Whether one word is the pinyin of one of its names; its initials are those of too many."""
    words = read(text)
    whole = [sound for sound in words[0].spoken if not sound.isupper()] if len(words) == 1 else []
    return any(f"{LINE}{sound.removeprefix(LINE)}{LINE}" in place.sounds + LINE for sound in whole)


async def near_place(visit: Visit, search: Search) -> Visit | None:
    """The same visit near the place that was typed, with the rest of the words; None where nothing is listed there."""
    location, vocabulary = visit.context.location, visit.context.vocabulary
    filter = location.filter
    if filter.near or filter.in_view or filter["district"] or filter["zone"]:
        return None
    found = named_in(filter.q, await suggestions_of(visit.request).places(visit.db, vocabulary))
    if found is None or found[0].near is None:
        return None
    place, rest = found
    telling = rest if any(not word.small for word in read(rest)) else ""
    there = filter.replace(q=telling, near=place.near)
    if telling:
        there = (await search.reading(read(telling))).applied(there)
    # Where nothing is within reach, all are listed, the nearest first.
    for radius in (float(NEAR_RADIUS), None):
        there = there.replace(radius=radius)
        if (await counts(visit.db, there.replace(kind=tuple(vocabulary.kinds))))[0]:
            return visit.with_context(replace(visit.context, location=replace(location, filter=there)))
    return None
