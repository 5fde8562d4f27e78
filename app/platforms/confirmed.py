"""Who last found a record still true. It is no fact of the record, and no filter asks for it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.platforms.models import Confirmation
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_lookup
from app.store.version import data_state
from app.vocabulary import Vocabulary
from frontend.messages import Messages

COLUMNS = (Confirmation.confirmed_on, Confirmation.institution, Confirmation.role)


@dataclass(frozen=True)
class Confirmed:
    """On which day which institution found a record still true; an operator has no institution here."""

    day: date
    institution: str
    role: str

    def said(self, say: Messages, vocabulary: Vocabulary, district_code: str | None) -> str:
        """Which institution found the record still true, and in which month; a steward's is called by the district."""
        month = f"{self.day:%Y-%m}"
        if self.role == "operator":
            return say("confirmed-by-operator", month=month)
        district = vocabulary.districts.get(district_code or "")
        whom = district.name(say.lang) if self.role == "steward" and district else self.institution
        return say("confirmed-by", whom=whom, month=month)

    def described(self) -> dict[str, Any]:
        """As the API says it: no names of persons."""
        return {"on": self.day.isoformat(), "role": self.role, "institution": self.institution or None}


@compiled_lookup
def _any() -> AnySelect:
    return select(Confirmation.platform).limit(1)


class AnyConfirmed:
    """Whether somebody confirmed any record of the newest version of the data: where nobody did, no list asks who."""

    def __init__(self) -> None:
        self._kept: Kept[None, bool] = Kept()

    async def read(self, db: Reader) -> bool:
        """Whether any record of the data that `db` sees was confirmed. Raises DatabaseAwayError."""
        return await self._kept.get((await data_state(db)).version, None, lambda: _asked(db))


async def _asked(db: Reader) -> bool:
    return await db.row(_any()) is not None


FEATURE = re.compile(r'"Feature"\s*,\s*"id"\s*:\s*("(?:[^"\\]|\\.)*")')
"""Where a feature of ours begins, as PostgreSQL or Python writes it. No text within a feature has such quotes."""


async def with_confirmed(db: Reader, features: str) -> str:
    """Features as the text of a JSON array, each that somebody confirmed with `confirmed` as an item has it."""
    kept = db.memory.get(AnyConfirmed)
    if not await (kept.read(db) if kept else _asked(db)):
        return features
    found = await confirmations(db, [json.loads(id) for id in FEATURE.findall(features)])

    def beside(begin: re.Match[str]) -> str:
        confirmed = found.get(json.loads(begin[1]))
        if confirmed is None:
            return begin[0]
        return f'{begin[0]},"confirmed":{json.dumps(confirmed.described(), ensure_ascii=False)}'

    return FEATURE.sub(beside, features) if found else features


@compiled_lookup
def _of_platforms() -> AnySelect:
    return select(Confirmation.platform, *COLUMNS).where(
        Confirmation.platform == func.any(bindparam("ids", type_=ARRAY(Text)))
    )


async def confirmations(db: Reader, ids: Sequence[str]) -> Mapping[str, Confirmed]:
    """The last confirmations of these records by their ids; one that nobody confirmed has none."""
    # No text of PostgreSQL holds a NUL.
    asked = [id for id in ids if "\x00" not in id]
    rows = await db.rows(_of_platforms(), {"ids": asked}) if asked else []
    return {row["platform"]: confirmed for row in rows if (confirmed := confirmed_of(row))}


def confirmed_of(row: Mapping[str, Any]) -> Confirmed | None:
    """The confirmation in a row with `COLUMNS`, which are null where nobody confirmed the record."""
    if row["confirmed_on"] is None:
        return None
    return Confirmed(row["confirmed_on"], row["institution"], row["role"])


async def confirmation(db: Reader, id: str) -> Confirmed | None:
    """When a record was last confirmed, and by which institution."""
    return (await confirmations(db, [id])).get(id)
