"""The pages of a list of work: which one is asked for, and the ways to the one before and the next."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import htpy as h

from app.pages.context import Context
from app.pages.steward.visit import StewardVisit
from app.stewardship.counted import MOST_COUNTED, Counted

PAGE_NUMBER = re.compile(r"[0-9]{1,6}")


def page_asked(visit: StewardVisit) -> int:
    """The number of the page in the address; the first where it names none."""
    text = visit.request.query_params.get("page", "")
    return max(int(text), 1) if PAGE_NUMBER.fullmatch(text) else 1


def number(counted: Counted[Any]) -> str:
    """How many there are, or that there are more than were counted."""
    return f"{MOST_COUNTED}+" if counted.more else str(counted.number)


def pager(
    context: Context, counted: Counted[Any], label: str, address: str, pairs: Sequence[tuple[str, str]] = ()
) -> h.Node:
    """The ways through a list at an address; `pairs` is what its query says besides the page."""
    say = context.say
    if counted.pages == 1:
        return None

    def way(page: int, key: str, rel: str) -> h.Node:
        return h.a(".btn", href=_with(address, [*pairs, ("page", str(page))]), rel=rel)[say(key)]

    return h.nav(".actions.pager", aria_label=label)[
        way(counted.page - 1, "queue-before", "prev") if counted.page > 1 else None,
        h.span(".src-note")[say("queue-page", page=counted.page, pages=counted.pages, n=number(counted))],
        way(counted.page + 1, "queue-next", "next") if counted.page < counted.pages else None,
    ]


def _with(address: str, pairs: Sequence[tuple[str, str]]) -> str:
    """An address that may have a query already, as one in large text has."""
    return address + ("&" if "?" in address else "?") + urlencode(pairs)
