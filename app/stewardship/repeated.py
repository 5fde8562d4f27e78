"""Requests that may come again (Idempotency-Key): the second one gets the answer of the first, and changes nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from app.errors import FaultsError
from app.stewardship.access import Call
from app.stewardship.models import Repeatable
from app.web.private import PrivateAnswer
from app.web.responses import GEOJSON

LONGEST = 200
KEPT_FOR = timedelta(days=1)
ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


@dataclass(frozen=True)
class Outcome:
    """What a write answers; it is kept where the request may come again."""

    status: int
    headers: dict[str, str]
    document: Any

    def answer(self) -> PrivateAnswer:
        """It as an answer."""
        body = "" if self.document is None else json.dumps(self.document, ensure_ascii=False)
        feature = isinstance(self.document, dict) and self.document.get("type") == "Feature"
        return PrivateAnswer(body, self.status, self.headers, GEOJSON if feature else "application/json")


def once(connection: Connection, call: Call, sent: Any, write: Callable[[], Outcome]) -> Outcome:
    """The outcome of `write`, or of the same request before.

    Raises FaultsError where the key came with another request.
    """
    key = call.request.headers.get("idempotency-key")
    if key is None:
        return write()
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        raise FaultsError([("", f"Idempotency-Key has 1 to {LONGEST} visible characters")])
    request = _digest(call, sent)
    connection.execute(ONE_AFTER_ANOTHER, {"key": f"{call.account.id} {key}"})
    connection.execute(delete(Repeatable).where(Repeatable.made_at < datetime.now(UTC) - KEPT_FOR))
    of_key = (Repeatable.account == call.account.id, Repeatable.key == key)
    columns = (Repeatable.request, Repeatable.status, Repeatable.headers, Repeatable.body)
    if (row := connection.execute(select(*columns).where(*of_key)).first()) is not None:
        if row.request != request:
            raise FaultsError([("", "this Idempotency-Key was sent with another request")])
        return Outcome(row.status, row.headers, json.loads(row.body))
    outcome = write()
    values = {"account": call.account.id, "key": key, "request": request, "status": outcome.status}
    body = json.dumps(outcome.document, ensure_ascii=False)
    connection.execute(insert(Repeatable).values({**values, "headers": outcome.headers, "body": body}))
    return outcome


def _digest(call: Call, sent: Any) -> str:
    asked = [call.request.method, call.request.url.path, call.request.url.query, sent]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
