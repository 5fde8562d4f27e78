"""What a digest is asked for: filters, days, a page of lines."""

from typing import Any

from app.errors import InvalidParameterError
from app.history.digest import placed
from app.history.digest.queries import BY
from app.history.digest.read import Span
from app.history.parameters import MOST, SINCE, UNTIL
from app.query.filter import QueryItems
from app.query.parameter import Parameter
from app.query.parameters import FORMAT, LANG, OFFSET

FILTERS = (*BY, *placed.NAMES)
ALSO: tuple[Parameter[Any], ...] = (SINCE, UNTIL, MOST, OFFSET, FORMAT, LANG)


def span_of(params: QueryItems) -> Span:
    """The days of a question. Raises InvalidParameterError for days to come, and for an end before the beginning."""
    given = dict(params.multi_items())
    span = Span(SINCE.of(given), UNTIL.of(given))
    if span.since and span.until and span.until < span.since:
        raise InvalidParameterError(UNTIL.name, span.until.isoformat(), f"a day from {span.since} on")
    return span
