"""What handlers need of the match: turns, since ranking a million records takes half a second of a processor."""

from app.web.provided import Provided
from app.web.turn import Turn


class Matching(Turn):
    """Two rankings at a time: other answers need the processor, too."""

    def __init__(self) -> None:
        super().__init__(2)


matching_of = Provided(Matching)
