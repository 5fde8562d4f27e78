"""A frame's query: names that it does not know, values that it cannot use, and the one platform, district or zone."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.analysis.parameters import FIGURE_NAMES
from app.embed.contract import Note
from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.pasted_address import PastedAddress
from app.embed.doctor.values import meant_values, named
from app.embed.parameters import LOCK, PARAMETERS, PART
from app.embed.unframed import TAKEN as TAKEN_BY_PAGES
from app.embed.view import FrameRequest, Pairs, read_frame_request
from app.embed.words import allowed_said, half_used, parameter_name
from app.errors import InvalidParameterError
from app.pages.address.page_states import INSIGHT_VIEW, MAP_VIEW
from app.pages.context import Context
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS, LOCKABLE
from app.query.parameters import IDS
from app.search.dependencies import suggestions_of
from app.tiles.sources import sources
from app.web.prefix import prefix

CLOSE = 0.6
SEVERAL = (*FACETS.names, IDS.name, LOCK.name)


def known_names(view: str) -> tuple[str, ...]:
    """Every parameter that a frame of this view takes."""
    own = tuple(parameter.name for parameter in PARAMETERS)
    return tuple(dict.fromkeys((*own, *FILTER_PARAMETERS, *(FIGURE_NAMES if view == "insight" else ()))))


def read_query(context: Context, address: PastedAddress) -> tuple[FrameRequest, tuple[Cause, ...]]:
    """What the query means and what of it has no meaning. A name that is nearly right is taken for the right one."""
    pairs, causes = _names(address, _of_pages(address))
    pairs, swapped = _swapped_box(pairs)
    pairs, meant = meant_values(context, pairs)
    causes += meant
    if address.refused:
        asked = address.pairs if address.refused.own else pairs
        page = address.site + address.refused.page(context.lang, asked).removeprefix(prefix())
        causes.insert(0, cause("no-frame", name=address.refused.name(context), page=page))
    shown = read_frame_request(address.view, address.code, Pairs(pairs), context.vocabulary, sources(context.settings))
    shown = replace(shown, named=_named(pairs, shown))
    return shown, (
        *causes,
        *swapped,
        *(_note(context, note) for note in shown.notes if not half_used(shown.embed, note)),
    )


def _named(pairs: Iterable[tuple[str, str]], shown: FrameRequest) -> frozenset[str]:
    """What was written out and can be used: it is written again, though its value may be the default."""
    named = {name for name, _ in pairs} - {note.parameter for note in shown.notes}
    kinds = {kind for name, value in pairs if name == "kind" for kind in value.split(",")}
    return frozenset(named | ({"kind"} if kinds & set(shown.embed.filter["kind"]) else set()))


def _of_pages(address: PastedAddress) -> tuple[str, ...]:
    """Parameters that mean something on the page whose address was pasted, and nothing in a frame."""
    from_page = address.refused or any(each.key in ("page-address", "no-embed") for each in address.causes)
    return (*MAP_VIEW, *INSIGHT_VIEW) if from_page else ()


def _names(address: PastedAddress, of_pages: Sequence[str]) -> tuple[list[tuple[str, str]], list[Cause]]:
    known = known_names(address.view)
    given = {name for name, _ in address.pairs}
    if address.refused and address.refused.own:
        # That page is linked as it was asked; what a frame of the districts' figures can take goes along.
        return [pair for pair in address.pairs if pair[0] in known], []
    # The page of what has no frame is linked with its whole question.
    said = TAKEN_BY_PAGES if address.refused and address.refused.topic else ()
    said = (*said, "topic") if address.view == "insight" else said
    left_out = dict.fromkeys(n for n, _ in address.pairs if n in of_pages and n not in (*known, *said))
    pairs: list[tuple[str, str]] = []
    causes: list[Cause] = []
    for name, value in address.pairs:
        if name in known:
            pairs.append((name, value))
        elif name not in of_pages:
            meant = difflib.get_close_matches(name.lower(), known, 1, CLOSE)
            if meant:
                causes.append(cause("unknown-parameter-meant", name=name, meant=meant[0]))
                # Of what takes one value the one under its right name counts; several mean any of them.
                pairs += [(meant[0], value)] if meant[0] not in given or meant[0] in SEVERAL else []
            else:
                causes.append(cause("unknown-parameter", name=name))
    causes += [cause("left-out", names=", ".join(left_out))] if left_out else []
    return pairs, list(dict.fromkeys(causes))


def _swapped_box(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[Cause]]:
    """South,west,north,east in the place of west,south,east,north is seen by what it would be the right way round."""
    for at, (name, value) in enumerate(pairs):
        numbers = value.split(",")
        if name != PART.name or len(numbers) != 4:
            continue
        turned = ",".join(numbers[i] for i in (1, 0, 3, 2))
        try:
            PART.parse(value)
        except InvalidParameterError:
            try:
                PART.parse(turned)
            except InvalidParameterError:
                return pairs, []
            return [*pairs[:at], (name, turned), *pairs[at + 1 :]], [cause("swapped-box", value=value)]
    return pairs, []


def _note(context: Context, note: Note) -> Cause:
    name = parameter_name(context, note.parameter)
    if note.parameter == "lock" and note.value in LOCKABLE:
        return cause("lock-empty", name=note.value)
    allowed = allowed_said(context, note)
    return cause("value", parameter=note.parameter, name=name, value=note.value, allowed=allowed)


async def check_code(visit: Visit, address: PastedAddress) -> PastedAddress:
    """The one platform, district or zone, where it is listed; else the one that was meant, else the map."""
    if address.view == "platform":
        return await _check_platform(visit, address)
    context = visit.context
    terms = {"district": context.vocabulary.districts, "zone": context.vocabulary.zones}.get(address.view)
    if terms is None or address.code in terms:
        return address
    listed = ", ".join(f"{code} {context.name(term)}" for code, term in terms.items())
    # One digit off, a code is that of any of its neighbours: only a name says which was meant, or letters nearly right.
    meant = named(address.code, FACETS[address.view], context.vocabulary)
    meant = meant if meant in terms else None
    used = context.name(terms[meant]) if meant else context.say("doctor-whole-map")
    return _meant(address, [meant] if meant else [], listed=listed, used=used)


async def _check_platform(visit: Visit, address: PastedAddress) -> PastedAddress:
    if await read.platform(visit.db, address.code):
        return address
    suggestions, vocabulary = suggestions_of(visit.request), visit.context.vocabulary
    ids = await suggestions.platform_ids(visit.db, vocabulary)
    suggested = await suggestions.find(visit.db, address.code, vocabulary)
    by_name = [entry.value for entry in suggested.entries if entry.group == "platform"]
    meant = by_name or _close(address.code.lower(), ids)
    return _meant(address, meant, used=meant[0] if meant else visit.context.say("doctor-whole-map"))


def _close(text: str, codes: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(text, list(codes), 3, CLOSE)


def _meant(address: PastedAddress, meant: list[str], **words: str) -> PastedAddress:
    """The likeliest takes the place of what is not listed, and the cause says so; nothing like it leaves the map."""
    unknown = cause(f"unknown-{address.view}", code=address.code, meant=", ".join(meant[:3]) or "—", **words)
    address = address.but(unknown)
    return replace(address, code=meant[0]) if meant else replace(address, view="map", code="")
