"""The one error of this package."""


class ClusterError(Exception):
    """The database can not be had. The text is a sentence that names the fix."""


class ServerAwayError(ClusterError):
    """The server of `DATABASE_URL` does not answer now; it may later."""
