"""Addresses of a mix of requests: each once, or some far more often than others."""

import random
from collections.abc import Mapping

from bench.asks import Ask
from bench.draw import SEED, numbers

SKEWED = 5_000
"""So many addresses that some are asked for far more often than others."""
MIX = {
    "20 nearest": 3,
    "20 nearest of a domain": 2,
    "box, 100 by id": 3,
    "domain and district, 100": 4,
    "no filter, a later page": 2,
    "tile of clusters, zoom 12": 2,
    "tile of points, zoom 15": 1,
    "facets": 3,
    "item": 4,
}
"""The shares of the mix."""


def mixed(mix: Mapping[Ask, int], number: int, count: int) -> list[str]:
    """So many addresses, drawn by the shares of the mix."""
    rng = random.Random(SEED + number)
    draws = {ask.name: numbers(ask.ranges, SEED + number) for ask in mix}
    picked = rng.choices(list(mix), list(mix.values()), k=count)
    return [ask.address(next(draws[ask.name])) for ask in picked]


def skewed(mix: Mapping[Ask, int], number: int, count: int) -> list[str]:
    """So many addresses, some asked for far more often than others: the one of rank r as often as 1/r."""
    rng = random.Random(SEED + number)
    urls = mixed(mix, 0, SKEWED)
    return rng.choices(urls, [1 / rank for rank in range(1, SKEWED + 1)], k=count)
