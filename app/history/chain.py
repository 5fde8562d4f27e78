"""The digests of the history: of a revision, of all revisions of a change in their order, and of the change."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

Digest = Callable[[bytes], str]
REVISION = ("platform", "field", "revision", "old", "new", "source", "source_date", "basis")
"""What the digest of a revision covers, in this order; `old` and `new` as PostgreSQL writes jsonb."""
READ_REVISION = "platform, field, revision, old::text, new::text, source, source_date, basis"
ORDER = 'platform COLLATE "C", field COLLATE "C"'
CHANGE = ("number", "made_at", "action", "who", "role", "institution", "reason", "source", "data_version", "algorithm")
"""What the digest of a change covers besides its revisions and the change before it, in this order."""


def revision_digest(digest: Digest, values: tuple[Any, ...]) -> str:
    """The digest of one revision; its values in the order of REVISION."""
    return digest(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())


def change_digest(digest: Digest, change: Mapping[str, Any]) -> str:
    """The digest of a change: of its own words, the number and digest of its revisions, and the link before."""
    moment: datetime = change["made_at"]
    words = [moment.astimezone(UTC).isoformat() if name == "made_at" else change[name] for name in CHANGE]
    all_of_it = [*words, change["revisions"], change["revisions_digest"], change["previous"]]
    return digest(json.dumps(all_of_it, ensure_ascii=False, separators=(",", ":")).encode())
