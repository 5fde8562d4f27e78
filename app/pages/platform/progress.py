"""Milestones and evaluations on the page of a platform: those that are public, or that none is stated."""

import htpy as h

from app.pages.context import Context
from app.platforms.progress import PublicProgress, Row


def progress_section(context: Context, progress: PublicProgress) -> h.Node:
    """Each milestone with its day and state, each evaluation in the words of who evaluated, each with its source."""
    say = context.say
    return h.section("#progress.sec")[
        h.h2[say("progress-title")],
        h.dl(".facts")[
            h.dt[say("progress-milestones")],
            h.dd[_listed([_milestone(context, each) for each in progress.milestones]) or say("not-stated")],
            h.dt[say("progress-evaluations")],
            h.dd[_listed([_evaluation(context, each) for each in progress.evaluations]) or say("not-stated")],
        ],
    ]


def _listed(entries: list[h.Node]) -> h.Node:
    return h.ol(".changes")[entries] if entries else None


def _milestone(context: Context, row: Row) -> h.Node:
    say = context.say
    due = h.time(datetime=row["due"])[row["due"]] if row["due"] else say("date-not-stated")
    return h.li[
        h.p(".change-head")[due, " ", h.b[context.chinese(row["title"])], " ", say(f"progress-state-{row['state']}")],
        _source(context, row["source"], row["source_date"]),
    ]


def _evaluation(context: Context, row: Row) -> h.Node:
    return h.li[
        h.p(".change-head")[h.b[context.chinese(row["period"])], " ", context.chinese(row["result"])],
        _source(context, row["source"], row["date"]),
    ]


def _source(context: Context, source: str, day: str) -> h.Node:
    return h.p(".src-note")[context.say("source"), " ", context.chinese(source), " · ", day]
