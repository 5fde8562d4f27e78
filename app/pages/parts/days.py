"""Days that an address names: what is none, or lies outside of what is kept, is said, and what was typed stays."""

from collections.abc import Mapping
from datetime import date

import htpy as h

from app.history.parameters import today
from app.pages.address.location import address
from app.pages.context import Context
from app.pages.visit import Visit
from app.query.days import DAY, Day
from app.query.parameter import Problem


def day_of(view: Mapping[str, str], parameter: Day, first: date | None, problems: list[Problem]) -> date | None:
    """The day that a page's state names, from `first` to today; None where it names none, or one that is refused.

    Without a `first` a day before all that is known is answered, with what is known of it.
    """
    texts = [text] if (text := view.get(parameter.name, "")) else []
    refused: list[Problem] = []
    day = Day(name=parameter.name).parse_or_default(texts, refused) if texts else None
    last = today()
    if texts and (day is None or day > last or (first is not None and day < first)):
        limits = {"first": first.isoformat() if first else "none", "last": last.isoformat()}
        problems.append(Problem(parameter.name, texts[0][:80], f"a day up to {last}", limits))
        return None
    return day


async def by_day(visit: Visit) -> str:
    """What a page besides depends on that refuses days to come: the day."""
    return today().isoformat()


def pairs_of(context: Context, *names: str) -> list[tuple[str, str]]:
    """What the address says of these filters and days, to take along to a page that knows them as well."""
    filters = [pair for pair in context.location.filter.query() if pair[0] in names]
    return filters + [(name, context.location.view[name]) for name in names if name in context.location.view]


def with_days(context: Context, path: str, *names: str) -> str:
    """Another page with these filters and days."""
    return address(context.lang, path, [*pairs_of(context, *names), *context.location.lasting(path)])


def day_field(context: Context, name: str, text: str, words: str = "digest") -> h.Element:
    """A field for a day; what was typed and is none stays as text, since a field for dates would drop it.

    `words`: its label is the message of this name and the field's.
    """
    kind = "date" if not text or DAY.fullmatch(text) else "text"
    return h.label(".field", for_=f"i-{name}")[
        h.span[context.say(f"{words}-{name}")],
        h.input(f"#i-{name}", name=name, type=kind, value=text, max=today().isoformat() if kind == "date" else None),
    ]
