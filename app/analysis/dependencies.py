"""What handlers need of the analysis."""

import asyncio

from app.analysis.coverage import DemandGrids
from app.web.provided import Provided

demand_grids_of = Provided(DemandGrids)


class Solving(asyncio.Semaphore):
    """One suggestion of sites at a time: the solver takes all of a processor for up to ten seconds."""

    def __init__(self) -> None:
        super().__init__(1)


class Analysing(asyncio.Semaphore):
    """Two analyses at a time: each holds a connection while it computes, and other pages need some, too."""

    def __init__(self) -> None:
        super().__init__(2)


solving_of = Provided(Solving)
analysing_of = Provided(Analysing)
