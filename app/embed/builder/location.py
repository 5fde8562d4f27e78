"""The builder as it is filled in.

In its address filters have the names of the pages; what is the frame's own has `frame-` in front, since the page has a
theme and a language, too.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from app.pages.address.location import Location, address
from app.pages.address.page_states import LASTING


@dataclass(frozen=True)
class BuilderLocation(Location):
    """The builder as it is filled in: links to another language or theme keep the whole of it."""

    keeps_picks: ClassVar[bool] = False

    filled: tuple[tuple[str, str], ...] = field(default=())

    def url(self, **changes: str | None) -> str:
        view = {name: value for name, value in {**self.view, **changes}.items() if value and name in LASTING}
        return address(self.lang, self.path, [*self.filled, *view.items()])
