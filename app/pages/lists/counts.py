"""How many records the lists of fields and services have by kind, and how many state something at all."""

from dataclasses import dataclass

from app.pages.context import Context
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.values import KINDS
from app.query.facet import CountedFacets
from app.store.reader import Reader
from app.vocabulary import Vocabulary

EVERY_KIND = "all"


@dataclass(frozen=True)
class KindCounts:
    """Counts of one facet: by its value, then by kind of record and together under `all`."""

    facet: str
    counts: dict[str, dict[str, int]]
    records: int
    silent: int
    """Records for which no source states it."""

    def of(self, value: str, kind: str = EVERY_KIND) -> int:
        return self.counts[value][kind]

    def link(self, context: Context, value: str, kind: str = EVERY_KIND) -> str:
        """The map with just the records that are counted."""
        kinds = KINDS if kind == EVERY_KIND else (kind,)
        return context.location.home(Filter(kind=kinds).replace(**{self.facet: (value,)}))


async def counts_of(db: Reader, vocabulary: Vocabulary, facet: str) -> KindCounts:
    """Asks the facets once for each kind and once for all."""
    by_kind: dict[str, CountedFacets] = {
        kind: await read.facets(db, Filter(kind=(kind,)), vocabulary) for kind in KINDS
    }
    every = await read.facets(db, Filter(kind=KINDS), vocabulary)
    records, _ = await read.counts(db, Filter(kind=KINDS))
    counts = {
        value: {EVERY_KIND: n, **{kind: by_kind[kind][facet].by_value()[value] for kind in KINDS}}
        for value, n in every[facet].by_value().items()
    }
    silent = counts[every[facet].facet.nothing or ""][EVERY_KIND]
    return KindCounts(facet, counts, records, silent)
