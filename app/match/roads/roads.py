"""Asks the configured routing service, with a deadline, retries and a breaker; what fails is no error of ours."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import stamina
from cachetools import TTLCache
from circuitbreaker import CircuitBreaker, CircuitBreakerError

from app.errors import RoadsAwayError, RoadsNowhereError, RoadsRefusedError
from app.match.roads.services import SERVICES, Place, Question, Seconds, Service
from app.settings import Settings

GROUP = 50
"""So many of the first candidates are asked for, in one request: public services take a hundred points."""
KEPT_S = 600.0
"""Times stay the same for so long: the pages of one order must not tell different ones."""
MOST_BYTES = 1024 * 1024
MOST_PARTS, MOST_IN_VAIN = 24, 7
"""So many parts of one question are asked one by one, and so many while none of them is answered."""
ATTEMPTS, FIRST_WAIT_S, LONGEST_WAIT_S = 3, 0.1, 0.5
FAILURES, REST_S = 3, 60.0
"""After so many questions in a row that failed nobody is asked for so many seconds."""
log = logging.getLogger("servicemap.roads")


@dataclass(frozen=True)
class Answer:
    """Minutes by road, None for a place without a way; `failed`: it was asked and gave none."""

    minutes: list[float | None] = field(default_factory=list)
    source: str = ""
    failed: bool = False

    @property
    def nowhere(self) -> bool:
        """Whether it answered, and knows no way at all: the starting point has no road."""
        return bool(self.minutes) and not any(each is not None for each in self.minutes)


class Roads:
    """The routing service of one application; without a setting it is asked nothing."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._service = settings.routing_service
        self._key = settings.routing_key
        self._deadline = settings.routing_timeout
        self.source = settings.routing_source
        self._kept: TTLCache[tuple[Place, ...], list[float | None]] = TTLCache(256, KEPT_S)
        failures = (RoadsAwayError, RoadsRefusedError)
        breaker = CircuitBreaker(FAILURES, int(REST_S), failures, name=f"roads {id(self)}")
        self._guarded: Callable[[Service, Place, Sequence[Place]], Awaitable[Seconds]] = breaker.decorate(self._in_time)
        self._client = httpx.AsyncClient(
            base_url=settings.routing_url,
            follow_redirects=False,
            timeout=settings.routing_timeout,
            transport=transport,
            headers={"User-Agent": "servicemap"},
        )

    @property
    def configured(self) -> bool:
        return self._service is not None

    async def close(self) -> None:
        await self._client.aclose()

    async def minutes(self, origin: Place, places: Sequence[Place]) -> Answer:
        """The minutes by road from the origin to each place. Never raises: a failure is said in the answer."""
        if self._service is None or not places:
            return Answer()
        points = tuple((round(lon, 5), round(lat, 5)) for lon, lat in (origin, *places))
        minutes = self._kept.get(points)
        if minutes is None:
            try:
                seconds = await self._guarded(self._service, points[0], points[1:])
            except (RoadsAwayError, RoadsRefusedError, CircuitBreakerError) as error:
                # Without the address: it holds the key.
                resting = isinstance(error, CircuitBreakerError)
                log.warning("no times by road: %s", "the service rests" if resting else error)
                return Answer(source=self.source, failed=True)
            minutes = self._kept[points] = [None if each is None else each / 60 for each in seconds]
        return Answer(minutes, self.source)

    async def _in_time(self, service: Service, origin: Place, places: Sequence[Place]) -> Seconds:
        """All attempts together take no longer than the deadline."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._asked(service, origin, places)
        except TimeoutError as error:
            raise RoadsAwayError("The routing service did not answer in time.") from error

    async def _asked(self, service: Service, origin: Place, places: Sequence[Place]) -> Seconds:
        """The seconds to each place. One that has no road makes a service refuse all: they are asked in halves then.

        A starting point without a road is no failure of the service: whoever asks from the sea must not silence it.
        """
        seconds: Seconds = [None] * len(places)
        parts, asked, answered = deque([(0, len(places))]), 0, False
        while parts and asked < (MOST_PARTS if answered else MOST_IN_VAIN):
            start, end = parts.popleft()
            asked += 1
            try:
                seconds[start:end] = await self._row(service, origin, places[start:end])
                answered = True
            except RoadsNowhereError:
                middle = (start + end) // 2
                parts.extend([(start, middle), (middle, end)] if end - start > 1 else [])
        return seconds

    async def _row(self, service: Service, origin: Place, places: Sequence[Place]) -> Seconds:
        ask, read = SERVICES[service]
        question, seconds = ask(origin, places, self._key), Seconds()
        async for attempt in stamina.retry_context(
            on=RoadsAwayError,
            attempts=ATTEMPTS,
            timeout=self._deadline,
            wait_initial=FIRST_WAIT_S,
            wait_max=LONGEST_WAIT_S,
        ):
            with attempt:
                seconds = _read(await self._sent(question), read)
        if len(seconds) != len(places):
            raise RoadsRefusedError("The routing service answered for other places.")
        return seconds

    async def _sent(self, question: Question) -> httpx.Response:
        """Raises RoadsAwayError for what may succeed when it is asked again."""
        method = "GET" if question.body is None else "POST"
        try:
            async with self._client.stream(method, question.path, params=question.query, json=question.body) as answer:
                body = b""
                async for chunk in answer.aiter_bytes():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        raise RoadsRefusedError("The routing service gave too large an answer.")
        except httpx.HTTPError as error:
            raise RoadsAwayError("The routing service was not reached.") from error
        if answer.status_code == 429 or answer.status_code >= 500:
            raise RoadsAwayError(f"The routing service answered {answer.status_code}.")
        return httpx.Response(answer.status_code, content=body)


def _read(answer: httpx.Response, read: Callable[[Any], Seconds]) -> Seconds:
    """Raises RoadsRefusedError for what is no answer of that service."""
    try:
        return read(answer.json())
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise RoadsRefusedError(f"The routing service answered {answer.status_code}, which says no times.") from error
