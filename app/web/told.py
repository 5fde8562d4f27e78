"""What a page says once, after the form that led to it was sent: in a cookie that is gone when the page was shown.

A secret of the reader's own session seals it for this page, so that nobody else puts words or links into one.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping

LASTS_S = 60
"""So long a browser keeps what it did not come for at once."""
ROOM = 3500
"""So many characters it may take: browsers keep 4096 of a cookie with its name."""


def sealed(secret: str, path: str, told: Mapping[str, str]) -> str:
    """What the page at this path says once, as a cookie."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}.{_seal(secret, path, text)}"


def opened(secret: str, path: str, cookie: str) -> dict[str, str]:
    """What is told at this path; nothing of a cookie that this session did not get for this page."""
    body, _, seal = cookie[: ROOM * 2].partition(".")
    try:
        text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    except ValueError:
        return {}
    if not hmac.compare_digest(_seal(secret, path, text).encode(), seal.encode()):
        return {}
    told: dict[str, str] = json.loads(text)
    return told


def _seal(secret: str, path: str, text: str) -> str:
    return hmac.new(secret.encode(), f"{path}\n{text}".encode(), hashlib.sha256).hexdigest()
