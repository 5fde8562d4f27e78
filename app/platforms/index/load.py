"""Reads the index from the database: one state of the data, in a few rows of packed numbers."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import psycopg
from psycopg.rows import dict_row
from pyroaring import BitMap

from app.platforms.facets import FACETS
from app.platforms.index import queries
from app.platforms.index.identifiers import Identifiers
from app.platforms.index.record_index import FACTS, MORE, NOBODY, Coded, RecordIndex, Values
from app.platforms.index.rows import set_of
from app.query.facet import ChildFacet
from app.query.parameters import Sort
from app.store.connections import limits
from app.store.database import BEGIN
from app.store.patience import hang_up
from app.store.statements import Compiled
from app.store.timed import timed
from app.store.version import Version, current_state, state_of
from geo.positions import Numbers, Positions

SECONDS = 120.0
"""The most that one statement may take; for a million records each takes some seconds."""
WORK_MEMORY = "SET LOCAL work_mem = '128MB'"
AT_A_TIME = 4
"""Rows of the cursor that are fetched together; each is up to some megabytes."""


class ReadingConnection:
    """A connection of its own that reads one state of the data: the pool's are for those who wait for an answer."""

    def __init__(self, connection: psycopg.Connection[dict[str, Any]], readings: "Readings") -> None:
        self._connection = connection
        self._readings = readings

    def version(self) -> Version:
        """The version of the data."""
        query = current_state()
        return state_of(self._connection.execute(query.sql.encode(), query.fixed).fetchone()).version

    def rows(self, query: Compiled, at_a_time: int = AT_A_TIME) -> Iterator[dict[str, Any]]:
        """The rows of a query in binary, so many at a time by a cursor of the server.

        Raises psycopg's errors, also where the program ends meanwhile.
        """
        with self._connection.cursor("index", binary=True) as cursor:
            cursor.itersize = at_a_time
            cursor.execute(query.sql.encode(), query.fixed)
            for row in cursor:
                if self._readings.closed:
                    raise psycopg.InterfaceError("the program ends")
                yield row


class Readings:
    """Opens connections that read what is kept in memory, in threads; the end of the program breaks them off."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: set[psycopg.Connection[Any]] = set()
        self._turn = Lock()
        self.closed = False

    @contextmanager
    def one(self) -> Iterator[ReadingConnection]:
        """A connection that sees one state of the data until the block ends, one at a time. Raises psycopg's errors."""
        with self._turn, timed(self._url, SECONDS, autocommit=True, row_factory=dict_row) as connection:
            self._open.add(connection)
            try:
                connection.execute(BEGIN)
                connection.execute(limits(self._url, SECONDS))
                connection.execute(WORK_MEMORY)
                yield ReadingConnection(connection, self)
            finally:
                self._open.discard(connection)

    def close(self) -> None:
        """Break off what is being read: the program waits for its threads."""
        self.closed = True
        for connection in tuple(self._open):
            with suppress(psycopg.Error, OSError):
                connection.cancel_safe(timeout=1)
            # One whose server is silent has not heard of it.
            hang_up(connection)


def load_index(readings: Readings) -> RecordIndex:
    """The index of the data as they stand."""
    with readings.one() as connection:
        version = connection.version()
        identifiers, positions = _records(connection)
        facets, facts, more, lists = _members(connection, len(identifiers))
    return RecordIndex(version, identifiers, len(positions), facets, facts, positions, more, lists)


@dataclass(frozen=True)
class RecordOrder:
    """All rows of one version of the data in an order of the list."""

    version: Version
    rows: Numbers


def load_order(readings: Readings, sort: Sort, lang: str) -> RecordOrder:
    """The rows of the data as they stand in another order of the list than the usual one."""
    with readings.one() as connection:
        version = connection.version()
        [packed] = connection.rows(queries.ordered(sort, lang))
    rows, places = _numbers(packed["rows"]), _numbers(packed["places"])
    in_order = np.empty(len(rows), np.uint32)
    in_order[places] = rows
    return RecordOrder(version, in_order)


def _records(connection: ReadingConnection) -> tuple[Identifiers, Positions]:
    rows: list[Numbers] = [np.empty(0, np.uint32)]
    ids = [np.empty(0, "S1")]
    lons, lats = [np.empty(0)], [np.empty(0)]
    for part in connection.rows(queries.records()):
        rows.append(_numbers(part["rows"]))
        ids.append(np.array(part["ids"].encode("ascii").split(b"\n")))
        lons.append(np.frombuffer(part["lons"], ">f8"))
        lats.append(np.frombuffer(part["lats"], ">f8"))
    numbers, lon, lat = np.concatenate(rows), np.concatenate(lons), np.concatenate(lats)
    texts = np.concatenate(ids)
    by_row = np.empty_like(texts)
    by_row[numbers] = texts
    placed = ~np.isnan(lon)
    at = Positions(numbers[placed], lon[placed].astype(np.float64), lat[placed].astype(np.float64))
    return Identifiers(by_row), at


Members = tuple[dict[str, Values], dict[str, BitMap], dict[str, Values], dict[str, Coded]]
"""The sets of each facet by value, those of the facts, those of what else is counted by its values, and the lists."""


def _members(connection: ReadingConnection, n: int) -> Members:
    facets: dict[str, dict[str | None, BitMap]] = {facet.name: {} for facet in FACETS}
    facts = dict.fromkeys(FACTS, NOBODY)
    more: dict[str, dict[str | None, BitMap]] = {name: {} for name in MORE}
    listed: dict[str, dict[int, dict[str | None, BitMap]]] = {name: {} for name in queries.PLACES}
    for row in connection.rows(queries.members()):
        name, members = str(row["name"]), set_of(_numbers(row["rows"]))
        if name.startswith(queries.FACT):
            facts[name.removeprefix(queries.FACT)] = members
        elif name.startswith(queries.ALSO):
            more[name.removeprefix(queries.ALSO)][row["value"]] = members
        elif name.startswith(queries.LISTED):
            name, place = name.removeprefix(queries.LISTED).split(":")
            listed[name].setdefault(int(place), {})[row["value"]] = members
            facets[name][row["value"]] = facets[name].get(row["value"], NOBODY) | members
        else:
            facets[name][row["value"]] = members
    every = BitMap(range(n))
    for facet in FACETS:
        if isinstance(facet, ChildFacet):
            facets[facet.name][None] = every - BitMap.union(NOBODY, *facets[facet.name].values())
    lists = {name: Coded.of_lists((at[place] for place in sorted(at)), n) for name, at in listed.items()}
    return dict(facets), facts, dict(more), lists


def _numbers(packed: bytes | None) -> Numbers:
    return np.frombuffer(packed or b"", ">i4").astype(np.uint32)
