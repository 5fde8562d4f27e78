"""One private server: made, started, asked whether it lives, stopped.

Its files, below the state folder:
    pg/data          the cluster (initdb), owned by the account that runs it, closed to others
    pg/server.log    what the server said
    pg.lock          held while the server is made, started or stopped
    pg-holders/      one file a process that uses it (holders.py)
The server listens on a Unix socket in a short temporary folder that only its own user can enter, on no port.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from app.setup.cluster.account import Account, give, run, server_account
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.installation import Installation
from app.setup.cluster.obtain import obtain, present
from app.setup.cluster.sizes import memory, settings_for

Log = Callable[[str], None]
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero byte among them.
LONGEST_SOCKET = 103
LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8")
SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Debian's build reads the system's time zone files, which a bare machine lacks; GMT is built in.
    "timezone": "GMT",
    "log_timezone": "GMT",
    "jit": "off",
    "log_min_messages": "warning",
}
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """The server over one state folder. Callers hold the lock of `pg.lock` around start and stop."""

    def __init__(self, state: Path, *, durable: bool = True, log: Log = print) -> None:
        self.state = state
        self.folder = state / "pg"
        self.data = self.folder / "data"
        self.durable = durable
        self.log = log

    def account(self) -> Account | None:
        return server_account(self.folder)

    def major(self) -> int | None:
        """The version that made the data; None where there are none."""
        with contextlib.suppress(OSError, ValueError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    def installation(self) -> Installation:
        return obtain(self.major(), self.log)

    def socket(self) -> Path | None:
        """The folder of the socket of a server that answers; None where none does."""
        with contextlib.suppress(OSError, IndexError):
            folder = Path((self.data / "postmaster.pid").read_text().splitlines()[4])
            if (folder / SOCKET_NAME).exists() and _answers(folder):
                return folder
        return None

    def pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def start(self) -> Path:
        """Make the cluster where there is none, start it where it does not run; the socket's folder."""
        answering = self.socket()
        if answering is not None:
            return answering
        account = self.account()
        installation = self.installation()
        if self.major() is None:
            self._make(installation, account)
        if self._control(installation, account, "status").returncode == 0:
            return self._wait_or_restart(installation, account)
        return self._launch(installation, account)

    def stop(self) -> None:
        """Stop the server where it runs; a session that is still open is ended, nothing committed is lost."""
        if self.pid() is None:
            return
        installation = present(self.major())
        folder = self._recorded_socket()
        if installation is None:
            raise ClusterError("The programs of PostgreSQL are gone, so its server can not be stopped.")
        stopped = self._control(installation, self.account(), "stop", "-m", "fast", "-w", "-t", "60")
        if stopped.returncode and self.socket() is not None:
            raise ClusterError(f"The database did not stop: {stopped.stdout.strip()}")
        _remove_socket_folder(folder)

    def _make(self, installation: Installation, account: Account | None) -> None:
        self.log(f"Making the database with PostgreSQL {installation.major} in {self.folder}")
        self.state.mkdir(parents=True, exist_ok=True)
        give(self.folder, account, 0o700)
        fresh = self.folder / "data.new"
        output = ""
        for locale in LOCALES:
            shutil.rmtree(fresh, ignore_errors=True)
            command: list[str | Path] = [
                installation.program("initdb"),
                "-D",
                fresh,
                "-U",
                SUPERUSER,
                "--encoding=UTF8",
            ]
            command += [f"--locale={locale}", "--auth-local=trust", "--auth-host=reject"]
            initdb = run(command + ([] if self.durable else ["--no-sync"]), account, installation.environment())
            if initdb.returncode == 0:
                # A cluster appears whole or not at all, also when we are killed in between.
                fresh.rename(self.data)
                return
            output = initdb.stdout
        raise ClusterError(f"initdb could not make the database: {_last_line(output)}")

    def start_at(self, folder: Path) -> None:
        """Start a server that does not run, its socket in `folder`, where its users know it."""
        account = self.account()
        give(folder, account, 0o700)
        self._launch(self.installation(), account, folder)

    def _launch(self, installation: Installation, account: Account | None, folder: Path | None = None) -> Path:
        if folder is None:
            _remove_socket_folder(self._recorded_socket())
            folder = _socket_folder(account)
        # The tests' servers are several at a time, and none of them needs more than PostgreSQL's own small sizes.
        settings = SETTINGS | (settings_for(memory()) if self.durable else UNSAFE)
        settings |= {"unix_socket_directories": str(folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        arguments: list[str | Path] = ["-w", "-t", "120", "-l", self.folder / "server.log", "-o", options]
        started = self._control(installation, account, "start", *arguments)
        if started.returncode:
            _remove_socket_folder(folder)
            raise ClusterError(f"The database did not start. {self._complaint(started.stdout)}")
        return folder

    def _wait_or_restart(self, installation: Installation, account: Account | None) -> Path:
        """A server runs but gave no answer: it may be starting, or its socket was cleaned away."""
        for _ in range(100):
            answering = self.socket()
            if answering is not None:
                return answering
            if self._is_ready() and not self._has_socket():
                break
            time.sleep(0.1)
        self.log("The database runs but does not answer: starting it anew")
        self.stop()
        return self._launch(installation, account)

    def _control(
        self, installation: Installation, account: Account | None, action: str, *more: str | Path
    ) -> CompletedProcess[str]:
        command = [installation.program("pg_ctl"), action, "-D", self.data, *more]
        return run(command, account, installation.environment(), timeout=180)

    def _recorded_socket(self) -> Path | None:
        with contextlib.suppress(OSError, IndexError):
            return Path((self.data / "postmaster.pid").read_text().splitlines()[4])
        return None

    def _has_socket(self) -> bool:
        folder = self._recorded_socket()
        return folder is not None and (folder / SOCKET_NAME).exists()

    def _is_ready(self) -> bool:
        """Whether the server itself has said that it is through with its start."""
        with contextlib.suppress(OSError, IndexError):
            return (self.data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        return False

    def _complaint(self, output: str) -> str:
        with contextlib.suppress(OSError):
            lines = (self.folder / "server.log").read_text(errors="replace").splitlines()
            fatal = [line for line in lines if "FATAL" in line or "ERROR" in line]
            return f"{(fatal or lines)[-1]} (more in {self.folder / 'server.log'})"
        return _last_line(output)


def _answers(folder: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(host=str(folder), port=5432, user=SUPERUSER, dbname="postgres", connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True


def _socket_folder(account: Account | None) -> Path:
    """A new folder whose path leaves room for the socket's name, entered by the server's user alone."""
    places = dict.fromkeys([tempfile.gettempdir(), "/tmp", "/var/tmp"])  # noqa: S108 - a new closed folder in it
    for place in places:
        length = len(str(Path(place) / "servicemap-12345678" / SOCKET_NAME).encode())
        if length > LONGEST_SOCKET or not Path(place).is_dir():
            continue
        if account is not None and not Path(place).stat().st_mode & 0o001:
            continue
        with contextlib.suppress(OSError):
            folder = Path(tempfile.mkdtemp(prefix="servicemap-", dir=place))
            give(folder, account, 0o700)
            return folder
    raise ClusterError(
        f"No temporary folder can hold the database's socket (its path may have {LONGEST_SOCKET} bytes). "
        "Set TMPDIR to a short folder that you can write to."
    )


def _remove_socket_folder(folder: Path | None) -> None:
    if folder is not None and folder.name.startswith("servicemap-"):
        shutil.rmtree(folder, ignore_errors=True)


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it gave no reason")
