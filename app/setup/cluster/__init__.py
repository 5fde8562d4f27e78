"""A private PostgreSQL + PostGIS that belongs to the application, or the server that `DATABASE_URL` names.

`open_database()` is the one door: it yields the URL of a database that exists, is UTF-8 in encoding and
locale, and has the extensions `postgis` and `pg_trgm`.
"""

from app.setup.cluster.database import open_database
from app.setup.cluster.errors import ClusterError, ServerAwayError
from app.setup.cluster.installation import missing
from app.setup.cluster.manage import Status, fetch, psql_command, remove, start, status, stop

__all__ = [
    "ClusterError",
    "ServerAwayError",
    "Status",
    "fetch",
    "missing",
    "open_database",
    "psql_command",
    "remove",
    "start",
    "status",
    "stop",
]
