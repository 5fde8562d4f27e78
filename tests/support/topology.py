"""A primary, a standby that follows it and a PgBouncer before each, from the system's packages, on Unix sockets."""

import configparser
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from app.setup.cluster.account import Account, give, make_state_folder, run, server_account
from app.setup.cluster.database import DATABASE
from app.setup.cluster.installation import Installation
from app.setup.cluster.obtain import obtain
from app.setup.cluster.server import SUPERUSER
from tests.support.databases import Databases
from tests.support.missing import missing

PORT = 5432
BOUNCER_PORT = 6432
SETTINGS = {"listen_addresses": "", "timezone": "GMT", "log_timezone": "GMT", "jit": "off", "fsync": "off"}
DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
"""The files that operators copy."""


def bouncer_program() -> str:
    """The path of PgBouncer; the test is skipped where there is none, and fails in CI."""
    path = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    if path is None:
        missing("pgbouncer")
    return path


@dataclass
class Server:
    """A PostgreSQL over the data in `data`, whose socket is in `socket`."""

    data: Path
    socket: Path
    account: Account | None
    installation: Installation

    def start(self) -> None:
        give(self.socket, self.account, 0o755)
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._control("start", "-w", "-t", "60", "-l", self.socket / "server.log", "-o", options)

    def stop(self) -> None:
        """End it at once, as a machine that loses its power."""
        self._control("stop", "-m", "immediate", "-w")

    def promote(self) -> None:
        """Make a standby the primary; it takes writes when this returns."""
        self._control("promote", "-w")

    def ask(self, question: str) -> object:
        with psycopg.connect(host=str(self.socket), user=SUPERUSER, dbname=DATABASE, autocommit=True) as connection:
            row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None

    def follow(self, data: Path, socket: Path) -> "Server":
        """A new server that follows this one, started."""
        copy: list[str | Path] = [self.installation.program("pg_basebackup"), "-h", self.socket, "-U", SUPERUSER]
        copy += ["-D", data, "-R", "-c", "fast"]
        done = run(copy, self.account, self.installation.environment())
        assert done.returncode == 0, done.stdout
        standby = Server(data, socket, self.account, self.installation)
        standby.start()
        return standby

    def _control(self, action: str, *more: str | Path) -> None:
        command = [self.installation.program("pg_ctl"), action, "-D", self.data, *more]
        done = run(command, self.account, self.installation.environment())
        assert done.returncode == 0, done.stdout


@dataclass(frozen=True)
class Topology:
    """The two servers, and the addresses that name both: directly and through their poolers."""

    primary: Server
    standby: Server
    direct: str
    pooled: str

    def wait_until_followed(self) -> None:
        """Return once the standby has what the primary has."""
        written = self.primary.ask("SELECT pg_current_wal_lsn()")
        deadline = time.monotonic() + 30
        while not self.standby.ask(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"):
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.02)


@contextmanager
def topology(databases: Databases, home: Path) -> Iterator[Topology]:
    """Both servers with the default data, and their poolers, until the block ends."""
    databases.private(home)
    state = make_state_folder(home)
    account = server_account(state / "pg")
    # A path that is short enough for a socket.
    with TemporaryDirectory(prefix="smt-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        places = [Path(folder) / name for name in ("p", "s", "bp", "bs")]
        primary = Server(state / "pg" / "data", places[0], account, obtain(None, lambda line: None))
        primary.start()
        standby = primary.follow(state / "pg" / "standby", places[1])
        bouncers = [
            _bouncer(place, server.socket, account)
            for place, server in zip(places[2:], (primary, standby), strict=True)
        ]
        try:
            yield Topology(
                primary, standby, _url(places[:2], PORT), _url(places[2:], BOUNCER_PORT) + "&pooler=transaction"
            )
        finally:
            for bouncer in bouncers:
                bouncer.terminate()
                bouncer.wait(20)
            for server in (standby, primary):
                if (server.data / "postmaster.pid").exists():
                    server.stop()
            if state != home:
                shutil.rmtree(state)


def _url(places: list[Path], port: int) -> str:
    hosts, ports = ",".join(map(str, places)), ",".join([str(port)] * len(places))
    return f"postgresql+psycopg://{SUPERUSER}@/{DATABASE}?host={hosts}&port={ports}"


def _bouncer(folder: Path, server: Path, account: Account | None) -> subprocess.Popen[bytes]:
    give(folder, account, 0o755)
    settings = configparser.ConfigParser()
    settings.read(DEPLOY / "pgbouncer.ini", "utf-8")
    settings["databases"]["*"] = f"host={server} port={PORT}"
    # The tests' servers trust whoever reaches their sockets, and listen on no port.
    own = {"listen_addr": "", "unix_socket_dir": str(folder), "unix_socket_mode": "0777", "auth_type": "trust"}
    files = {"auth_file": folder / "users", "logfile": folder / "bouncer.log", "pidfile": folder / "bouncer.pid"}
    settings["pgbouncer"].update(own | {name: str(path) for name, path in files.items()})
    with (folder / "bouncer.ini").open("w", encoding="utf-8") as file:
        settings.write(file)
    (folder / "users").write_text(f'"{SUPERUSER}" ""\n', "utf-8")
    identity = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    process = subprocess.Popen([bouncer_program(), "-q", str(folder / "bouncer.ini")], **identity)  # type: ignore[call-overload]
    deadline = time.monotonic() + 20
    while not (folder / f".s.PGSQL.{BOUNCER_PORT}").exists():
        assert process.poll() is None, "pgbouncer did not start"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    started: subprocess.Popen[bytes] = process
    return started
