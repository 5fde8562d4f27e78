"""Selects of the names that suggestions are made from."""

from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, cast, func, literal, null, select, union, union_all
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, array

from app.platforms.index.queries import LINE, numbered_with
from app.platforms.models import Operator, Platform
from app.query.text import SECTION
from app.search.documents import VOCABULARIES
from app.store.statements import AnySelect, compiled_lookup, compiled_once
from app.store.version import DataVersion


@compiled_once
def platform_names() -> AnySelect:
    """Rows of `number` (the record's row in the index), `name_zh`, `name_en`, and `keys`: both as they are sought.

    Short names first, then by identifier.
    """
    keys = func.split_part(Platform.search_text, SECTION, 1, type_=Text).label("keys")
    numbered = numbered_with(Platform.name_zh, Platform.name_en, keys)
    rows = select(numbered.c.n.label("number"), numbered.c.name_zh, numbered.c.name_en, numbered.c["keys"])
    return rows.order_by(func.char_length(numbered.c.name_zh), numbered.c.id)


@compiled_once
def operator_names() -> AnySelect:
    """Rows of `number`, `name_zh`, `name_en` (both the one name) of the operators of platforms, each name once.

    `keys` are null: no text has them alone.
    """
    names = select(
        func.min(Operator.id).label("number"),
        Operator.name.label("name_zh"),
        Operator.name.label("name_en"),
        cast(null(), Text).label("keys"),
    )
    of_platforms = names.join(Platform, Platform.operator == Operator.id).where(Operator.name.is_not(None))
    return of_platforms.group_by(Operator.name).order_by(func.char_length(Operator.name.expression), Operator.name)


@compiled_once
def first_ids() -> AnySelect:
    """The first identifiers, at most `limit`."""
    return select(Platform.id).order_by(Platform.id).limit(bindparam("limit", type_=Integer))


@compiled_once
def first_names() -> AnySelect:
    """One row: `names`, of the first platforms, at most `limit`, in both languages, and their operators, one a line."""
    columns = (Platform.name_zh, Platform.name_en, Platform.operator)
    first = select(*columns).order_by(Platform.id).limit(bindparam("limit", type_=Integer)).cte("first_platforms")
    operators = select(Operator.name).where(Operator.name.is_not(None), Operator.id == first.c.operator)
    names = union(select(first.c.name_zh.label("name")), select(first.c.name_en), operators).subquery("names")
    return select(func.string_agg(names.c.name, aggregate_order_by(LINE, names.c.name)).label("names"))


@compiled_once
def texts() -> AnySelect:
    """Rows of `text`, the text of each record, in the order of its rows in the index."""
    numbered = numbered_with(Platform.search_text)
    return select(numbered.c.search_text.label("text")).order_by(numbered.c.n)


@compiled_once
def vocabulary_names() -> AnySelect:
    """Rows of `facet`, `code`, `name_zh`, `name_en`, `aliases`: the names of each code of a vocabulary."""
    return union_all(*(_names_of(facet, model) for facet, model in VOCABULARIES.items()))


def _names_of(facet: str, model: Any) -> Select[*tuple[Any, ...]]:
    aliases = model.aliases if "aliases" in model.__table__.columns else cast(array([]), ARRAY(Text))
    return select(
        literal(facet).label("facet"), model.code.label("code"), model.name_zh, model.name_en, aliases.label("aliases")
    )


@compiled_lookup
def texts_version() -> AnySelect:
    """One row: which version of the program's `texts` all records have."""
    return select(DataVersion.texts)
