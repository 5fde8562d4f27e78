"""An answer is made anew where the data changed between the reading of their version and of the rest (pure ASGI)."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.store.glance import OutdatedError

AT_ONCE = "servicemap.at_once"
"""In the scope of a request whose session reads version and data at once: it sees one state whatever changes."""


class MadeAnew:
    """The innermost of all: what asks for a state that is gone by now asks once more."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except OutdatedError:
            # It comes before an answer begins, and of what only reads.
            scope[AT_ONCE] = True
            await self._app(scope, receive, send)
