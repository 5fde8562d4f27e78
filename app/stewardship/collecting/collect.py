"""Reads all files of the list and takes what they say, each record by itself: the fault of one stops no other."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import httpx

from app.errors import BusyError, ConflictError, FaultsError
from app.stewardship.collecting.document import Faults, entries_of, entry_of, place
from app.stewardship.collecting.fetching import fetched
from app.stewardship.collecting.listing import Line
from app.stewardship.collecting.reasons import reason
from app.stewardship.collecting.taking import Outcome, take
from app.store.writing import write_session


@dataclass(frozen=True)
class Collected:
    """What became of a record; `outcome` is `silent` where its file says nothing of it, or where there are faults."""

    platform: str
    address: str
    outcome: Outcome | Literal["silent"] = "silent"
    faults: tuple[tuple[str, Any], ...] = ()


def collect(url: str, lines: list[Line], *, loopback: bool = False, dry_run: bool = False) -> Iterator[Collected]:
    """Read each address of the list once, and take what it says of its records; with `dry_run` nothing is kept."""
    trusted = httpx.create_ssl_context()
    ordered = sorted(lines, key=lambda line: line.address)
    for address, of_address in groupby(ordered, key=lambda line: line.address):
        listed = list(of_address)
        try:
            entries = entries_of(asyncio.run(fetched(address, trusted, loopback=loopback)))
        except FaultsError as error:
            yield from (Collected(line.platform, address, faults=tuple(error.faults)) for line in listed)
            continue
        yield from _strangers(address, listed, entries)
        for line in listed:
            yield _taken(url, line, entries, dry_run=dry_run)


def _strangers(address: str, listed: list[Line], entries: Mapping[str, Any]) -> Iterator[Collected]:
    own = {line.platform for line in listed}
    for id in entries:
        if id not in own:
            yield Collected(id, address, faults=((place(id), reason("not-yours")),))


def _taken(url: str, line: Line, entries: Mapping[str, Any], *, dry_run: bool) -> Collected:
    if line.platform not in entries:
        return Collected(line.platform, line.address)
    try:
        entry = entry_of(entries[line.platform])
        with write_session(url) as connection:
            outcome = take(connection, line, entry)
            if dry_run:
                connection.rollback()
    except FaultsError as error:
        return _faulty(line, list(error.faults))
    except (BusyError, ConflictError):
        return _faulty(line, [("", reason("busy"))])
    return Collected(line.platform, line.address, outcome)


def _faulty(line: Line, faults: Faults) -> Collected:
    at = place(line.platform)
    return Collected(line.platform, line.address, faults=tuple((f"{at}{pointer}", why) for pointer, why in faults))
