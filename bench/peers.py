"""The peers: servers of OGC APIs and tiles that others use, each on the same flat table with its usual indexes.

Those from PyPI stand in a virtual environment of their own below the benchmark's folder, pinned with hashes in
`bench/peers-….txt`. A peer that cannot be had or started is told as not run, with the reason.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import yaml

from app.database_url import libpq
from bench import asks
from bench.asks import Address
from bench.databases import Databases
from bench.draw import Drawn
from bench.programs import NotStartedError, Running, free_port, started

HERE = Path(__file__).parent
TILE_PROPERTIES = "id,name,kind,domains,precision,district_code,zone"
PG_TILESERV = "github.com/CrunchyData/pg_tileserv@v1.0.11"
FEW_WORDS_S = 600


@dataclass(frozen=True)
class Peer:
    """A server. `run` starts it: the databases, the number of workers, the folder of the benchmark.

    `addresses` are those of the requests that it can answer, by their name.
    """

    name: str
    run: Callable[[Databases, int, Path], Iterator[Running]]
    addresses: Callable[[Databases], Mapping[str, Address]]

    @contextmanager
    def running(self, databases: Databases, workers: int, home: Path) -> Iterator[Running]:
        """The peer while it answers. Raises NotStartedError."""
        yield from self.run(databases, workers, home)


def _environment(name: str, home: Path) -> Path:
    """The folder of the programs of a peer from PyPI, installed where it is absent."""
    folder = home / f"peer-{name}"
    pins = HERE / f"peers-{name}.txt"
    stamp = folder / "pins.txt"
    if not stamp.exists() or stamp.read_text() != pins.read_text():
        shutil.rmtree(folder, ignore_errors=True)
        python = folder / "bin" / "python"
        _called(sys.executable, "-m", "venv", str(folder))
        _called(str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pins))
        shutil.copy(pins, stamp)
    return folder / "bin"


def _called(*command: str, env: Mapping[str, str] | None = None) -> None:
    try:
        done = subprocess.run(
            command, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False, timeout=FEW_WORDS_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotStartedError(f"it could not be installed: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing was said"]
        raise NotStartedError(f"it could not be installed: {said[-1].strip().rstrip('.')[:200]}")


def _uvicorn(bin: Path, application: str, port: int, workers: int) -> list[str]:
    options = ["--port", str(port), "--workers", str(workers), "--no-access-log", "--log-level", "warning"]
    return [str(bin / "python"), "-m", "uvicorn", application, *options]


def _tipg(databases: Databases, workers: int, home: Path) -> Iterator[Running]:
    bin, port = _environment("tipg", home), free_port()
    place = psycopg.conninfo.conninfo_to_dict(libpq(databases.best))
    url = f"postgresql://{place['user']}@{quote(str(place['host']), safe='')}:{place['port']}/{place['dbname']}"
    env = {
        "DATABASE_URL": url,
        "TIPG_DB_TABLES": '["public.platforms"]',
        "TIPG_DB_DATETIME_EXTENT": "false",
        "TIPG_TILE_BUFFER": "0",
    }
    command = _uvicorn(bin, "tipg.main:app", port, workers)
    with started(command, env, port, "/collections/public.platforms", home / "tipg.log") as running:
        yield running


def _tipg_addresses(databases: Databases) -> Mapping[str, Address]:
    collection = "/collections/public.platforms"
    return {
        **_items(f"{collection}/items", databases, ""),
        "tile of clusters, zoom 12": lambda drawn: _tile(f"{collection}/tiles/WebMercatorQuad/12", drawn),
        "tile of points, zoom 15": lambda drawn: _tile(f"{collection}/tiles/WebMercatorQuad/15", drawn),
        "tile of points, zoom 15, kept": lambda drawn: _tile(f"{collection}/tiles/WebMercatorQuad/15", drawn),
    }


def _tile(matrix: str, drawn: Drawn) -> str:
    return f"{matrix}/{drawn['column']}/{drawn['row']}?properties={TILE_PROPERTIES}"


def _items(path: str, databases: Databases, more: str) -> Mapping[str, Address]:
    """The requests for items, which both peers from PyPI read in the same way."""

    def coded(drawn: Drawn) -> str:
        district, kind = (databases.names[name][drawn[name] - 1] for name in ("district", "kind"))
        return f"district_code={district}&kind={kind}"

    return {
        "box, 100 by id": lambda drawn: f"{path}?limit=100&bbox={asks.box(drawn)}{more}",
        "district and kind, 100": lambda drawn: f"{path}?limit=100&{coded(drawn)}{more}",
        "no filter, 100": lambda drawn: f"{path}?limit=100{more}",
        "no filter, a later page": lambda drawn: f"{path}?limit=100&offset={drawn['page'] * 100}{more}",
        "item": lambda drawn: f"{path}/{asks.identifier(drawn)}{more.replace('&', '?')}",
    }


def _pygeoapi(databases: Databases, workers: int, home: Path) -> Iterator[Running]:
    bin, port = _environment("pygeoapi", home), free_port()
    config, document = home / "pygeoapi.yml", home / "pygeoapi-openapi.yml"
    config.write_text(yaml.safe_dump(_pygeoapi_config(databases, port)), "utf-8")
    env = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(document)}
    _called(str(bin / "pygeoapi"), "openapi", "generate", str(config), "--output-file", str(document), env=env)
    command = _uvicorn(bin, "pygeoapi.starlette_app:APP", port, workers)
    with started(command, env, port, "/collections/platforms?f=json", home / "pygeoapi.log") as running:
        yield running


def _pygeoapi_config(databases: Databases, port: int) -> dict[str, object]:
    place = psycopg.conninfo.conninfo_to_dict(libpq(databases.best))
    text = {"en": "synthetic platforms"}
    data = {
        "host": place["host"],
        "port": place["port"],
        "dbname": place["dbname"],
        "user": place["user"],
        "password": "",
    }
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": {**data, "search_path": ["public"]},
        "id_field": "id",
        "table": "platforms",
        "geom_field": "geom",
    }
    collection = {
        "type": "collection",
        "title": text,
        "description": text,
        "keywords": {"en": ["synthetic"]},
        "links": [],
        "extents": {
            "spatial": {"bbox": [120.5, 30.5, 122.5, 32.0], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
        },
        "providers": [provider],
    }
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en"],
            "limits": {"default_items": 100, "max_items": 10000},
            "map": {"url": "about:blank", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": text,
                "description": text,
                "keywords": {"en": ["synthetic"]},
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": "about:blank",
            },
            "license": {"name": "none", "url": "about:blank"},
            "provider": {"name": "bench", "url": "about:blank"},
            "contact": {"name": "bench", "email": "bench@example.org", "url": "about:blank"},
        },
        "resources": {"platforms": collection},
    }


def _pygeoapi_addresses(databases: Databases) -> Mapping[str, Address]:
    return _items("/collections/platforms/items", databases, "&f=json")


def _pg_tileserv(databases: Databases, workers: int, home: Path) -> Iterator[Running]:
    program = shutil.which("pg_tileserv") or _built(home)
    port = free_port()
    place = psycopg.conninfo.conninfo_to_dict(libpq(databases.best))
    env = {
        "DATABASE_URL": " ".join(f"{name}={value}" for name, value in place.items()),
        "TS_HTTPHOST": "127.0.0.1",
        "TS_HTTPPORT": str(port),
        "GOMAXPROCS": str(workers),
    }
    with started([program], env, port, "/public.platforms.json", home / "pg_tileserv.log") as running:
        yield running


def _built(home: Path) -> str:
    """The program, built by the Go tool chain of this machine from the module."""
    go = shutil.which("go")
    if go is None:
        raise NotStartedError("it is not installed, and there is no Go to build it with")
    _called(go, "install", PG_TILESERV, env={"GOBIN": str(home), "GOTOOLCHAIN": "local"})
    return str(home / "pg_tileserv")


def _pg_tileserv_addresses(databases: Databases) -> Mapping[str, Address]:
    def tile(zoom: int) -> Address:
        return lambda drawn: (
            f"/public.platforms/{zoom}/{drawn['column']}/{drawn['row']}.pbf?buffer=0&properties={TILE_PROPERTIES}"
        )

    names = {"tile of clusters, zoom 12": 12, "tile of points, zoom 15": 15, "tile of points, zoom 15, kept": 15}
    return {name: tile(zoom) for name, zoom in names.items()}


PEERS = (
    Peer("tipg", _tipg, _tipg_addresses),
    Peer("pygeoapi", _pygeoapi, _pygeoapi_addresses),
    Peer("pg_tileserv", _pg_tileserv, _pg_tileserv_addresses),
)
