"""Who last found a record still true. It is no fact of the record, and no filter asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.platforms.models import Confirmation
from app.store.database import AnySelect, Reader, compiled_lookup


@dataclass(frozen=True)
class Confirmed:
    """On which day which institution found a record still true; an operator has no institution here."""

    day: date
    institution: str
    role: str

    def described(self) -> dict[str, Any]:
        """As the API says it: no names of persons."""
        return {"on": self.day.isoformat(), "role": self.role, "institution": self.institution or None}


@compiled_lookup
def _of_platforms() -> AnySelect:
    columns = (Confirmation.platform, Confirmation.confirmed_on, Confirmation.institution, Confirmation.role)
    return select(*columns).where(Confirmation.platform == func.any(bindparam("ids", type_=ARRAY(Text))))


async def confirmations(db: Reader, ids: Sequence[str]) -> Mapping[str, Confirmed]:
    """The last confirmations of these records by their ids; one that nobody confirmed has none."""
    # No text of PostgreSQL holds a NUL.
    asked = [id for id in ids if "\x00" not in id]
    rows = await db.rows(_of_platforms(), {"ids": asked}) if asked else []
    return {row["platform"]: Confirmed(row["confirmed_on"], row["institution"], row["role"]) for row in rows}


async def confirmation(db: Reader, id: str) -> Confirmed | None:
    """When a record was last confirmed, and by which institution."""
    return (await confirmations(db, [id])).get(id)
