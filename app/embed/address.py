"""Where links within an embed lead: to other embeds, with everything that the web master set."""

from dataclasses import dataclass, field, replace

from app.embed.contract import Embed
from app.pages.address import Here, address, filter_pairs, state_of
from app.parameters import Filter
from app.responses import with_query

ROOT = "/embed/v1"


@dataclass(frozen=True)
class EmbedHere(Here):
    """A place within a frame: no link of it leaves the frame but the one that says so."""

    embed: Embed = field(default_factory=lambda: Embed(Filter()))

    def other(self, path: str) -> str:
        """Another embed, with the same language, theme and locks."""
        return with_query(ROOT + ("" if path == "/" else path), self.embed.pairs())

    def home(self, filter: Filter) -> str:
        """The embedded map with another filter; what is locked stays."""
        kept = {name: getattr(self.embed.filter, name) for name in self.embed.lock}
        return with_query(ROOT, filter_pairs(filter.replace(**kept)) + self.embed.pairs())

    def home_like(self, filter: Filter) -> str:
        return self.home(filter)

    def url(self, **changes: str | None) -> str:
        """This embed; it has no view state of its own."""
        return with_query(
            ROOT + ("" if self.path == "/" else self.path), filter_pairs(self.filter) + self.embed.pairs()
        )

    def in_language(self, lang: str) -> str:
        return replace(self, embed=replace(self.embed, lang="en" if lang == "en" else "zh-CN")).url()

    def full(self) -> str:
        """The page of the site that shows the same, for a window of its own."""
        state = state_of(self.path)
        own = filter_pairs(self.filter, state) if self.path in ("/", "/insight") else []
        return address(self.lang, self.path, own)
