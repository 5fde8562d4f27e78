"""Where pictures are drawn: one at a time, in a thread of their own, within a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.draw.ground import Grounds
from app.errors import NoAnswerError
from app.web.provided import Provided
from app.web.turn import Turn

Drawn = TypeVar("Drawn")
SECONDS = 60.0
"""The first picture of a process loads matplotlib and lists the fonts of the machine: a busy one takes its time."""


class Drawing(Turn):
    """One request for a share picture at a time has a connection: with those of the analysis, pages keep some.

    matplotlib keeps fonts per thread and shares settings among all: one thread has one set of fonts, and no two
    pictures see each other's settings.
    """

    def __init__(self, grounds: Grounds, seconds: float = SECONDS) -> None:
        super().__init__(1)
        self.grounds = grounds
        self._seconds = seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")

    async def draw(self, make: Callable[[], Drawn]) -> Drawn:
        """What `make` draws. Raises NoAnswerError where it takes too long; a picture that has begun is finished."""
        job = asyncio.get_running_loop().run_in_executor(self._thread, make)
        try:
            return await asyncio.wait_for(job, self._seconds)
        except TimeoutError as error:
            raise NoAnswerError("The picture was not drawn in time. Try again, or with fewer platforms.") from error

    def close(self) -> None:
        """End the thread once it has finished what it draws."""
        self._thread.shutdown(wait=False, cancel_futures=True)


drawing_of = Provided(Drawing)
