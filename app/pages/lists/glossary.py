"""The terms of the plan, explained in our own words; each has an address of its own."""

import htpy as h

from app.lists.glossary import GlossaryTerm, glossary
from app.pages.context import Context
from app.pages.lists.frame import list_page
from app.pages.parts.clauses import clause
from frontend.language import language_of, other_language


def glossary_page(context: Context) -> h.Node:
    terms = [_term(context, term) for term in glossary().values()]
    return list_page(
        context,
        "glossary",
        context.say("list-glossary-said"),
        h.h2(".list-count")[context.say("glossary-count", n=len(terms))],
        h.dl(".glossary")[terms],
    )


def _term(context: Context, term: GlossaryTerm) -> h.Node:
    other = other_language(context.lang)
    also = [alias for alias in term.aliases if alias not in (term.term_zh, term.term_en)]
    plan = context.say("glossary-clause", clause=clause(context, term.clause)) if term.clause else None
    return h.div(id=term.code)[
        h.dt[term.name(context.lang), h.small(lang=other)[term.name(other)]],
        h.dd[
            h.p[term.definition(context.lang)],
            h.p(".src-note")[plan, " ", _also(context, also) if also else None],
        ],
    ]


def _also(context: Context, aliases: list[str]) -> h.Node:
    """The other names of a term, each in its own language."""
    comma = language_of(context.lang).comma
    return [
        context.say("glossary-also"),
        [[comma if i else None, context.as_written(alias)] for i, alias in enumerate(aliases)],
    ]
