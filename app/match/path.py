"""The validation path: from the first check to the pilot, the best platform of each step, with distances and gaps."""

from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from app.match.ranking import Scores, rings
from app.match.wanted import Wanted
from app.platforms.index.record_index import RecordIndex
from app.platforms.index.rows import numbers_of
from geo.positions import Degrees

PILOT = "pilot"
Place = tuple[float, float]


@dataclass(frozen=True)
class Step:
    """A step and the row of its stop. In a gap `row` is None, and `other` the row nearest to it of another field.

    `metres` from the stop or origin before (None: not known), which the positions make uncertain by `radius_m`.
    """

    name: str
    row: int | None
    other: int | None
    metres: float | None
    radius_m: float


def steps(scores: Scores, wanted: Wanted, stages: tuple[str, ...]) -> list[Step]:
    """The steps of a path in the asked fields; none where no field is asked.

    A stop states the field and the stage, or is a pilot of the field. Of several it is the one with the most points,
    among equals the nearest to the stop before. `scores` are those without stages and services.
    """
    if not wanted.domains:
        return []
    index, path = scores.index, []
    before: Place | None = (wanted.origin.lon, wanted.origin.lat) if wanted.origin else None
    radius_m = wanted.origin.radius_m if wanted.origin else 0.0
    radii = rings(index)
    for name in (*stages, PILOT):
        fitting = _fitting(index, name)
        of_field = fitting & index.rows_of("domain", wanted.domains)
        metres = index.positions.metres_from(*before, len(index)) if before else None
        step = _step(name, scores, of_field, fitting - of_field, metres, radii, radius_m)
        path.append(step)
        if step.row is not None and (position := index.positions.position(step.row)):
            before, radius_m = position, float(radii[step.row])
    return path


def _fitting(index: RecordIndex, step: str) -> BitMap:
    """The rows of a step in any field; a pilot is none of the steps before."""
    pilots = index.rows_of("kind", ["pilot"])
    return pilots if step == PILOT else index.rows_of("stage", [step]) - pilots


def _step(
    name: str,
    scores: Scores,
    of_field: BitMap,
    others: BitMap,
    metres: Degrees | None,
    radii: Degrees,
    radius_m: float,
) -> Step:
    stop = [int(row) for row in scores.best(of_field, 1, metres=metres)]
    row = stop[0] if stop else None
    other = None if stop else _nearest(others, metres)
    at = row if row is not None else other
    known = None if metres is None or at is None or np.isnan(metres[at]) else float(metres[at])
    return Step(name, row, other, known, radius_m + (float(radii[at]) if at is not None else 0.0))


def _nearest(rows: BitMap, metres: Degrees | None) -> int | None:
    numbers = numbers_of(rows)
    if metres is None or not len(numbers) or bool(np.isnan(metres[numbers]).all()):
        return None
    return int(numbers[np.nanargmin(metres[numbers])])
