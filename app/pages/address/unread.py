"""What an address says that its page cannot read: told with what is shown instead, so that nobody takes it for used."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from app.analysis.parameters import SITES
from app.analysis.siting.parameters import SUGGESTED
from app.errors import InvalidParameterError, visible
from app.match.parameters import WANT
from app.match.weights import WANTS
from app.pages.address.page_states import ALLOWED, MAP_VIEW, PageState, locks
from app.pages.address.picks import PICK, read_picks
from app.platforms.filter import FILTER_PARAMETERS, Filter
from app.query.parameters import LANG
from app.vocabulary import Vocabulary
from frontend.language import digits
from geo.numbers import decimal

MOST = 5
"""So many are told."""
ADDED = (
    *("utm_", "isappinstalled", "from", "scene", "spm", "share_", "fbclid", "gclid", "msclkid", "ref", "_", "gad_"),
    *("gclsrc", "gbraid", "wbraid", "dclid", "srsltid", "yclid", "twclid", "igsh", "mc_cid", "mc_eid", "mkt_tok"),
    *("nsukey", "chksm"),
)

"""What chats, mails and search engines put into links begins so: nobody who reads the page wrote it."""
NO_FILTER, NO_NAME = "filter", "name"
NO_SUCH_PAGE, NOT_LISTED = "page-behind", "pick-unlisted"


@dataclass(frozen=True)
class Unread:
    """A pair of an address that was not used.

    `why` is the parameter whose value it is, NO_FILTER where the page is not filtered by `filter`, NO_NAME where it
    knows nothing of that name, NO_SUCH_PAGE where the list ends before it, or NOT_LISTED where a picked platform is not
    listed. `there` are the values that can be read, where they are few.
    """

    given: str
    why: str
    filter: str = ""
    there: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What says whether a value can be read: words, filter, names of base layers, the named records that are listed."""

    vocabulary: Vocabulary
    filter: Filter
    bases: tuple[str, ...]
    listed: frozenset[str]
    refused: frozenset[str]
    """The filters of which a value cannot be used."""


def page_number(text: str) -> int | None:
    """The page of a list that an address names; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 10_000_000 else None


def _is_a_view(text: str) -> bool:
    """Whether it says where the map looks: longitude, latitude and zoom."""
    try:
        numbers = [decimal(part) for part in text.split(",")]
    except ValueError:
        return False
    return len(numbers) == 3 and all(map(math.isfinite, numbers))


def _are_sites(text: str) -> bool:
    try:
        return text == SUGGESTED or bool(SITES.parse(text))
    except InvalidParameterError:
        return False


def _is_listed(text: str, known: Known) -> bool:
    return text in known.listed


READ: Mapping[str, Callable[[str, Known], bool]] = {
    "page": lambda text, _: page_number(text) is not None,
    "at": lambda text, _: _is_a_view(text),
    "before": lambda text, _: _are_sites(text),
    "figure": lambda text, _: page_number(text) is not None,
    "base": lambda text, known: text in known.bases,
    "field": lambda text, known: text in known.vocabulary.domains,
    "area": lambda text, known: text in known.vocabulary.districts or text in known.vocabulary.zones,
    "lock": lambda text, known: bool(known.filter.value(text)) if text in FILTER_PARAMETERS else False,
    "select": _is_listed,
    "card": _is_listed,
    PICK: lambda text, _: not read_picks([text]).refused,
}
"""Whether a value of a page's state can be read; what is not named here the page itself tells as a problem."""
SEVERAL = (WANT.name, "lock", PICK)
"""Parameters with commas between values, each of which is read by itself."""


def unread_of(params: QueryParams, state: PageState, known: Known) -> tuple[Unread, ...]:
    """What the page of this state cannot read; refused values of filters are told as problems."""
    return tuple(dict.fromkeys(_each(params, state, known)))[:MOST]


def _each(params: QueryParams, state: PageState, known: Known) -> Iterator[Unread]:
    # What is locked goes along to pages that are not filtered by it.
    filters = (*state.filters, *locks(params, state))
    for name, text in params.multi_items():
        if name in state.view and name not in state.told:
            there = _choices(name, state)
            values = text.split(",") if name in SEVERAL else [text]
            wrong = ",".join(each for each in values if each and not _reads(name, each, there, known))
            if wrong:
                yield Unread(_pair(name, wrong), name, there=there)
            if name == PICK and (unlisted := _unlisted(text, params, known)):
                yield Unread(_pair(name, unlisted), NOT_LISTED)
        elif name in filters:
            if name in state.carried and name in known.refused:
                yield _of_no_use(name, text)
        elif name not in (*state.view, *state.passing) and not name.startswith((*ADDED, *state.beside)):
            yield _of_no_use(name, text)


def _unlisted(text: str, params: QueryParams, known: Known) -> str:
    """The identifiers of a text that were picked, and that no listed platform has."""
    picked = read_picks(params.getlist(PICK)).ids
    return ",".join(id for id in read_picks([text]).ids if id in picked and id not in known.listed)


def unread_page(text: str, pages: int) -> Unread | None:
    """The page of a list of so many pages that an address names and that is none of these; None where there is none."""
    number = page_number(text)
    return (
        None if number is None or number <= pages else Unread(_pair("page", text), NO_SUCH_PAGE, there=(digits(pages),))
    )


def _of_no_use(name: str, text: str) -> Unread:
    if name == LANG.name:
        return Unread(_pair(name, text), LANG.name, there=tuple(LANG.values))
    return (
        Unread(_pair(name, text), NO_FILTER, name) if name in FILTER_PARAMETERS else Unread(_pair(name, text), NO_NAME)
    )


def _choices(name: str, state: PageState) -> tuple[str, ...]:
    return tuple(WANTS) if name == WANT.name and state.view == MAP_VIEW else ALLOWED.get(name, ())


def _reads(name: str, text: str, there: tuple[str, ...], known: Known) -> bool:
    if there:
        return text in there
    return READ[name](text, known) if name in READ else True


def _pair(name: str, text: str) -> str:
    return visible(f"{name}={text}")
