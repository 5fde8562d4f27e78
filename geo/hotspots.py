"""Hot spots and clustering of counts in cells, tested against records dropped at random on land."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geo.comparisons import corrected
from geo.loading import LOADING

Numbers = NDArray[np.float64]
FEWEST_CELLS = 30
DRAWS = 999
AT_ONCE = 64
"""Draws that are held together: all of them would take some hundred megabytes where cells are small."""
SEED = 20251107
LEVEL, STRICT_LEVEL = 0.05, 0.01
Significance = Literal["hot-01", "hot-05", "none"]


@dataclass(frozen=True)
class HotSpots:
    """Per cell: the records in it and its ring, `near`, and how many chance would put there, `expected`.

    `p` is the probability of `near` records or more by chance, `p_adjusted` the same after Benjamini and Hochberg's
    correction for the number of cells. `kept`: the cell holds records and stands out at 5 % after correction.
    Moran's I is of the whole, beside the mean of the draws and the share of the draws that reach it.
    """

    near: Numbers
    expected: Numbers
    p: Numbers
    p_adjusted: Numbers
    kept: NDArray[np.bool_]
    moran: float
    moran_expected: float
    moran_p: float


def enough(counts: Numbers) -> bool:
    """Whether there are enough non-empty cells for a statistic: 30."""
    return int((counts > 0).sum()) >= FEWEST_CELLS


def hot_spots(x: Numbers, y: Numbers, counts: Numbers, land: Numbers, width: float) -> HotSpots:
    """Which cells, with the ring around them, hold more records than chance, and whether the whole is clustered.

    Null model: the same number n of records, each dropped on a cell with a probability that is proportional to its
    land area. The records of a cell and its ring are then binomial (n, share of land), and
    p = P(X ≥ k) is exact. The cells of the city, empty ones too, are corrected together (Benjamini and Hochberg 1995,
    J. R. Stat. Soc. B 57, 289).

    x, y are the centres of hexagons in metres, `width` the distance between neighbours' centres; `land` is in any
    unit, above 0 in each cell. The ring are the cells that share a side. Raises ValueError where `enough` is false.
    """
    if not enough(counts):
        raise ValueError("too few non-empty cells")
    ring, share = ring_of(x, y, width), land / land.sum()
    return HotSpots(*standing_out(counts, share, ring), *clustering(counts, share, ring))


def standing_out(
    counts: Numbers, share: Numbers, ring: Any
) -> tuple[Numbers, Numbers, Numbers, Numbers, NDArray[np.bool_]]:
    """`near`, `expected`, `p`, `p_adjusted` and `kept` of each cell; `share` is its share of all land."""
    with LOADING:
        from scipy.special import bdtrc

    n = int(counts.sum())
    near = counts + ring @ counts
    share_near = np.minimum(share + ring @ share, 1.0)
    p = np.asarray(bdtrc(near - 1, n, share_near), dtype=float)
    adjusted = corrected(p)
    return near, n * share_near, p, adjusted, (adjusted <= LEVEL) & (counts > 0)


def clustering(counts: Numbers, share: Numbers, ring: Any) -> tuple[float, float, float]:
    """Moran's I of count ÷ expected, its mean under the null model, and its one-sided p from seeded draws of it.

    I = N ÷ Σw · Σᵢⱼ wᵢⱼ (rᵢ − r̄)(rⱼ − r̄) ÷ Σᵢ (rᵢ − r̄)² (Moran 1950, Biometrika 37, 17), w = 1 between neighbours.
    p = (draws with I as large or larger + 1) ÷ (draws + 1).
    """
    n = int(counts.sum())
    random, scale = np.random.default_rng(SEED), n * share
    observed = float(_moran(counts[None, :] / scale, ring)[0])
    sizes = [min(AT_ONCE, DRAWS - begun) for begun in range(0, DRAWS, AT_ONCE)]
    by_chance = np.concatenate([_moran(random.multinomial(n, share, size=size) / scale, ring) for size in sizes])
    reached = int((by_chance >= observed - 1e-12).sum())
    return observed, float(by_chance.mean()), (reached + 1) / (DRAWS + 1)


def _moran(ratios: Numbers, ring: Any) -> Numbers:
    """Moran's I of each row. Most cells are empty, so sparse sums are many times quicker than full ones."""
    with LOADING:
        from scipy.sparse import csr_array

    rows = csr_array(ratios)
    cells, links = ratios.shape[1], ring.sum()
    mean = np.asarray(rows.sum(axis=1)) / cells
    products = np.asarray(rows.multiply(rows @ ring).sum(axis=1))
    sums = np.asarray(rows @ ring.sum(axis=1))
    squares: Numbers = np.asarray(rows.multiply(rows).sum(axis=1))
    covariance = products - 2 * mean * sums + mean**2 * links
    return np.asarray(cells / links * covariance / (squares - cells * mean**2), dtype=float)


def ring_of(x: Numbers, y: Numbers, width: float) -> Any:
    """1 between neighbours, as a sparse matrix."""
    with LOADING:
        from scipy.sparse import csr_array
        from scipy.spatial import cKDTree

    pairs = cKDTree(np.column_stack([x, y])).query_pairs(width * 1.05, output_type="ndarray")
    one, two = np.concatenate([pairs, pairs[:, ::-1]]).T
    return csr_array((np.ones(len(one)), (one, two)), shape=(len(x), len(x)))


def significance(p_adjusted: float, kept: bool) -> Significance:
    """The class of one cell on the map: only cells that stand out after correction have a colour."""
    if not kept:
        return "none"
    return "hot-01" if p_adjusted <= STRICT_LEVEL else "hot-05"
