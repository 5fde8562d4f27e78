"""Typical cases (典型案例) as reported: what was verified where, at which stage, with which result."""

from collections.abc import Sequence

import htpy as h

from app.lists.whole import WholeCase
from app.pages.context import Context
from app.pages.lists.frame import list_page, platform_link, source, table
from app.pages.parts import marks
from app.pages.parts.marks import none_listed
from app.pages.parts.terms import terms_of_page
from frontend.language import choose

TERMS = ("proof-of-concept", "initial-verification", "lab-verification", "market-verification")


def lacking(context: Context, cases: Sequence[WholeCase]) -> str:
    """What the list lacks, in a sentence."""
    signed = sum(each.result == "signed" for each in cases)
    return (
        context.say("cases-lacking", signed=signed) if cases else context.say("none-listed-as-of", date=context.as_of())
    )


def cases_page(context: Context, cases: Sequence[WholeCase]) -> h.Node:
    say = context.say
    heads = [say(f"cases-{name}") for name in ("case", "where", "outcome", "date", "source")]
    rows = ((each.code, _row(context, each)) for each in cases)
    listed = table(heads, rows, "cases") if cases else none_listed(context)
    count = h.h2(".list-count")[say("cases-count", n=len(cases)), h.small[lacking(context, cases)]]
    return list_page(context, "cases", say("list-cases-said"), terms_of_page(context, TERMS), count, listed)


def _row(context: Context, case: WholeCase) -> list[h.Node]:
    say, lang = context.say, context.lang
    stage = context.name(context.vocabulary.stages[case.stage]) if case.stage else None
    return [
        h.fragment[
            h.b[choose(lang, case.title_zh, case.title_en)],
            h.small[choose(lang, case.verified_zh, case.verified_en)],
            h.span(".tags")[(marks.domain(context, code) for code in case.domains)] if case.domains else None,
        ],
        h.fragment[
            platform_link(context, case.platform, case.platform_name(lang)),
            h.small[stage or h.fragment[say("facet-stage"), " ", say("not-stated")]],
        ],
        h.fragment[h.b[say(f"result-{case.result}")], h.small[choose(lang, case.outcome_zh, case.outcome_en)]],
        case.date or h.span(".unstated")[say("date-not-stated")],
        source(context, case.source_title, case.source_date, case.source_url),
    ]
