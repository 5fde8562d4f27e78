"""Terms of the plan where they occur: a term opens its sentence, and paper lists those of the sheet."""

from collections.abc import Sequence

import htpy as h

from app.lists.glossary import glossary
from app.pages.address.page_states import GLOSSARY
from app.pages.context import Context


def explained(context: Context, label: h.Node, *codes: str) -> h.Node:
    """A label that opens what the glossary says of these terms; where the glossary is out of reach, the label alone."""
    address = context.location.beside(GLOSSARY)
    if address is None or not codes:
        return label
    return h.details(".term")[
        h.summary[label],
        h.span(".term-said")[(_sentence(context, code, address) for code in codes)],
    ]


def _sentence(context: Context, code: str, address: str) -> h.Node:
    term = glossary()[code]
    return h.span[
        h.a(href=f"{address}#{code}")[term.name(context.lang)],
        context.say("term-means"),
        term.definition(context.lang),
    ]


def terms_of_page(context: Context, codes: Sequence[str]) -> h.Node:
    """A line of the terms of a page, each of which opens its sentence, and on paper the list of them."""
    if context.location.beside(GLOSSARY) is None:
        return None
    terms = [(code, glossary()[code]) for code in codes]
    return h.fragment[
        h.div(".terms.screen-only")[
            h.span(".terms-name")[context.say("terms")],
            (explained(context, term.name(context.lang), code) for code, term in terms),
        ],
        terms_on_paper(context, codes),
    ]


def terms_on_paper(context: Context, codes: Sequence[str]) -> h.Node:
    """What paper says of the terms of a page, which nobody can open there."""
    if context.location.beside(GLOSSARY) is None or not codes:
        return None
    terms = [glossary()[code] for code in dict.fromkeys(codes)]
    return h.div(".terms-on-paper")[
        h.p[h.b[context.say("terms")]],
        h.dl[(h.fragment[h.dt[term.name(context.lang)], h.dd[term.definition(context.lang)]] for term in terms)],
    ]
