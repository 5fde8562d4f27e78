"""What a program keeps of its data in memory, for readers to find beside their connection."""

from typing import Any, TypeVar

Kind = TypeVar("Kind")


class Memory:
    """One object of a type. A reader without one of some type asks the database."""

    def __init__(self) -> None:
        self._by_type: dict[type[Any], Any] = {}

    def put(self, kept: object, kind: type[Any] | None = None) -> None:
        """Let readers find it by its type, or by a type that it is one of."""
        self._by_type[kind or type(kept)] = kept

    def get(self, kind: type[Kind]) -> Kind | None:
        """The object of this type; None where there is none."""
        kept: Kind | None = self._by_type.get(kind)
        return kept
