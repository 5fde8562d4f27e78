"""Service contents (服务内容): the services of the vocabulary, the records of each, and the words of the sources."""

from collections.abc import Mapping, Sequence

import htpy as h

from app.pages.context import Context
from app.pages.lists.counts import KindCounts
from app.pages.lists.frame import Completeness, completeness, list_page, table
from frontend.language import choose, digits


def mark(context: Context, counts: KindCounts, phrases: Mapping[str, Sequence[str]]) -> Completeness:
    """How many records state a service."""
    say, stated = context.say, counts.records - counts.silent
    merged = sum(len(each) for each in phrases.values())
    return Completeness(
        stated,
        counts.records,
        say("services-complete", stated=stated, records=counts.records),
        say("services-more", n=len(context.vocabulary.services), phrases=merged),
    )


def services_page(context: Context, counts: KindCounts, phrases: Mapping[str, Sequence[str]]) -> h.Node:
    say, vocabulary = context.say, context.vocabulary
    heads = (say("list-services"), say("facet-stage"), say("services-words"), say("lists-total"))
    rows = (
        (
            code,
            (
                h.fragment[
                    h.b[context.name(term)],
                    h.small[choose(context.lang, term.description_zh or "", term.description_en or "")],
                ],
                context.name(vocabulary.stages[term.group]) if term.group else say("services-no-stage"),
                _phrases(context, phrases.get(code, ())),
                h.a(href=counts.link(context, code))[digits(n)] if (n := counts.of(code)) else h.span(".unstated")["0"],
            ),
        )
        for code, term in vocabulary.services.items()
    )
    body = completeness(context, mark(context, counts, phrases))
    return list_page(context, "services", say("services-said"), body, table(heads, rows, "services"))


def _phrases(context: Context, phrases: Sequence[str]) -> h.Node:
    """The words as the sources have them, folded: some services have dozens."""
    if not phrases:
        return "–"
    return h.details(".phrases")[
        h.summary[context.say("services-phrases", n=len(phrases))], context.chinese("、".join(phrases))
    ]
