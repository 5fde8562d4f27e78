"""What a draft changes of milestones and evaluations: the rows that go, and those that come."""

from collections.abc import Mapping, Sequence
from typing import Any

import htpy as h

from app.pages.context import Context
from app.pages.parts.diff_table import diff_table
from app.stewardship.progress import FIELDS, LISTS, NOTE, Progress


def progress_diff(context: Context, progress: Mapping[str, Progress]) -> h.Node:
    """Each list that is changed, before and after; a row that stays stands in both."""
    say, before, after = context.say, progress["before"], progress["after"]
    rows = [
        (say(f"progress-{name}"), [rows_of(context, name, before[name], h.del_), rows_of(context, name, after[name])])
        for name in LISTS
        if before[name] != after[name]
    ]
    return diff_table(say("draft-diff"), [say(name) for name in ("edit-field", "draft-before", "draft-after")], rows)


def rows_of(context: Context, name: str, rows: Sequence[Mapping[str, Any]], mark: h.Element = h.ins) -> h.Node:
    """The rows of a list, each with what the public sees of it; its note stands apart, since nobody else reads that."""
    if not rows:
        return context.say("not-stated")
    return [
        [
            h.p[mark[h.bdi[" · ".join(_parts(context, name, row))]]],
            h.p[mark[h.small[context.say("progress-note")], " ", h.bdi[row[NOTE]]]] if row.get(NOTE) else None,
        ]
        for row in rows
    ]


def _parts(context: Context, name: str, row: Mapping[str, Any]) -> list[str]:
    say, fields = context.say, [field for field in FIELDS[name] if field != NOTE]
    texts = [say(f"progress-state-{row[field]}") if field == "state" else row[field] for field in fields]
    return [*(text for text in texts if text), say("progress-public" if row["public"] else "progress-private")]
