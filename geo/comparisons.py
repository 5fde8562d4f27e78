"""Several comparisons that are shown together, corrected for their number."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def corrected(p: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """p-values such that at most so large a part of those below is due to chance.

    Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, 289: each is multiplied by their number ÷ its rank, and none is
    above that of a larger one.
    """
    given = np.asarray(p, dtype=float)
    falling = np.argsort(-given, kind="stable")
    ranks = np.arange(len(given), 0, -1)
    adjusted = np.empty_like(given)
    adjusted[falling] = np.minimum(np.minimum.accumulate(given[falling] * len(given) / ranks), 1.0)
    return adjusted
