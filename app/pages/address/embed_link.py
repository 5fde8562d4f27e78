"""What a page knows of its frame: which view of an embed shows it, and the builder filled in with what it shows.

The frames themselves are made in `app.embed`, which stands above the pages.
"""

from collections.abc import Iterable
from typing import Literal, get_args
from urllib.parse import unquote

from app.analysis.parameters import FIGURE_NAMES
from app.pages.address.location import Location, address, filter_pairs
from app.pages.address.page_states import BUILDER, OWN, state_of

View = Literal["map", "district", "zone", "platform", "insight", "counter"]
VIEWS: tuple[View, ...] = get_args(View)
OF_ONE = ("district", "zone", "platform")
"""Views whose path ends with a code."""
FRAMED_TOPIC = "districts"
"""The one question of the analysis that stands in a frame."""


def view_at(path: str) -> tuple[View, str] | None:
    """The view and its code that a path below ROOT, or that of a page, stands for; None where there is none."""
    name, *rest = [unquote(segment) for segment in path.split("/") if segment] or ["map"]
    view = next((each for each in VIEWS if each == name), None)
    if view is None or len(rest) != (1 if view in OF_ONE else 0) or (view == "map" and path.strip("/")):
        return None
    return view, rest[0] if rest else ""


def framed_view(location: Location) -> tuple[View, str] | None:
    """The view and its code that show what this page shows; None where no frame does."""
    return view_at(location.path) if location.view.get("topic", FRAMED_TOPIC) == FRAMED_TOPIC else None


def builder_link(location: Location) -> str:
    """The builder for what this page shows: its view, and on map and analysis its filters."""
    kind, _, code = location.path.strip("/").partition("/")
    pairs: list[tuple[str, str]] = []
    if kind in OF_ONE and code:
        # A page below that of a record is about the same record.
        pairs = [(f"{OWN}view", kind), (f"{OWN}{kind}", code.partition("/")[0])]
    elif kind in ("", "insight"):
        pairs = _own(filter_pairs(location.filter, state_of(location.path)))
        if kind:
            pairs = [(f"{OWN}view", "insight"), *pairs]
            pairs += [(name, location.view[name]) for name in ("topic", *FIGURE_NAMES) if location.view.get(name)]
        pairs += [(f"{OWN}lock", ",".join(location.lock))] if location.lock else []
    return address(location.lang, BUILDER, list(dict.fromkeys([*pairs, *location.lasting(BUILDER)])))


def _own(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The box of the map's filter is in a frame the part that it shows first."""
    return [(f"{OWN}bbox" if name == "bbox" else name, value) for name, value in pairs]
