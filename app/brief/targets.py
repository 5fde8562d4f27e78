"""Targets of the city beside what is listed: their own words, and why the two counts are not compared."""

from collections.abc import Iterable

from app.analysis.table import Cell
from app.brief.content import Column, Sheet
from app.lists.read import PolicyRow
from frontend.messages import Messages

REASONED = ("city-targets-2027",)
"""Targets of which it is known why what is listed cannot be compared with them."""


def aims(policies: Iterable[PolicyRow]) -> list[PolicyRow]:
    """Those that state a target."""
    return [each for each in policies if each.target]


def why_not_compared(say: Messages, target: PolicyRow, listed: int) -> str:
    """The reason; `listed` are the proof-of-concept platforms of the city."""
    return say(f"changes-target-{target.code if target.code in REASONED else 'other'}", n=listed)


def short(say: Messages, target: PolicyRow) -> str:
    """The target in its own words, and that it is another count, as a sheet has room for."""
    return say("brief-target", wording=target.wording_zh)


def targets_sheet(say: Messages, targets: list[PolicyRow], listed: int) -> Sheet | None:
    """A table of the targets; None where no document states one."""
    if not targets:
        return None
    columns = [Column("wording", say("brief-col-wording")), Column("listed", say("brief-col-poc-listed"), "count")]
    columns += [Column("why", say("brief-col-not-compared")), Column("source", say("brief-col-source"))]
    rows: list[list[Cell]] = []
    for each in targets:
        source = " · ".join(text for text in (each.source_title, each.source_date) if text)
        rows.append([each.wording_zh, listed, why_not_compared(say, each, listed), source])
    return Sheet("targets", say("changes-targets"), columns, rows)
