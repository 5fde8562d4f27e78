"""What handlers need of the match: turns, since ranking a million records takes half a second of a processor."""

import time

from starlette.requests import Request

from app.match.roads.roads import KEPT_S, Roads
from app.web.provided import Provided
from app.web.turn import Turn


class Matching(Turn):
    """Two rankings at a time: other answers need the processor, too."""

    def __init__(self) -> None:
        super().__init__(2)


matching_of = Provided(Matching)
roads_of = Provided(Roads)


def variant(request: Request) -> str:
    """What an answer depends on besides the data: with a routing service on the time, since its times are."""
    return f"roads {int(time.time() // KEPT_S)}" if roads_of.of(request.app).configured else ""
