"""Routing services on loopback, which answer as their public documentation says, or fail as it says they may."""

import json
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.loopback import Quiet, listening

Reply = tuple[int, Any]


def osrm(path: str, seconds: Callable[[int], float | None]) -> Reply:
    """The table service: a row for each source, a column for each destination; null where there is no way."""
    points = urlsplit(path).path.rsplit("/", 1)[-1].split(";")
    query = parse_qs(urlsplit(path).query)
    columns = [int(each) for each in query["destinations"][0].split(";")]
    assert query["sources"] == ["0"]
    assert columns == list(range(1, len(points)))
    return 200, {
        "code": "Ok",
        "durations": [[seconds(column - 1) for column in columns]],
        "sources": [],
        "destinations": [],
    }


UNCONNECTED = {
    "error_code": 170,
    "error": "Locations are in unconnected regions. Go check/edit the map at osm.org",
    "status_code": 400,
    "status": "Bad Request",
}
"""What Valhalla 3.9.1 answers to a whole question of which one point lies outside of its tiles."""


def valhalla(body: Any, seconds: Callable[[int], float | None], off_road: Container[Any]) -> Reply:
    """The matrix in its long form, as Valhalla 3.9.1 answers: a pair with its time, null where there is no way."""
    if any((each["lon"], each["lat"]) in off_road for each in (*body["sources"], *body["targets"])):
        return 400, UNCONNECTED
    row = [
        {"from_index": 0, "to_index": number, "time": None, "distance": None, "cost": None}
        if seconds(number) is None
        else {"from_index": 0, "to_index": number, "time": seconds(number), "distance": 6.01, "cost": 266.41}
        | {"begin_heading": 0.0, "end_heading": 0.0, "begin_lat": 31.146, "begin_lon": 121.6, "end_lat": 31.2}
        for number in range(len(body["targets"]))
    ]
    return 200, {"sources_to_targets": [row[::-1]], "units": "kilometers", "algorithm": "costmatrix"}


def amap(path: str, seconds: Callable[[int], float | None]) -> Reply:
    """Distance measurement: numbers are texts, a start without a way has a code."""
    starts = parse_qs(urlsplit(path).query)["origins"][0].split("|")
    results = [
        {"origin_id": str(number), "dest_id": "1", "distance": "1", "duration": str(seconds(number - 1))}
        if seconds(number - 1) is not None
        else {"origin_id": str(number), "dest_id": "1", "info": "NO_ROADS_NEARBY", "code": "2"}
        for number in range(1, len(starts) + 1)
    ]
    return 200, {"status": "1", "info": "OK", "infocode": "10000", "results": results}


class RoadHost:
    """A service that keeps what it was asked. `script` gives the next answers; afterwards all ways take `seconds`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.script: list[Reply] = []
        self.wait_s = 0.0
        self.seconds: Callable[[int], float | None] = lambda number: 600.0 + 60 * number
        self.off_road: set[tuple[float, float]] = set()
        self.address = ""

    def answer(self, path: str, body: Any) -> Reply:
        self.asked.append(path)
        time.sleep(self.wait_s)
        if self.script:
            return self.script.pop(0)
        if path.startswith("/table/v1/driving/"):
            return osrm(path, self.seconds)
        if path.startswith("/sources_to_targets"):
            return valhalla(body, self.seconds, self.off_road)
        return amap(path, self.seconds)


@contextmanager
def road_host() -> Iterator[RoadHost]:
    """A host on a free port."""
    host = RoadHost()

    class Handler(Quiet):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: Any) -> None:
            status, document = host.answer(self.path, body)
            with suppress(BrokenPipeError, ConnectionResetError):  # The one who asked did not wait.
                self.answer_json(status, document)

    with listening(Handler) as host.address:
        yield host
