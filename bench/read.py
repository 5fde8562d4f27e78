"""How much of the database's own speed the API keeps: the same SQL by psycopg and over HTTP, in one run.

    .venv/bin/python -m bench.read [--rows 10000] [--rounds 5]

One client, one request at a time, in alternation. Prints for each request the ratio of requests per second, ours ÷
the database's, as minimum/median/maximum of the rounds. Ratios travel from machine to machine, times do not.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psycopg

from app.imports.synthetic import load_synthetic
from app.platforms import queries
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.settings import Settings
from app.setup.cluster import open_database, remove
from app.store.database import Compiled, conninfo
from app.store.migrations import upgrade
from app.web.responses import with_query
from tests.support.server import running

PATH = "/api/collections/platforms/items"
REPEATS = 40
FILTERS = {
    "100 by id": Filter(),
    "100 of a domain and a district": Filter(domain=("synbio",), district=("310115",)),
    "100 nearest": Filter(near=(121.47, 31.23), sort="distance"),
    "100 with a word": Filter(q="浦东"),
}


def rate(call: Callable[[], Any]) -> float:
    """Calls per second over `REPEATS` calls."""
    began = time.perf_counter()
    for _ in range(REPEATS):
        call()
    return REPEATS / (time.perf_counter() - began)


def pairs(url: str, address: str, client: httpx.Client) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """For each request what asks the database and what asks the application."""
    connection = psycopg.connect(conninfo(url, 60), autocommit=True)

    def get(target: str) -> None:
        client.get(target).raise_for_status()

    def asks(query: Compiled, bound: dict[str, Any]) -> Callable[[], Any]:
        return lambda: connection.execute(query.sql.encode(), {**query.fixed, **bound}).fetchall()

    found: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {}
    for name, chosen in FILTERS.items():
        query = queries.items(queries.ItemsShape(shape(chosen), chosen.sort, PROPERTIES, "zh-CN"))
        bound = {**values(chosen), "limit": 100, "offset": 0, "lang": "zh-CN"}
        target = with_query(address + PATH, chosen.query())
        found[name] = (asks(query, bound), partial(get, target))
    counted = asks(queries.facets(shape(Filter())), {})
    found["facets"] = (counted, partial(get, f"{address}/api/facets"))
    return found


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with TemporaryDirectory(prefix="smb-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with open_database(home, name="bench", durable=False, log=lambda line: None) as url:
            upgrade(url)
            load_synthetic(url, given.rows, 1, lambda made: None)
            with running(Settings(database_url=url)) as address, httpx.Client(trust_env=False, timeout=60) as client:
                for name, (database, ours) in pairs(url, address, client).items():
                    database()
                    ours()
                    ratios = []
                    for _ in range(given.rounds):
                        alone = rate(database)
                        ratios.append(rate(ours) / alone)
                    shown = "/".join(f"{r:.2f}" for r in (min(ratios), statistics.median(ratios), max(ratios)))
                    print(f"{name:32} ours ÷ database {shown}", flush=True)
        remove(home)


if __name__ == "__main__":
    main()
