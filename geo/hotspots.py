"""Hot spots and spatial autocorrelation of counts in cells, by PySAL, only where there is enough to say."""

import threading
import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

FEWEST_CELLS = 30
PERMUTATIONS = 999
SEED = 20251107
ONE_AT_A_TIME = threading.Lock()
"""The seeds are numpy's own: two computations at the same time would disturb each other's draws."""
Significance = Literal["hot-01", "hot-05", "cold-05", "cold-01", "none"]


@dataclass(frozen=True)
class HotSpots:
    """Per cell Getis-Ord Gi* as `z` with its permutation `p` (one-sided); Moran's I of all cells with its `p`.

    `kept` tells which cells stay significant at 5 % after Benjamini and Hochberg's correction for many cells.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    kept: NDArray[np.bool_]
    moran: float
    moran_expected: float
    moran_p: float


def enough(counts: NDArray[np.float64]) -> bool:
    """Whether there are enough non-empty cells for a statistic: 30."""
    return int((counts > 0).sum()) >= FEWEST_CELLS


def hot_spots(x: NDArray[np.float64], y: NDArray[np.float64], counts: NDArray[np.float64], width: float) -> HotSpots:
    """Gi* (Ord and Getis 1995) and Moran's I (1950), 999 seeded conditional permutations each.

    x, y are the centres of hexagons in metres, `width` the distance between neighbours' centres; empty cells are
    given too. Neighbours are the cells that share a side. Raises ValueError where `enough` is false.
    """
    import esda

    if not enough(counts):
        raise ValueError("too few non-empty cells")
    with ONE_AT_A_TIME, warnings.catch_warnings():
        # Islands of the city are islands of the grid.
        warnings.simplefilter("ignore", UserWarning)
        weights = _weights(x, y, width)
        local = esda.G_Local(counts, weights, transform="B", permutations=PERMUTATIONS, star=True, seed=SEED, n_jobs=1)
        np.random.seed(SEED)  # esda's Moran draws from numpy's global generator
        whole = esda.Moran(counts, weights, transformation="R", permutations=PERMUTATIONS)
    p = pseudo_p(np.asarray(local.Gs, dtype=float), np.asarray(local.sim, dtype=float))
    kept = p <= float(esda.fdr(p, 0.05))
    return HotSpots(np.asarray(local.Zs, dtype=float), p, kept, float(whole.I), float(whole.EI), float(whole.p_sim))


def _weights(x: NDArray[np.float64], y: NDArray[np.float64], width: float) -> Any:
    from libpysal.weights import DistanceBand

    return DistanceBand(np.column_stack([x, y]), threshold=width * 1.05, binary=True, silence_warnings=True)


def pseudo_p(observed: NDArray[np.float64], simulated: NDArray[np.float64]) -> NDArray[np.float64]:
    """One-sided pseudo p-values of `simulated[permutation, cell]`, the smaller of both sides.

    A permutation that ties with what was observed counts for both sides. Where most cells are empty most do tie;
    counted for one side only, as `p_sim` of esda has it, every empty cell would be a cold spot.
    """
    close = 1e-9 * max(float(np.abs(observed).max()), 1e-300)
    above = (simulated >= observed - close).sum(axis=0)
    below = (simulated <= observed + close).sum(axis=0)
    return np.asarray((np.minimum(above, below) + 1) / (len(simulated) + 1), dtype=float)


def significance(z: float, p: float) -> Significance:
    """The class of one cell on the map."""
    if p > 0.05:
        return "none"
    if z > 0:
        return "hot-01" if p <= 0.01 else "hot-05"
    return "cold-01" if p <= 0.01 else "cold-05"
