"""What a record is called on the private pages: by the English name on an English page, where it has one."""

from typing import Protocol

import htpy as h

from app.pages.context import Context
from app.stewardship.drafts import Proposal
from frontend.language import choose


class Named(Protocol):
    """A record, a draft of one, or what is said of one; `name_en` is empty where there is no English name."""

    @property
    def name_zh(self) -> str: ...

    @property
    def name_en(self) -> str: ...


def record_name(context: Context, named: Named) -> h.Node:
    """The name in the reader's language; a Chinese one on an English page is marked as such."""
    name = plain_name(context, named)
    return context.chinese(name) if name == named.name_zh else h.bdi[name]


def plain_name(context: Context, named: Named) -> str:
    """The same as text."""
    return choose(context.lang, named.name_zh, named.name_en or named.name_zh)


def by_whom(context: Context, draft: Proposal) -> h.Node:
    """Of which institution a draft is; an operator's is told apart by the way that it came."""
    if draft.invitation:
        way = "draft-by-file" if draft.file else "draft-by-operator"
        return h.bdi[context.say(way, institution=draft.institution)]
    return context.chinese(draft.institution)
