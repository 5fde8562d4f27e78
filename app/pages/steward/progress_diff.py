"""What a draft changes of milestones and evaluations: the rows that go, and those that come."""

from collections.abc import Mapping
from typing import Any

import htpy as h

from app.pages.context import Context
from app.stewardship.progress import FIELDS, LISTS, Progress


def progress_diff(context: Context, progress: Mapping[str, Progress]) -> h.Node:
    """Each list that is changed, before and after; a row that stays stands in both."""
    say, before, after = context.say, progress["before"], progress["after"]
    return h.div(".table-scroll", role="region", tabindex="0", aria_label=say("draft-diff"))[
        h.table(".diff")[
            h.thead[h.tr[(h.th(scope="col")[say(name)] for name in ("edit-field", "draft-before", "draft-after"))]],
            h.tbody[
                (
                    h.tr[
                        h.th(scope="row")[say(f"progress-{name}")],
                        h.td[_rows(context, name, before[name], h.del_)],
                        h.td[_rows(context, name, after[name], h.ins)],
                    ]
                    for name in LISTS
                    if before[name] != after[name]
                )
            ],
        ]
    ]


def _rows(context: Context, name: str, rows: list[dict[str, Any]], mark: h.Element) -> h.Node:
    if not rows:
        return context.say("not-stated")
    return [h.p[mark[h.bdi[" · ".join(_parts(context, name, row))]]] for row in rows]


def _parts(context: Context, name: str, row: Mapping[str, Any]) -> list[str]:
    say = context.say
    texts = [say(f"progress-state-{row[field]}") if field == "state" else row[field] for field in FIELDS[name]]
    return [*(text for text in texts if text), say("progress-public" if row["public"] else "progress-private")]
