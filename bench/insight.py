"""What the analysis costs: its SQL by psycopg and over HTTP in one run, kept answers, and a surface's CPU time.

    .venv/bin/python -m bench.insight [--rows 1000000] [--rounds 5] [--url postgresql+psycopg://…]

Prints times of ours ÷ the database's, as minimum/median/maximum of the rounds; each round asks in alternation, with
parameters of its own, so that no answer is kept. `--url` names a database that holds the rows already.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import numpy as np
import psycopg

from app.analysis import queries
from app.imports.synthetic import load_synthetic
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.settings import Settings
from app.setup.cluster import open_database, remove
from app.store.database import Compiled, conninfo
from app.store.migrations import upgrade
from geo import density, grid
from tests.support.server import running

POINTS, SIZE = 100_000, 512
SECONDS = 120.0


def seconds(call: Callable[[], Any]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


class Pair:
    """One question: its SQL and its address, which round `k` asks with parameters of its own."""

    def __init__(self, connection: psycopg.Connection[Any], client: httpx.Client) -> None:
        self._connection = connection
        self._client = client

    def sql(self, query: Compiled, bound: dict[str, Any]) -> float:
        """The seconds that the database takes."""
        chosen = {**query.fixed, **bound}
        return seconds(lambda: self._connection.execute(query.sql.encode(), chosen).fetchall())

    def get(self, path: str, **headers: str) -> float:
        """The seconds that the application takes."""
        return seconds(lambda: self._answer(path, **headers))

    def _answer(self, path: str, **headers: str) -> httpx.Response:
        answer = self._client.get(path, headers=headers)
        if answer.status_code not in (200, 304):
            answer.raise_for_status()
        return answer

    def etag(self, path: str) -> str:
        """The tag of an answer, which is then kept."""
        return self._answer(path).headers["etag"]


def districts(pair: Pair, k: int) -> float:
    """Counts of every district and domain; one more life cycle each round makes another question."""
    chosen = Filter(status=("planned", "under_construction", "unveiled", "operating", "tapering", "closed")[: k + 1])
    alone = pair.sql(queries.domain_counts(shape(chosen)), values(chosen))
    asked = ",".join(chosen["status"])
    return pair.get(f"/api/insight/districts?status={asked}") / alone


def hexagons(pair: Pair, k: int) -> float:
    """The hexagon grid of the whole city."""
    width = 3000.0 + k
    located = pair.sql(queries.left_out(shape(Filter())), {})
    alone = pair.sql(queries.hexagons(shape(Filter())), {"edge": grid.edge(width)}) + located
    return pair.get(f"/api/insight/hexagons?cell={width}") / alone


def kept(pair: Pair, k: int) -> float:
    """A kept answer ÷ making it."""
    path = f"/api/insight/hexagons?cell={4000 + k}"
    made = pair.get(path)
    return pair.get(path) / made


def unchanged(pair: Pair, k: int) -> float:
    """A 304 ÷ making the answer."""
    path = f"/api/insight/hexagons?cell={5000 + k}"
    made = pair.get(path)
    return pair.get(path, **{"If-None-Match": pair.etag(path)}) / made


def surface_cpu() -> float:
    """CPU seconds of a 512 × 512 surface of 100,000 points, with its raster."""
    rng = np.random.default_rng(1)
    x, y = rng.uniform(600_000, 700_000, POINTS), rng.uniform(3_400_000, 3_530_000, POINTS)
    density.raster(density.surface(x[:10], y[:10], np.ones(10), 3000, SIZE), 256)
    began = time.process_time()
    density.raster(density.surface(x, y, np.ones(POINTS), 3000, SIZE), 256)
    return time.process_time() - began


@contextmanager
def database(url: str, rows: int) -> Any:
    """The named database, or a new one with synthetic rows."""
    if url:
        yield url
        return
    with TemporaryDirectory(prefix="smb-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with open_database(home, name="bench", durable=False, log=lambda line: None) as opened:
            upgrade(opened)
            load_synthetic(opened, rows, 1, lambda made: None)
            yield opened
        remove(home)


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--url", default="")
    given = arguments.parse_args()
    print(f"{'surface of 100,000 points':32} CPU seconds {surface_cpu():.2f}", flush=True)
    with database(given.url, given.rows) as url, psycopg.connect(conninfo(url, SECONDS), autocommit=True) as connection:
        settings = Settings(database_url=url, statement_timeout=SECONDS)
        with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=SECONDS) as client:
            pair = Pair(connection, client)
            for question in (districts, hexagons, kept, unchanged):
                question(pair, 0)
                ratios = [question(pair, k) for k in range(1, given.rounds + 1)]
                shown = "/".join(f"{r:.3f}" for r in (min(ratios), statistics.median(ratios), max(ratios)))
                print(f"{question.__name__:32} ratio {shown}", flush=True)


if __name__ == "__main__":
    main()
