"""Which pages there are, what state the address of each holds, and which kinds it shows when none is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from app.analysis.parameters import FIGURE_NAMES
from app.analysis.parameters import NAMES as INSIGHT_NAMES
from app.analysis.siting.parameters import BEFORE
from app.analysis.siting.parameters import NAMES as SITING_NAMES
from app.history.parameters import AS_OF
from app.match.parameters import FILTERS as MATCH_FILTERS
from app.match.parameters import KINDS as MATCH_KINDS
from app.match.parameters import NAMES as MATCH_NAMES
from app.match.parameters import WANT
from app.pages.address.picks import PICK
from app.platforms.bubbles import GROUP
from app.platforms.filter import FILTER_PARAMETERS
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import IDS, NEAR

MAP_VIEW = (
    *("overlay", "group", "orientation", "select", "card", "at", "panel", "view", "page", "typed", "theme", "size"),
    *("base", WANT.name, "lock", PICK),
)
MATCH_VIEW = (*MATCH_NAMES, "ask", "theme", "size", "lock", PICK)
TO = "to"
"""On the request sheet: the ids of the platforms that it is written to, with commas between."""
INSIGHT_VIEW = ("area", "topic", *INSIGHT_NAMES, "figure", "cited", "since", "panel", "theme", "size", "lock", PICK)
PICKED_VIEW = (IDS.name, "differ", "theme", "size", "lock")
"""The picked platforms are what these pages are about: `ids` names them."""
PASSING = ("select", "card", "at", "panel", "view", "theme", "size", PICK)
"""View state of one screen, which says nothing of what a page holds."""
LASTING = ("theme", "size", "lock")
"""View state that goes along to other pages, as what is picked does; the rest belongs to the map."""
PICKS = (PICK, IDS.name)
"""The parameters that name the picked platforms: a page has one of the two."""
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "overlay": ("features", "zones", "none"),
    "group": (*GROUP.values, "none"),
    "orientation": ("none",),
    "panel": ("filters",),
    "view": ("map", "list"),
    "theme": ("light", "dark"),
    "size": ("large",),
    "ask": ("1",),
    "differ": ("1",),
}


@dataclass(frozen=True)
class PageState:
    """What a page's address holds besides filters, and which kinds of record it shows when none is named.

    `filters`: the parameters of the filter that it takes. `told`: those of its view of which the page itself says what
    it cannot read. `beside`: how parameters begin that it reads and no link takes along. `carried`: the filters that it
    takes along for the way back alone. `passing`: what the map puts into the address for the way back to it.
    """

    view: tuple[str, ...]
    kinds: tuple[str, ...]
    filters: tuple[str, ...] = FILTER_PARAMETERS
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()


MAP_STATE = PageState(MAP_VIEW, DEFAULT_KINDS)
PLAIN_STATE = PageState((*LASTING, PICK), DEFAULT_KINDS, ())
"""A page about one thing, which no condition changes."""
WAY_BACK = (*MAP_VIEW, *FILTER_PARAMETERS)
AREA_STATE = PageState(PLAIN_STATE.view, DEFAULT_KINDS, (), passing=WAY_BACK)
"""A page about one district or zone, which the map opens."""
PLATFORM_STATE = PageState(PLAIN_STATE.view, DEFAULT_KINDS, (), beside=(AS_OF.name,), passing=WAY_BACK)
SENT = "sent"
"""What the address of the form of corrections says once one was sent."""
CORRECTION_STATE = PageState(PLAIN_STATE.view, DEFAULT_KINDS, (), beside=(SENT,))
INSIGHT_STATE = PageState(INSIGHT_VIEW, ())
MATCH = "/match"
REQUEST = "/match/request"
"""The request sheet, which is filled from the match."""
MATCH_STATE = PageState(MATCH_VIEW, MATCH_KINDS, MATCH_FILTERS)
REQUEST_STATE = PageState((*MATCH_VIEW, TO), MATCH_KINDS, MATCH_FILTERS)
COMPARE = "/compare"
SHARE = "/share"
_ALONG = tuple(name for name in FILTER_PARAMETERS if name != IDS.name)
PICKED_STATE = PageState(PICKED_VIEW, (), _ALONG, carried=tuple(name for name in _ALONG if name != NEAR.name))
LISTS = "/lists"
GLOSSARY = "/lists/glossary"
EVENTS = "/lists/events"
POLICIES = "/lists/policies"
POLICIES_STATE = PageState(("instrument", "where", "whom", "theme", "size", "lock", PICK), DEFAULT_KINDS, ("q",))
"""What measures are asked for: what they pay with, where they apply, whom they are for, by what words."""
OPEN_DATA = "/open-data"
OPEN_DATA_STATE = PageState(MAP_VIEW, ())
"""All kinds of record, unless a list of some leads there."""
ABOUT = "/about"
ABOUT_STATE = PageState(("cited", "theme", "size", "lock", PICK), DEFAULT_KINDS, ())
"""`cited`: the number of the data version that somebody cited."""
VOID = "/lists/void"
"""The void register."""
VOID_STATE = PageState(("field", "origin", "theme", "size", "lock", PICK), (), ("district", "zone", "near", "radius"))
SITING = "/insight/siting"
"""Where next within a district, a key zone or the city: its filters say which platforms count as there already."""
SITING_STATE = PageState((*SITING_NAMES, BEFORE, "theme", "size", "lock", PICK), DEFAULT_KINDS)
CHANGES = "/insight/changes"
"""How the figures changed since a day."""
CHANGES_STATE = PageState(("since", "theme", "size", "lock", PICK), (), ("district",))
DIGEST = "/insight/digest"
"""What changed record by record between two days."""
DIGEST_FILTERS = tuple(name for name in FILTER_PARAMETERS if name not in (IDS.name, "sort"))
DIGEST_STATE = PageState(("since", "until", "page", "theme", "size", "lock", PICK), (), DIGEST_FILTERS)
HISTORY_STATE = PageState(("from", "to", "theme", "size", "lock", PICK), (), ())
"""The page of a record's history: the two days that it compares."""
BRIEF = "/insight/brief/"
"""The briefs stand below."""
BRIEF_STATE = PageState(
    ("compare", "since", "figure", "cited", "theme", "size", "lock", PICK), (), (), told=("compare", "since", "figure")
)
"""A brief is about a whole place: of filters that are locked it says that they play no part."""
BUILDER = "/embed/builder"
DOCTOR = "/embed/doctor"
OWN = "frame-"
"""Stands before the parameters of the frame's own in the builder's address: a page has a theme and a language, too."""
_BUT_BOX = tuple(name for name in FILTER_PARAMETERS if name != "bbox")
BUILDER_STATE = PageState(PLAIN_STATE.view, DEFAULT_KINDS, _BUT_BOX, beside=(OWN, "width", "topic", *FIGURE_NAMES))
OF_PLATFORM = {"history": HISTORY_STATE, "correct": CORRECTION_STATE}
"""The pages of a platform beside its own, by the last part of their address."""
STEWARD = "/steward"
"""The private pages stand below."""
WORK_STATE = PageState(("kind", "confirmed", "platform", "q", "page", *LASTING), (), ())
"""Lists of the private pages: which kind of work, which records, and which page of the list."""
BELOW = {
    "/district": AREA_STATE,
    "/zone": AREA_STATE,
    BRIEF: BRIEF_STATE,
    "/insight": INSIGHT_STATE,
    STEWARD: WORK_STATE,
    BUILDER: BUILDER_STATE,
    LISTS: PLAIN_STATE,
    "/licences": PLAIN_STATE,
    DOCTOR: PLAIN_STATE,
}
"""What pages have whose path begins so, unless they have a state of their own: the first that fits."""
STATES = {
    "/": MAP_STATE,
    MATCH: MATCH_STATE,
    REQUEST: REQUEST_STATE,
    COMPARE: PICKED_STATE,
    SHARE: PICKED_STATE,
    POLICIES: POLICIES_STATE,
    OPEN_DATA: OPEN_DATA_STATE,
    ABOUT: ABOUT_STATE,
    VOID: VOID_STATE,
    SITING: SITING_STATE,
    CHANGES: CHANGES_STATE,
    DIGEST: DIGEST_STATE,
}
"""Pages whose address says what they show, beside those of the analysis."""


def state_of(path: str) -> PageState:
    """The analysis shows every kind, the match all but pilots, all other pages proof-of-concept platforms."""
    if path in STATES:
        return STATES[path]
    if path.startswith("/platform/"):
        return OF_PLATFORM.get(path.rpartition("/")[2], PLATFORM_STATE)
    return next((state for start, state in BELOW.items() if path.startswith(start)), MAP_STATE)


def locks(params: QueryParams, state: PageState) -> tuple[str, ...]:
    """The filters that an address fixes: they go along to all pages, also to those that are not filtered by them."""
    return tuple(
        name for name in params.get("lock", "").split(",") if name in FILTER_PARAMETERS and "lock" in state.view
    )


def history_of(id: str) -> str:
    """The page of a record's history."""
    return f"/platform/{id}/history"


def kinds_unasked(path: str, ids: object) -> tuple[str, ...]:
    """The kinds that a page shows when its address names none: records that are named by id are of any kind."""
    return () if ids else state_of(path).kinds
