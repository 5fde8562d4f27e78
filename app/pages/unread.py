"""What an address says that its page cannot read: told with what there is, so that nobody takes it for a condition."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from app.history.parameters import AS_OF
from app.match.parameters import WANT
from app.match.weights import WANTS
from app.pages.states import ALLOWED, LASTING, MAP_STATE, PASSING, PageState

MOST, LONGEST = 5, 60
"""So many are told, each so far."""
ADDED = (
    *("utm_", "isappinstalled", "from", "scene", "spm", "share_", "fbclid", "gclid", "msclkid", "ref", "_", "gad_"),
    *("gclsrc", "gbraid", "wbraid", "dclid", "srsltid", "yclid", "twclid", "igsh", "mc_cid", "mc_eid", "mkt_tok"),
    *("nsukey", "chksm"),
)
"""What chats, mails and search engines put into links begins so: nobody who reads the page wrote it."""
UNTOLD = (*LASTING, *PASSING, "page", "card", "typed", "cited")
"""View state that is no answer to the question what a page can be asked for."""


@dataclass(frozen=True)
class Unread:
    """A pair of an address that was not used; `name` is that of a known parameter, else empty."""

    given: str
    name: str
    there: tuple[str, ...]


def unread_of(params: QueryParams, state: PageState) -> tuple[Unread, ...]:
    """What the page of this state cannot read; refused values of filters are told as problems."""
    return tuple(dict.fromkeys(_each(params, state)))[:MOST]


def _each(params: QueryParams, state: PageState) -> Iterator[Unread]:
    known = (*state.filters, *state.view)
    for name, text in params.multi_items():
        if name in known:
            there = ALLOWED.get(name, WANTS if name == WANT.name and state is MAP_STATE else ())
            wrong = [each for each in text.split(",") if each and each not in there] if there else []
            if wrong:
                yield Unread(_pair(name, ",".join(wrong)), name, tuple(there))
        elif name != AS_OF.name and not name.startswith(ADDED):
            yield Unread(_pair(name, text), "", tuple(each for each in known if each not in UNTOLD))


def _pair(name: str, text: str) -> str:
    return f"{name}={text}" if len(name) + len(text) < LONGEST else f"{name}={text}"[:LONGEST] + "…"
