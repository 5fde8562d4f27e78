"""What the analysis costs: ours ÷ the product's own SQL, what a kept answer saves, and a surface's CPU time.

One client asks in alternation, with parameters of its own each round, so that no answer is kept.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import psycopg

from app.analysis import queries
from app.imports.synthetic import STATES
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.store.connections import conninfo
from app.store.statements import Compiled
from bench.programs import Running
from geo import density, grid

POINTS, SIZE = 100_000, 512
SECONDS = 120.0


@dataclass
class Question:
    """One question of the analysis: what is compared, and the ratio of each round."""

    name: str
    ratios: list[float]

    def __str__(self) -> str:
        low, middle, high = min(self.ratios), statistics.median(self.ratios), max(self.ratios)
        return f"{low:.3f} / {middle:.3f} / {high:.3f}"


class Pair:
    """The database and the application, asked by one client."""

    def __init__(self, connection: psycopg.Connection[Any], client: httpx.Client) -> None:
        self._connection, self._client = connection, client

    def sql(self, query: Compiled, bound: dict[str, Any]) -> float:
        """The seconds that the database takes."""
        chosen = {**query.fixed, **bound}
        return _seconds(lambda: self._connection.execute(query.sql.encode(), chosen).fetchall())

    def get(self, path: str, **headers: str) -> float:
        """The seconds that the application takes."""
        return _seconds(lambda: self.answer(path, **headers))

    def answer(self, path: str, **headers: str) -> httpx.Response:
        """The answer, which is whole or unchanged."""
        answer = self._client.get(path, headers=headers)
        if answer.status_code not in (200, 304):
            answer.raise_for_status()
        return answer


def _seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def districts(pair: Pair, k: int) -> float:
    """Counts of every district and domain ÷ SQL; one more life cycle each round makes another question."""
    chosen = Filter(status=STATES[: k + 1])
    alone = pair.sql(queries.domain_counts(shape(chosen)), values(chosen))
    return pair.get(f"/api/insight/districts?status={','.join(chosen['status'])}") / alone


def hexagons(pair: Pair, k: int) -> float:
    """The hexagon grid of the whole city ÷ SQL."""
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
    return pair.get(path, **{"If-None-Match": pair.answer(path).headers["etag"]}) / made


def measured(url: str, ours: Running, rounds: int) -> list[Question]:
    """All questions; `ours` keeps its answers, in one worker: another one would not know them."""
    with (
        psycopg.connect(conninfo(url, SECONDS), autocommit=True) as connection,
        httpx.Client(base_url=ours.address, trust_env=False, timeout=SECONDS) as client,
    ):
        pair, found = Pair(connection, client), []
        for question in (districts, hexagons, kept, unchanged):
            question(pair, 0)
            heading = (question.__doc__ or "").partition(";")[0].rstrip(".")
            found.append(Question(heading, [question(pair, k) for k in range(1, rounds + 1)]))
        return found


def surface_cpu() -> float:
    """CPU seconds of a 512 × 512 surface of 100,000 points, with its raster."""
    rng = np.random.default_rng(1)
    x, y = rng.uniform(600_000, 700_000, POINTS), rng.uniform(3_400_000, 3_530_000, POINTS)
    density.raster(density.surface(x[:10], y[:10], np.ones(10), 3000, SIZE), 256)
    began = time.process_time()
    density.raster(density.surface(x, y, np.ones(POINTS), 3000, SIZE), 256)
    return time.process_time() - began
