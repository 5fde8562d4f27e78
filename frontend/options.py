"""What a component is told: one frozen record of options, which the page's JSON holds and TypeScript reads."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

OMITTED = {"omitted": True}
"""Metadata of a field that the JSON leaves out where its value is None."""


@dataclass(frozen=True)
class Options:
    """Base of all records of options. The JSON has the fields under their own names and in their order."""

    def spec(self) -> dict[str, Any]:
        """The options as plain data: tuples are lists, records their own `spec()`."""
        values = [(field, getattr(self, field.name)) for field in fields(self)]
        return {
            field.name: _plain(value)
            for field, value in values
            if not (value is None and field.metadata.get("omitted"))
        }


def _plain(value: Any) -> Any:
    """A value of a field for JSON."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.spec() if hasattr(value, "spec") else value
