"""Addresses of pages: filters and view state in the query, language as a prefix, one order of parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from app.analysis.question import compared
from app.analysis.siting.parameters import NEEDS, WITHIN
from app.match.parameters import SEVERAL, WANT
from app.match.weights import WANTS
from app.pages.address.page_states import (
    ALLOWED,
    COMPARE,
    HISTORY_STATE,
    LASTING,
    MAP_STATE,
    MAP_VIEW,
    PASSING,
    PICKS,
    REQUEST,
    SHARE,
    SITING,
    STATES,
    TO,
    PageState,
    state_of,
)
from app.pages.address.picks import PICK, read_picks
from app.platforms.filter import Filter, locked
from app.query.parameters import IDS
from app.web.prefix import at
from frontend.language import page_path

LONGEST = 400


def read_view(params: QueryParams, state: PageState, filter: Filter) -> dict[str, str]:
    """The view state of a query; what has no meaning is left out, as unknown parameters are.

    `lock` is part of it: an embed's way to the full map says which filters the web master fixed. Without a value in
    `filter` a lock holds nothing and is left out, too.
    """
    view = {name: params[name] for name in state.view if params.get(name)}
    if "compare" in view:
        view["compare"] = compared(params)
    # A form that was sent names what it left open, too, and a box that is ticked for each of several values.
    view |= {
        name: ",".join(dict.fromkeys(texts))
        for name in (*SEVERAL, NEEDS.name)
        if name in state.view and (texts := _said(params, name))
    }
    view |= {name: _said(params, name)[-1] for name in ("origin",) if name in state.view and _said(params, name)}
    # A list has what its words were read as; the match says what it cannot use.
    if state.view == MAP_VIEW and WANT.name in view:
        view[WANT.name] = ",".join(each for each in view[WANT.name].split(",") if each in WANTS)
    view["lock"] = ",".join(locked(view.get("lock", "").split(","), filter))
    usable = {n: v for n, v in view.items() if v and len(v) <= LONGEST and (n not in ALLOWED or v in ALLOWED[n])}
    picked = {name: ",".join(read_picks(params.getlist(name)).ids) for name in PICKS if name in state.view}
    return {name: text for name, text in {**usable, **picked}.items() if text}


def _said(params: QueryParams, name: str) -> list[str]:
    """The texts of a parameter that say something."""
    return [text for text in params.getlist(name) if text]


@dataclass(frozen=True)
class Location:
    """Where the reader is: language, path (without the language's prefix), filter and view state."""

    lang: str
    path: str
    filter: Filter = field(default_factory=lambda: Filter(kind=MAP_STATE.kinds))
    view: Mapping[str, str] = field(default_factory=dict)

    served: ClassVar[bool] = True
    """Whether a server answers here: a page without one leads to no analysis and no API."""
    keeps_picks: ClassVar[bool] = True
    """Whether one can pick platforms here: in a frame and without a server there is nowhere to go with them."""

    @property
    def lock(self) -> tuple[str, ...]:
        """The filters that no link of this place changes."""
        return tuple(name for name in self.view.get("lock", "").split(",") if name)

    @property
    def _picking(self) -> str:
        """The parameter that names what is picked on this page."""
        return IDS.name if IDS.name in state_of(self.path).view else PICK

    @property
    def picks(self) -> tuple[str, ...]:
        """The platforms that the reader has picked: on the pages that are about them, those."""
        return tuple(id for id in self.view.get(self._picking, "").split(",") if id)

    def picking(self, ids: tuple[str, ...]) -> str:
        """This page with these platforms picked."""
        return self.url(**{self._picking: ",".join(ids)})

    def held(self, filter: Filter) -> Filter:
        """A filter with what is locked as it is here."""
        return filter.replace(**{name: self.filter.value(name) for name in self.lock})

    def lasting(self, path: str) -> list[tuple[str, str]]:
        """What goes along to another page: theme, size, and the locks with their filters."""
        state = state_of(path)
        pairs = filter_pairs(self.held(Filter(kind=state.kinds)), state)
        return pairs + self._kept() + self._picks_on(state)

    def _kept(self) -> list[tuple[str, str]]:
        return [(name, self.view[name]) for name in LASTING if name in self.view]

    def _picks_on(self, state: PageState) -> list[tuple[str, str]]:
        """What is picked, as a page of this state names it; nothing where it cannot."""
        name = next((name for name in PICKS if name in state.view), None)
        return [(name, ",".join(self.picks))] if self.picks and name else []

    def url(self, **changes: str | None) -> str:
        """This page with some view state changed; None takes it out."""
        view = {name: value for name, value in {**self.view, **changes}.items() if value}
        state = state_of(self.path)
        pairs = filter_pairs(self.filter, state) + [(name, view[name]) for name in state.view if name in view]
        return address(self.lang, self.path, pairs)

    def by_itself(self) -> "Location":
        """This page without what its address carries for the way back to the map; what is state of its own stays."""
        if self.path in (COMPARE, SHARE):
            # What is passed on says which platforms, and from where distances are measured; no search of this reader.
            measured = Filter(kind=(), near=self.filter.near)
            return replace(self, filter=self.held(measured))
        if self.path in STATES or self.path.startswith("/insight") or state_of(self.path) is HISTORY_STATE:
            return replace(self, view={name: text for name, text in self.view.items() if name != PICK})
        lasting = {name: self.view[name] for name in LASTING if name in self.view}
        return replace(self, filter=self.held(Filter(kind=state_of(self.path).kinds)), view=lasting)

    def lasting_view(self) -> "Location":
        """The same page as anyone else would look at it: without what only this screen shows."""
        page = self.by_itself()
        return replace(page, view={name: value for name, value in page.view.items() if name not in PASSING})

    def filtered(self, **changes: Any) -> str:
        """This page with the filter changed; on its first list page."""
        return self.home_like(self.filter.replace(**changes))

    def home_like(self, filter: Filter) -> str:
        """This page with another filter, its view state kept, on the first page of the list."""
        return replace(self, filter=self.held(filter)).url(page=None, card=None, typed=None)

    def in_language(self, lang: str) -> str:
        return replace(self, lang=lang).url()

    def other(self, path: str) -> str:
        """Another page in the same language, theme and size, with the same locks."""
        return address(self.lang, path, self.lasting(path))

    def beside(self, path: str) -> str | None:
        """A page beside the map that stands in no frame and in no single file: None from there."""
        return self.other(path)

    def request_to(self, id: str) -> str:
        """The request sheet to a platform, from a page that asks nothing of a match."""
        return address(self.lang, REQUEST, [*self.lasting(REQUEST), (TO, id)])

    def district(self, code: str) -> str | None:
        """The page of a district; in a frame None where its lock lets nobody go there."""
        return self.other(f"/district/{code}")

    def insight(self, area: str) -> str:
        """The analysis with a chosen district or zone."""
        return address(self.lang, "/insight", [("area", area), *self.lasting("/insight")])

    def back_to_map(self) -> str:
        """The map as it was left for a page about what was picked: with its search and filters."""
        filter = self.filter.replace(kind=self.filter["kind"] or MAP_STATE.kinds)
        return self.home(filter)

    def siting(self, within: str) -> str:
        """Where next within a district, a key zone or the city."""
        return address(self.lang, SITING, [(WITHIN.name, within), *self.lasting(SITING)])

    def home(self, filter: Filter) -> str:
        """The map with another filter, in the same language, theme and size, with the same locks."""
        return address(self.lang, "/", filter_pairs(self.held(filter)) + self._kept() + self._picks_on(MAP_STATE))


def filter_pairs(filter: Filter, state: PageState = MAP_STATE) -> list[tuple[str, str]]:
    """The filter's pairs; the kinds that the page shows anyway are not written."""
    pairs = filter.query()
    unasked = () if filter.ids else state.kinds
    return [pair for pair in pairs if pair[0] != "kind"] if filter["kind"] == unasked else pairs


def address(lang: str, path: str, pairs: list[tuple[str, str]]) -> str:
    """An address of this site; with more than one slash at its start, browsers would take a path for another host."""
    query = urlencode(pairs, safe=",:")
    return at(page_path(lang, f"/{path.lstrip('/')}")) + (f"?{query}" if query else "")


def cited_version(text: str, current: int) -> int | None:
    """The version of the data that an address cites; None where there has been none of that number."""
    known = text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= current
    return int(text[:9]) if known else None
