"""Queryables of plain columns of a table: a text, a number, a name in both languages, an outline."""

from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case

from app.query.cql2.queryable import (
    GeometryQueryable,
    IdQueryable,
    IntegerQueryable,
    NumberQueryable,
    Queryable,
    TextQueryable,
)
from frontend.language import ENGLISH


def identifier(column: Any, description: str) -> Queryable:
    return IdQueryable(name="id", expression=column.expression, description=description)


def texts(*columns: Any, dated: tuple[str, ...] = (), prefix: str = "") -> list[Queryable]:
    """Columns that hold a text, named as they are, behind the prefix; those of `dated` hold a year, month or day."""
    return [
        TextQueryable(name=prefix + each.key, expression=each.expression, dated=each.key in dated) for each in columns
    ]


def numbers(**columns: tuple[Any, str]) -> list[Queryable]:
    """Numbers by name, each with its description."""
    return [
        NumberQueryable(name=name, expression=column, description=description)
        for name, (column, description) in columns.items()
    ]


def whole_number(name: str, expression: Any, description: str) -> Queryable:
    return IntegerQueryable(name=name, expression=expression, description=description)


def in_language(zh: Any, en: Any) -> ColumnElement[Any]:
    """The text in the language that is bound as `lang`."""
    return case((bindparam("lang", type_=Text) == ENGLISH.code, en), else_=zh)


def names(zh: Any, en: Any) -> list[Queryable]:
    """`name` in the language of the answer, `name_zh` and `name_en`, of these two columns."""
    return [
        TextQueryable(name="name", expression=in_language(zh, en), description="Name in the language of the answer."),
        TextQueryable(name="name_zh", expression=zh.expression),
        TextQueryable(name="name_en", expression=en.expression),
    ]


def place(column: Any, kind: str, description: str) -> Queryable:
    """The position or outline of a feature; `kind` as `point` or `multipolygon`."""
    return GeometryQueryable(name="geometry", expression=column, kind=kind, description=description)
