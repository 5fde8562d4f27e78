"""What was typed into the search becomes filters where its words name them, and is put right where nothing has it."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from app.match.parameters import WANT
from app.pages.address.location import LONGEST
from app.pages.address.unread import SEVERAL
from app.pages.home.typed_place import near_place
from app.pages.visit import Visit
from app.platforms.filter import Filter
from app.platforms.read import counts
from app.query.parameters import Q
from app.query.words import apart, read
from app.search.answer import Search
from app.search.dependencies import suggestions_of
from app.search.reading import Reading, opened

TYPED = "typed"
"""What was typed and led to nothing: the page says so, and shows what it took in its place."""


async def meant(visit: Visit) -> str | None:
    """The address with the words of the search as filters, or without their fault; None where this one says it all.

    An address that has more to say, of a value that cannot be used, stays as it is. Raises DatabaseAwayError.
    """
    context = visit.context
    filter, locked = context.location.filter, context.location.lock
    if not filter.q or "q" in locked or context.problems:
        return None
    search = Search(visit.db, suggestions_of(visit.request), context.vocabulary, filter, context.lang, locked)
    reading = await search.reading(read(filter.q))
    if await _is_a_name(visit, reading):
        return None
    if reading.recognised and not reading.rest:
        return await _address(visit, reading)
    if (await counts(visit.db, filter))[0]:
        return await _address(visit, reading) if reading.recognised else None
    every = Filter(q=filter.q, kind=tuple(context.vocabulary.kinds))
    if (await counts(visit.db, every))[0]:
        return await (_address(visit, reading) if reading.recognised else _of_other_kinds(visit))
    return await _put_right(visit, search, reading)


async def _put_right(visit: Visit, search: Search, reading: Reading) -> str | None:
    """The address of what was meant instead of words that no record has: what is near a place, or without a fault."""
    if near := await near_place(visit, search):
        return await _address(near, Reading(rest=near.context.location.filter.q))
    typed = visit.context.location.filter.q
    instead = await search.correction(typed)
    if instead is None and (text := apart(typed)) != typed:
        # What no record has as it stands is looked through for what is known: 某区脑机接口.
        reading, instead = await search.reading(read(text)), await search.correction(text)
    if instead is None or len(instead) > Q.longest:
        return await _address(visit, reading) if reading.recognised else None
    reading = await search.reading(read(instead))
    return await _address(visit, reading if reading.recognised else Reading(rest=instead), typed)


async def _is_a_name(visit: Visit, reading: Reading) -> bool:
    """Whether a record says what was typed as it stands, where a word of it may be a part of a name: 张江实验室."""
    if not reading.loose:
        return False
    plain = visit.context.location.filter.q.replace('"', " ")
    return bool((await counts(visit.db, Filter(q=f'"{plain}"', kind=tuple(visit.context.vocabulary.kinds))))[0])


async def _of_other_kinds(visit: Visit) -> str | None:
    """The same words with every kind of record, where those that are shown unasked have none and others have some."""
    location = visit.context.location
    if "kind" in location.lock or "kind" in visit.request.query_params:
        return None
    shown, _ = await opened(visit.db, location.filter, visit.context.vocabulary)
    return None if shown == location.filter else await _address(visit, Reading(rest=location.filter.q))


async def _address(visit: Visit, reading: Reading, typed: str | None = None) -> str:
    location, vocabulary = visit.context.location, visit.context.vocabulary
    filter = reading.applied(location.filter)
    wants = [want for want in location.view.get(WANT.name, "").split(",") if want]
    wanted = ",".join(dict.fromkeys((*wants, *reading.wants)))
    # Kinds that somebody chose stay; the list of what they hide is one link away.
    if "kind" not in location.lock and "kind" not in visit.request.query_params:
        filter, _ = await opened(visit.db, filter, vocabulary)
    there = replace(location, filter=filter).url(page=None, card=None, typed=typed, want=wanted)
    return _with_unread(visit, there)


def _with_unread(visit: Visit, there: str) -> str:
    """The address with what this one says and the page cannot read: the page that is led to tells it.

    Of several values it may have read some: the others stand behind those.
    """
    names = {each.given.partition("=")[0] for each in visit.context.unread}
    if not names:
        return there
    here, (path, _, query) = visit.request.query_params.multi_items(), there.partition("?")
    pairs = [(name, _with_others(name, text, here) if name in names else text) for name, text in parse_qsl(query)]
    written = {name for name, _ in pairs}
    pairs += [(name, text[:LONGEST]) for name, text in here if name in names - written]
    return f"{path}?{urlencode(pairs, safe=',:')}"


def _with_others(name: str, text: str, here: list[tuple[str, str]]) -> str:
    """A list of values with those that this address has besides; a single value stays as it is."""
    if name not in SEVERAL:
        return text
    values = [each for other, texts in here if other == name for each in texts.split(",") if each]
    return ",".join(dict.fromkeys((*text.split(","), *values)))[:LONGEST]
