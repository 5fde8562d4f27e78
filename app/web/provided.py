"""What an application has one of (its settings, its database, a cache), given to handlers by type."""

from typing import Generic, TypeVar

from fastapi import FastAPI
from starlette.requests import Request

Value = TypeVar("Value")


class Provided(Generic[Value]):
    """A dependency for `Depends`: `main` puts the value into the application, a request finds it there.

    Each feature has its own, so that no folder knows what another one needs.
    """

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind
        self._name = f"{kind.__module__}.{kind.__qualname__}"

    def put(self, app: FastAPI, value: Value) -> None:
        """Make it this application's."""
        setattr(app.state, self._name, value)

    def __call__(self, request: Request) -> Value:
        """The value of the application that answers this request. Raises RuntimeError where none was put there."""
        return self.of(request.app)

    def of(self, app: FastAPI) -> Value:
        """The value of an application."""
        value = getattr(app.state, self._name, None)
        if not isinstance(value, self._kind):
            raise RuntimeError(f"create_app put no {self._name} into the application")
        return value
