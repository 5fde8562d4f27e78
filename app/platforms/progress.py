"""Milestones and evaluations of a platform (里程碑, 绩效评估). The public sees those marked so, and no notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH

from app.platforms.mobile_numbers import masked
from app.platforms.models import Platform, PlatformProgress
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_lookup

MILESTONE = ("title", "due", "state", "source", "source_date")
EVALUATION = ("period", "result", "source", "date")
"""What the public sees of each, in this order."""
STATES = ("planned", "reached", "late", "dropped")
PUBLIC_ONLY = "$[*] ? (@.public == true)"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class PublicProgress:
    """What anybody may know of a platform's milestones and evaluations."""

    milestones: tuple[Row, ...] = ()
    evaluations: tuple[Row, ...] = ()

    def described(self) -> dict[str, Any]:
        """As the API says it; null where nothing is stated."""
        return {"milestones": list(self.milestones) or None, "evaluations": list(self.evaluations) or None}


def _public() -> list[ColumnElement[Any]]:
    # The rows that are not public do not leave the database.
    return [
        func.jsonb_path_query_array(getattr(PlatformProgress, name), cast(PUBLIC_ONLY, JSONPATH)).label(name)
        for name in ("milestones", "evaluations")
    ]


def with_progress(listed: Select[Any], id: ColumnElement[str]) -> Select[Any]:
    """The same rows, of platforms that are listed, with the public progress of the platform `id`."""
    return listed.outerjoin(PlatformProgress, PlatformProgress.platform == id).add_columns(*_public())


@compiled_lookup
def _of_platform() -> AnySelect:
    # Nor do those of a platform that was taken out.
    listed = select(*_public()).join(Platform, Platform.id == PlatformProgress.platform)
    return listed.where(PlatformProgress.platform == bindparam("id", type_=Text))


async def public_progress(db: Reader, id: str) -> PublicProgress:
    """The milestones and evaluations that are marked as public."""
    row = None if "\x00" in id else await db.row(_of_platform(), {"id": id})
    return progress_of(row) if row else PublicProgress()


def progress_of(row: Row) -> PublicProgress:
    """The progress in a row with the public progress, which are null where nothing is kept of the platform."""
    return PublicProgress(_shown(row["milestones"] or [], MILESTONE), _shown(row["evaluations"] or [], EVALUATION))


def _shown(rows: list[Row], names: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        {name: masked(row[name]) if isinstance(row[name], str) else row[name] for name in names} for row in rows
    )
