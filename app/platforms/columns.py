"""The columns of a platform, read from the definition in `record.py`, in its order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast, get_args

from pydantic.fields import FieldInfo
from sqlalchemy import ARRAY, Text
from sqlalchemy.dialects import postgresql

from app.platforms.models import Operator, Platform
from app.platforms.record import IsoDate, Record, Shown, Stored
from app.vocabulary.models import Source


@dataclass(frozen=True)
class Column:
    """One fact of a record: its name in files and answers, and where it is kept.

    `required`: a file must have the column. `shown`: the page of a platform has a row for it. `default`: the value of a
    record whose file says nothing. `dated`: it is a year, a month or a day.
    """

    name: str
    stored: Stored
    required: bool
    shown: bool
    dated: bool
    default: Any = None

    @property
    def table(self) -> type[Any]:
        """The model that holds the value."""
        return cast("type[Any]", self.stored.attribute.class_)

    @property
    def key(self) -> str:
        """The name of the column in that table."""
        return self.stored.attribute.key

    @property
    def own(self) -> bool:
        """Whether one column of `platforms` holds the value as it is."""
        return self.table is Platform and self.stored.axis is None

    @property
    def codes(self) -> bool:
        """Whether the values are rows of a table of codes."""
        return self.table not in (Platform, Operator, Source)

    @cached_property
    def listed(self) -> bool:
        """Whether the value is a list of texts."""
        return self.codes or isinstance(self.stored.attribute.type, ARRAY)

    @cached_property
    def text(self) -> bool:
        """Whether the value is one text."""
        return not self.listed and isinstance(self.stored.attribute.type, Text)

    @cached_property
    def sql_type(self) -> str:
        """PostgreSQL's name of its type."""
        if self.stored.axis:
            return "DOUBLE PRECISION"
        name = self.stored.attribute.type.compile(postgresql.dialect())  # type: ignore[no-untyped-call]
        return f"{name}[]" if self.codes else name


def _column(name: str, field: FieldInfo) -> Column:
    stated = [each for each in field.metadata if isinstance(each, Stored)]
    stored = stated[0] if stated else Stored(getattr(Platform, name))
    shown = any(isinstance(each, Shown) for each in field.metadata)
    default = None if field.is_required() else field.get_default()
    dated = IsoDate in get_args(field.annotation)
    return Column(name, stored, required=field.is_required(), shown=shown, dated=dated, default=default)


COLUMNS = tuple(_column(name, field) for name, field in Record.model_fields.items())
"""All that a file states of a platform."""
BY_NAME = {column.name: column for column in COLUMNS}
LISTS = tuple(column.name for column in COLUMNS if column.listed)
"""Those that are lists of texts; a feature has null where such a list is empty."""
BESIDE = ("crs", "district")
"""What a file may say besides: the coordinate system of the position, and the district's name, which is not read."""

NAMES = ("name_zh", "name_en")
EXAMPLE_ID = "example-1"
"""The identifier of the example in the template, by which a table that holds nothing else is known."""
COMPUTED = {"name_zh": "name", "district_code": "district"}
"""Properties that are made for a reader, each before the column that it goes with."""


def _properties() -> tuple[str, ...]:
    stated = [column.name for column in COLUMNS if column.name != "id" and not column.stored.axis]
    # A client that shows the first property of a feature shows a name.
    names = [*NAMES, *(name for name in stated if name not in NAMES)]
    return tuple(each for name in names for each in (COMPUTED.get(name), name) if each)


PROPERTIES = _properties()
"""The names of a feature's properties in their order; `id` and the position stand outside."""
