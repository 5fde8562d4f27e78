"""What documents are called: what is particular about what one looks at, then the page, so that no two share a name."""

from collections.abc import Iterable

from app.pages.address.page_states import kinds_unasked
from app.pages.context import Context, joined
from app.pages.filters.chips import Condition
from app.pages.filters.wants import wants_named
from app.platforms.schemas import Platform


def called(title: str, *parts: str) -> str:
    """A page's title with what is particular about it in front of it."""
    return " · ".join(filter(None, (*parts, title)))


def page_words(context: Context, page: int, pages: int) -> str:
    """Which page of a list it is; empty on the first one."""
    return context.say("page-of", page=page, pages=pages) if page > 1 else ""


def names_of(context: Context, platforms: Iterable[Platform]) -> str:
    """The platforms that a page is about."""
    return joined(context.lang, [each.name(context.lang) for each in platforms])


def asked_for(context: Context, conditions: Iterable[Condition]) -> list[str]:
    """All that a list is asked for: its conditions, the kinds where they are not as usual, and what is wanted."""
    wants = [context.say(f"want-{want}") for want in wants_named(context.location)]
    return [*(each.said(context) for each in conditions), *kinds_asked(context), *wants]


def kinds_asked(context: Context) -> list[str]:
    """The kinds of record that an address names; none where they are those that the page shows anyway."""
    filter, every = context.location.filter, context.vocabulary.kinds
    chosen, usual = filter["kind"], kinds_unasked(context.location.path, filter.ids)
    if not chosen or set(chosen) == set(usual or every):
        return []
    return [context.say(f"kind-{kind}") for kind in chosen]


def filtered(context: Context, conditions: Iterable[Condition], title: str) -> str:
    """A page about what a filter shows."""
    return called(title, *asked_for(context, conditions))


def list_title(context: Context, conditions: list[Condition], matched: int) -> str:
    """The title of a filtered list for those who do not see the list; empty where nothing is filtered."""
    asked = asked_for(context, conditions)
    return context.say("shared-list", conditions=" · ".join(asked), n=matched) if asked else ""
