"""The application, imported once: by the process that the workers are forked from."""

import signal

from app.cli.frugal import frugal

BLOCKED = {signal.SIGTERM, signal.SIGHUP}
"""Who ends a group of processes means the workers: the one that they are forked from ends with their watch.

Only it knows how a worker ended. What a worker gets before it can end in order waits until it can (`let_through`).
"""


def let_through() -> None:
    """Take signals again: the worker answers them now."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, BLOCKED)


signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED)
with frugal():
    from app import main  # noqa: F401
