"""Where links within an embed lead: to other embeds, with everything that the web master set."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar
from urllib.parse import SplitResult

from app.embed.contract import FILTER_NAMES, Embed
from app.pages.address.location import Location, address, filter_pairs
from app.pages.address.page_states import MAP_STATE, PageState, state_of
from app.platforms.filter import Filter
from app.web.prefix import at
from app.web.responses import with_query
from frontend.language import language_of

ROOT = "/embed/v1"
AREAS = ("district", "zone")
TAKEN = (*FILTER_NAMES, "lock")
"""Parameters that mean the same in a frame and on a page."""


PORTS = {"http": 80, "https": 443}
"""The port that goes without saying."""


def named_host(parts: SplitResult) -> str:
    """Host and port of an address in one way of writing: small letters, no port that its scheme has anyway."""
    return re.sub(f":({PORTS.get(parts.scheme, '80|443')})?$", "", parts.netloc.lower())


@dataclass(frozen=True)
class EmbedLocation(Location):
    """A place within a frame: no link of it leaves the frame but the one that says so.

    `kinds` are those that this frame shows when its address names none.
    """

    keeps_picks: ClassVar[bool] = False

    embed: Embed = field(default_factory=lambda: Embed(Filter()))
    kinds: tuple[str, ...] = MAP_STATE.kinds
    listed: bool = True
    """Whether there is what the path names; where there is not, the full map is all that there is to see."""
    page: str | None = None
    """The page of the site for what stands in no frame."""
    unread: tuple[tuple[str, str], ...] | None = None
    """The query as it came, where nothing could be read that says what it means."""

    @property
    def lock(self) -> tuple[str, ...]:
        return self.embed.lock

    def other(self, path: str) -> str:
        """Another embed, with the same language, theme and locks."""
        kept = [pair for pair in self.filter.query() if pair[0] in self.lock]
        return with_query(at(ROOT) + ("" if path == "/" else path), kept + self.embed.pairs())

    def beside(self, path: str) -> None:
        """Lists and glossary stand in no frame."""
        return

    def district(self, code: str) -> str | None:
        """The frame of a district, which is all of it: where one is locked, another cannot be reached."""
        return None if "district" in self.lock and code not in self.filter["district"] else super().district(code)

    def home(self, filter: Filter) -> str:
        """The embedded map with another filter; what is locked stays."""
        return with_query(at(ROOT), filter_pairs(self.held(filter)) + self.embed.pairs() + self.embed.part())

    def url(self, **changes: str | None) -> str:
        """This embed; what it shows does not change but by its filter."""
        own = [*filter_pairs(self.filter, PageState((), self.kinds)), *self.view.items()]
        return with_query(
            at(ROOT) + ("" if self.path == "/" else self.path), own + self.embed.pairs() + self.embed.part()
        )

    def in_language(self, lang: str) -> str:
        return replace(self, embed=replace(self.embed, lang=language_of(lang).code)).url()

    def full(self) -> str:
        """The page of the site that shows the same records with the same locks, for a window of its own."""
        if self.page is not None:
            return self.page
        if self.unread is not None:
            return self._unread(self.unread)
        path, filter = self._page()
        if filter is None:
            # A locked kind is one that these pages do not show unasked.
            return self._to(path, Filter(kind=self.kinds)) if self.lock else address(self.lang, path, [])
        return self._to(path, filter)

    def _unread(self, pairs: Iterable[tuple[str, str]]) -> str:
        """The page of the same path with everything that pages take, too: they will say what of it they cannot use."""
        taken = [pair for pair in pairs if pair[0] in TAKEN]
        return address(self.lang, "/" if self.path == "/counter" else self.path, taken)

    def again(self) -> str:
        """This very address."""
        return with_query(at(ROOT) + ("" if self.path == "/" else self.path), list(self.unread or ()))

    def whole_list(self, filter: Filter) -> str:
        """The map of the site with these records, whose list has as many pages as it needs."""
        return self._to("/", filter)

    def _to(self, path: str, filter: Filter) -> str:
        more = [*self.view.items(), *(self._look() if path == "/" else [])]
        more += [("lock", ",".join(self.lock))] if self.lock else []
        return address(self.lang, path, filter_pairs(filter, state_of(path)) + more)

    def _look(self) -> list[tuple[str, str]]:
        layers = self.embed.layers
        look = [("overlay", "" if layers == "zones" else layers), ("base", self.embed.base)]
        return [(name, value) for name, value in look if value]

    def _page(self) -> tuple[str, Filter | None]:
        """The page and its filter. A district's or zone's page shows all of it: with a filter, the map does."""
        kind, _, code = self.path.strip("/").partition("/")
        if not self.listed:
            return "/", self.held(Filter(kind=MAP_STATE.kinds))
        if kind in AREAS and code:
            if self.filter == Filter(kind=self.kinds):
                return self.path, None
            return "/", self.filter.replace(**{kind: (code,)})
        if kind == "platform":
            return self.path, self.held(Filter(kind=MAP_STATE.kinds))
        return (self.path if kind == "insight" else "/"), self.filter
