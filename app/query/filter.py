"""The one query grammar of pages, API and embeds: what each parameter means.

Repeated or comma-separated values of a parameter are OR; different parameters are AND.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from app.query.parameters import SORT, Sort
from geo.bbox import BBox
from geo.numbers import decimal_text

FIELDS = {"bbox": "in_view"}
"""The fields of a filter that have another name than their parameter."""
OWN = ("q", "near", "radius", "in_view", "ids", "sort")
"""The fields of a filter besides its facets."""
AFTER_FACETS = ("near", "radius", "bbox", "ids", "sort")
"""The parameters that stand behind the facets in an address."""


class QueryItems(Protocol):
    """What a web framework gives: the pairs of a query string, in order."""

    def multi_items(self) -> list[tuple[str, str]]: ...


@dataclass(frozen=True, init=False)
class Filter:
    """Which records: the one description behind list, map, bubbles, facets, counts and downloads.

    `near` is lon, lat in degrees WGS-84; `radius` is in metres. `in_view` is the box of a map, in which a record has to
    lie: the parameter `bbox` of pages, facets and frames. (The `bbox` of the API's items is another one, as it also
    gives records without a position.) The chosen values of a facet are read as
    `filter["zone"]` and set by its name. A feature's own filter is a subclass that names its facets.
    """

    FACETS: ClassVar[tuple[str, ...]] = ()
    """The names of the facets, in the order in which an address has them."""

    q: str
    facets: tuple[tuple[str, tuple[str, ...]], ...]
    """The facets that have chosen values, with those values, in the order of `FACETS`."""
    near: tuple[float, float] | None
    radius: float | None
    in_view: BBox | None
    ids: tuple[str, ...]
    sort: Sort

    def __init__(
        self,
        *,
        q: str = "",
        near: tuple[float, float] | None = None,
        radius: float | None = None,
        in_view: BBox | None = None,
        ids: tuple[str, ...] = (),
        sort: Sort = SORT.default,
        **facets: tuple[str, ...],
    ) -> None:
        """Raises TypeError for a name that is no facet."""
        if unknown := [name for name in facets if name not in self.FACETS]:
            raise TypeError(f"{type(self).__name__} has no facet {unknown[0]!r}")
        selected = tuple((name, facets[name]) for name in self.FACETS if facets.get(name))
        values: dict[str, Any] = {"q": q, "facets": selected, "near": near, "radius": radius, "in_view": in_view}
        values |= {"ids": ids, "sort": sort}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __getitem__(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet, none where it is not set. Raises KeyError for a name that is no facet."""
        if facet not in self.FACETS:
            raise KeyError(facet)
        return next((values for name, values in self.facets if name == facet), ())

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """The names of all parameters in the order in which an address has them."""
        return ("q", *cls.FACETS, *AFTER_FACETS)

    def value(self, parameter: str) -> Any:
        """The value of any parameter."""
        return self[parameter] if parameter in self.FACETS else getattr(self, FIELDS.get(parameter, parameter))

    def replace(self, **changes: Any) -> Self:
        """The same filter with some fields changed, which may be named as parameters."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in OWN} | dict(self.facets)
        return type(self)(**fields | {FIELDS.get(name, name): value for name, value in changes.items()})

    @property
    def ranked(self) -> bool:
        """Whether the list begins with what says the words of the search in its names: no other order is asked for."""
        return bool(self.q) and self.near is None and self.sort == SORT.default

    def query(self) -> list[tuple[str, str]]:
        """The canonical pairs of a query string."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(facet, code) for facet, codes in self.facets for code in codes]
        for name in AFTER_FACETS:
            value = self.value(name)
            if value in (None, ()) or (name == SORT.name and value == SORT.default):
                continue
            texts = value if name == "ids" else [_shown(value)]
            pairs += [(name, text) for text in texts]
        return pairs


def _shown(value: Any) -> str:
    """A value as it stands in an address: numbers keep all their digits."""
    if isinstance(value, BBox):
        value = (value.minx, value.miny, value.maxx, value.maxy)
    if isinstance(value, tuple):
        return ",".join(map(decimal_text, value))
    return decimal_text(value) if isinstance(value, float) else str(value)
