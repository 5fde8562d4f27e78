"""Where the new values of a draft come from, as its author says: checked, since it stands in the history for ever."""

import re
from collections.abc import Mapping
from typing import get_args

from app.errors import FaultsError, Reason
from app.history.append import Ground
from app.imports.rows.problems import Quoted, fault
from app.imports.rows.record import YEARS
from app.imports.rows.signs import foreign_sign
from app.platforms.columns import BY_NAME
from app.platforms.mobile_numbers import masked
from app.platforms.record import DATE, real_date
from app.platforms.values import Basis
from app.stewardship.records import pointer


def checked_grounds(grounds: Mapping[str, Ground]) -> dict[str, dict[str, str | None]]:
    """The grounds by field, as a draft keeps them. Raises FaultsError with all that is wrong with them."""
    faults: list[tuple[str, str | Reason]] = []
    for field, ground in grounds.items():
        if (reason := _fault(ground)) is not None:
            faults.append((pointer(field), reason))
    if faults:
        raise FaultsError(faults)
    return {
        field: {**vars(ground), "source": masked(ground.source or "") or None}
        for field, ground in grounds.items()
        if field in BY_NAME
    }


def _fault(ground: Ground) -> Reason | None:
    for text in vars(ground).values():
        if text and (sign := foreign_sign(text)):
            return fault(0, "", sign)
    if ground.source_date and not _is_date(ground.source_date):
        return fault(0, "", "no-date", value=Quoted(ground.source_date), **YEARS)
    if ground.basis not in (None, *get_args(Basis)):
        return fault(0, "", "one-of", value=Quoted(ground.basis), allowed=", ".join(get_args(Basis)))
    return None


def _is_date(text: str) -> bool:
    try:
        return re.fullmatch(DATE, text) is not None and bool(real_date(text))
    except ValueError:
        return False
