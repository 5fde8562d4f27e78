"""What tiles are made from, kept per version of the data: all positions in the order of tiles, and those that match."""

import asyncio

from cachetools import LRUCache

from app.platforms.filter import Filter
from app.platforms.index.match import Match
from app.platforms.index.record_index import RecordIndex
from app.query.parameters import SORT
from app.store.kept import Kept
from geo.positions import Numbers
from geo.tile_order import TileOrder

MOST_BYTES = 16 * 2**20
"""A map reads some twenty tiles of one filter: what matches is looked up once for all of them."""


class TileSelections:
    """The order of tiles, and where in it the records of the last filters stand."""

    def __init__(self) -> None:
        self._orders: Kept[None, TileOrder] = Kept()
        self._selected: Kept[Filter, Numbers] = Kept(LRUCache(MOST_BYTES, getsizeof=lambda at: at.nbytes))

    async def order(self, index: RecordIndex) -> TileOrder:
        """All positions in the order of tiles."""
        return await self._orders.get(
            index.version, None, lambda: asyncio.to_thread(TileOrder, *index.positions.points)
        )

    async def of(self, match: Match, order: TileOrder) -> Numbers:
        """Where the records that match stand in the order; those without a position stand nowhere."""
        filter = match.filter.replace(sort=SORT.default)

        async def make() -> Numbers:
            return await asyncio.to_thread(lambda: order.chosen(match.index.chosen(match.rows)))

        return await self._selected.get(match.index.version, filter, make)
