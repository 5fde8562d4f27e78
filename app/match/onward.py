"""What comes after a platform: where a result of the same field goes next, computed from field, stage and distance."""

from dataclasses import dataclass
from typing import Literal

from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.schemas import Platform
from app.store.reader import Reader

Relation = Literal["next-stage", "next-pilot", "elsewhere"]
MOST = 2
"""So many pilots are named, and places of another kind."""


@dataclass(frozen=True)
class NextStep:
    """A platform that can come next; its distance is in `platform.distance_m`, None where a position is not stated."""

    relation: Relation
    platform: Platform


async def next_steps(db: Reader, platform: Platform, stages: tuple[str, ...]) -> list[NextStep]:
    """Of the same field, nearest first: the next stage, pilots, and another place of the same kind.

    Where there is none of these, another place of any kind. None where the platform states no field of the plan.
    `stages` are all stages in their order.
    """
    if not platform.domains:
        return []
    steps: list[NextStep] = []
    if after := _after(platform, stages):
        steps += await _nearest(db, platform, "next-stage", 1, kind=("poc", "related"), stage=(after,))
    steps += await _nearest(db, platform, "next-pilot", MOST, kind=("pilot",))
    steps += await _nearest(db, platform, "elsewhere", 1, kind=(platform.kind,))
    if not steps:
        steps = await _nearest(db, platform, "elsewhere", MOST)
    first: dict[str, NextStep] = {}
    for step in steps:
        first.setdefault(step.platform.id, step)
    return list(first.values())


def _after(platform: Platform, stages: tuple[str, ...]) -> str | None:
    """The stage after the last one that a platform states; None for a pilot and after the last of all."""
    stated = [stages.index(stage) for stage in platform.stages if stage in stages]
    after = max(stated, default=len(stages)) + 1
    return stages[after] if platform.kind != "pilot" and after < len(stages) else None


async def _nearest(
    db: Reader, platform: Platform, relation: Relation, most: int, **facets: tuple[str, ...]
) -> list[NextStep]:
    near = None if platform.lon is None or platform.lat is None else (platform.lon, platform.lat)
    filter = Filter(domain=tuple(platform.domains), near=near).replace(**facets)
    listing = await read.listing(db, filter, most + 1, 0)
    return [NextStep(relation, other) for other in listing.platforms if other.id != platform.id][:most]
