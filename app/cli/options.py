"""How uvicorn answers for us, in one process or in several."""

import sys
from typing import Any

from app.operations.patient import TimedRequests

OPTIONS: dict[str, Any] = {
    # The application reads proxies' headers itself, and has its own log.
    "proxy_headers": False,
    "server_header": False,
    "access_log": False,
    "log_config": None,
    "http": TimedRequests,
    # psycopg cannot wait for a database in the loop that Windows has by default.
    "loop": "asyncio:SelectorEventLoop" if sys.platform == "win32" else "auto",
    # Requests that are under way get so many seconds to end once the server is told to stop: each has its answer then.
    "timeout_graceful_shutdown": 6,
}
