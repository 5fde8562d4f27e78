"""What handlers need of the digest: a turn that keeps it from taking every connection, and from being too slow."""

from app.web.provided import Provided
from app.web.turn import Turn


class Digesting(Turn):
    """One digest at a time: of many changes each sorts for seconds, and two at once might both come too late."""

    def __init__(self) -> None:
        super().__init__(1)


digesting_of = Provided(Digesting)
