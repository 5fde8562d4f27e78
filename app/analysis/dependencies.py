"""What handlers need of the analysis: the land, and turns that keep it from taking every connection."""

from app.analysis.land import Land
from app.web.provided import Provided
from app.web.turn import Turn

land_of = Provided(Land)


class Solving(Turn):
    """One suggestion of sites at a time: the solver takes all of a processor for up to ten seconds."""

    def __init__(self) -> None:
        super().__init__(1)


class Analysing(Turn):
    """Two analyses at a time: each holds a connection while it computes, and other pages need some, too."""

    def __init__(self) -> None:
        super().__init__(2)


solving_of = Provided(Solving)
analysing_of = Provided(Analysing)
