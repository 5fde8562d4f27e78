"""What downloads need: a few places of their own, so that long ones keep no connection from the pages."""

from app.web.provided import Provided
from app.web.turn import Turn

PLACES = 2


class Downloading(Turn):
    """Two downloads at a time, each on a connection of its own beside the pool; the others wait in order."""

    def __init__(self) -> None:
        super().__init__(PLACES)


downloading_of = Provided(Downloading)
