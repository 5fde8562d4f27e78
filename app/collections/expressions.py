"""The filter in CQL2 that a query string says: the same for the items of a collection and for files of them."""

from collections.abc import Iterable, Mapping

from app.collections.parameters import FILTER, FILTER_CRS, FILTER_LANG
from app.query.cql2.json_encoding import parse_json
from app.query.cql2.parameters import Expression, ValueParameter
from app.query.cql2.queryable import Queryables
from app.query.cql2.text_encoding import parse_text
from app.query.cql2.tree import joined
from geo.reference_systems import SYSTEMS


def expression_of(
    query: Mapping[str, str], queryables: Queryables, properties: Iterable[ValueParameter] = ()
) -> Expression | None:
    """The filter, and the properties that must have a value, as one expression; None where there is none.

    Raises InvalidParameterError for a filter that cannot be read or names what it may not.
    """
    system, encoding = SYSTEMS[FILTER_CRS.of(query)], FILTER_LANG.of(query)
    nodes = [each.parse(query[each.name]) for each in properties if each.name in query]
    if FILTER.name in query:
        read = parse_json if encoding == "cql2-json" else parse_text
        nodes.append(FILTER.reading(read, queryables, system).parse(query[FILTER.name]).node)
    return Expression(joined("and", nodes), system) if nodes else None
