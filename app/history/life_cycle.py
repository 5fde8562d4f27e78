"""The life cycle of a platform as dated steps, read from its history: no step is kept that no source stated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.history.read import Entry
from app.platforms.schemas import Platform

WALKED = ("lifecycle", "lifecycle_date", "source_title", "source_date")


@dataclass(frozen=True)
class Step:
    """A state of the life cycle, since when, and who says so."""

    state: str
    date: str | None
    source: str | None
    source_date: str | None


def steps(platform: Platform, entries: Iterable[Entry]) -> list[Step]:
    """The steps up to the present state, the first one first; `entries` are the changes, the newest first.

    A state that a later one follows by its own date is a step. One without a date, or with one that is not before the
    date of the next, may have been a mistake that was put right: it stays in the history and is no step.
    """
    values: dict[str, Any] = {name: getattr(platform, name) for name in WALKED}
    found: list[Step] = []
    for entry in entries:
        if entry.listed is not None:
            break
        changes = {each.name: each for each in entry.fields}
        change = changes.get("lifecycle") or changes.get("lifecycle_date")
        if change is not None:
            own = (change.source, change.source_date) if change.source else None
            _add(found, _step(values, own))
        values |= {name: each.old for name, each in changes.items() if name in values}
    _add(found, _step(values, None))
    return found[::-1]


def _step(values: dict[str, Any], source: tuple[str, str | None] | None) -> Step:
    said = source or (values["source_title"], values["source_date"])
    return Step(values["lifecycle"], values["lifecycle_date"], *said)


def _add(found: list[Step], step: Step) -> None:
    """Add the step before those that were found, if it is one; the first that is found is the present state."""
    if not found:
        found.append(step)
        return
    after = found[-1]
    # A date is as precise as its source: a year is before its months, and a month not before its year.
    if step.state != after.state and step.date and after.date and step.date < after.date:
        found.append(step)
