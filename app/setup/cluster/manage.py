"""The private server by hand: `servicemap db start | stop | status | psql`."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.database_url import libpq
from app.lock import locked
from app.resources import default_home
from app.setup.cluster.account import make_state_folder, state_folder
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.holders import Holders
from app.setup.cluster.installation import Installation
from app.setup.cluster.obtain import obtain, present
from app.setup.cluster.server import Log, Server


@dataclass(frozen=True)
class Status:
    """What is known of the private server; nothing is started or fetched to learn it."""

    folder: Path
    socket: Path | None
    pid: int | None
    holders: list[int]
    kept: bool
    installation: Installation | None
    major: int | None


def status(home: Path | None = None) -> Status:
    """The state of the private server of `home`."""
    state = state_folder(home or default_home())
    server, holders = Server(state), Holders(state)
    socket = server.socket()
    users: list[int] = []
    if socket is not None:
        # Asking takes each holder's lock for a moment, so nobody may join meanwhile.
        with locked(state / "pg.lock"):
            users = holders.living()
    return Status(
        folder=server.folder,
        socket=socket,
        pid=server.pid() if socket else None,
        holders=users,
        kept=holders.kept(),
        installation=present(server.major()),
        major=server.major(),
    )


def fetch(*, log: Log = print) -> None:
    """Fetch the programs where this machine lacks them and the private server will be used."""
    if not os.environ.get("DATABASE_URL"):
        obtain(Server(state_folder(default_home())).major(), log)


def start(home: Path | None = None, *, log: Log = print) -> Path:
    """Start the server and leave it running until `stop`; its socket's folder."""
    state = make_state_folder(home or default_home())
    with locked(state / "pg.lock"):
        socket = Server(state, log=log).start()
        Holders(state).keep(True)
    return socket


def stop(home: Path | None = None, *, force: bool = False) -> bool:
    """Stop the server; False where none ran. Refuses while a process uses it, unless `force`."""
    state = state_folder(home or default_home())
    if not state.exists():
        return False
    with locked(state / "pg.lock"):
        server, holders = Server(state), Holders(state)
        holders.keep(False)
        users = holders.living()
        if users and not force:
            pids = ", ".join(map(str, users))
            raise ClusterError(f"The database is in use by process {pids}; it stops when they have ended.")
        ran = server.socket() is not None
        server.stop()
    return ran


def remove(home: Path) -> None:
    """Stop the server of `home` and delete its data: for the tests' own clusters."""
    stop(home)
    state = state_folder(home)
    for part in ("pg", "pg-holders"):
        shutil.rmtree(state / part, ignore_errors=True)
    (state / "pg.lock").unlink(missing_ok=True)
    if state != home and not any(state.iterdir()):
        state.rmdir()


def psql_command(url: str, home: Path | None = None) -> tuple[list[str], dict[str, str]]:
    """The command and environment of psql on the database of `url`."""
    command, env = client_command("psql", home)
    return [*command, libpq(url)], env


def client_command(name: str, home: Path | None = None) -> tuple[list[str], dict[str, str]]:
    """The command and environment of a program of PostgreSQL's clients. Raises ClusterError where there is none."""
    state = state_folder(home or default_home())
    installation = present(Server(state).major())
    beside = installation.program(name) if installation else None
    program = str(beside) if beside and beside.is_file() else shutil.which(name)
    if program is None:
        raise ClusterError(
            f"{name} was not found, neither beside the programs of the private database nor in PATH. Install your "
            "system's PostgreSQL client, not older than the server (as apt-get install postgresql-client)."
        )
    libraries = dict(installation.libraries) if installation else {}
    return [program], os.environ | libraries
