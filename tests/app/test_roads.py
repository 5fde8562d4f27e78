"""Times by road: each service is asked as it is documented, a failure is said, and the estimate stands instead."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.match.roads.roads import FAILURES, GROUP, MOST_IN_VAIN, Answer, Roads
from app.pages.match.page import MOST
from app.settings import Settings
from geo.travel import band, road_band
from tests.support.loop import finished
from tests.support.road_host import Reply, RoadHost, road_host
from tests.support.server import running

HERE, PLACES = (121.602, 31.146), [(121.60, 31.20), (121.44, 31.02), (121.93, 30.89)]
QUOTA = (200, {"status": "0", "info": "DAILY_QUERY_OVER_LIMIT", "infocode": "10003"})
NO_TIMES = (b"NaN", b"Infinity", b"-60", b"1e9", b"true", b'"soon"')
"""What JSON may say in the place of seconds, as Python reads it."""
BUSY = (200, {"status": "0", "info": "CUQPS_HAS_EXCEEDED_THE_LIMIT", "infocode": "10021"})


@pytest.fixture
def host() -> Iterator[RoadHost]:
    with road_host() as opened:
        yield opened


def settings(host: RoadHost, service: Any, **more: Any) -> Settings:
    return Settings(routing_service=service, routing_url=host.address, routing_source="Roads of test", **more)


def asked(host: RoadHost, service: str, times: int = 1, **more: Any) -> list[Answer]:
    """The answers to one question after the other, each from another start, so that none is kept."""

    async def ask() -> list[Answer]:
        roads = Roads(settings(host, service, **more))
        try:
            return [await roads.minutes((HERE[0] + n / 100, HERE[1]), PLACES) for n in range(times)]
        finally:
            await roads.close()

    return finished(ask())


@pytest.mark.parametrize("service", ["osrm", "valhalla", "amap"])
def test_every_service_is_asked_once_and_tells_what_has_no_way(host: RoadHost, service: str) -> None:
    host.seconds = lambda number: None if number == 1 else 600.0 + 60 * number
    [answer] = asked(host, service, routing_key="secret")
    assert answer == Answer([10.0, None, 12.0], "Roads of test")
    assert len(host.asked) == 1


def test_valhallas_short_form_is_read_and_amap_is_told_positions_of_its_own_datum(host: RoadHost) -> None:
    host.script = [(200, {"sources_to_targets": {"durations": [[60, None, 120]], "distances": [[1, None, 2]]}})]
    assert asked(host, "valhalla")[0].minutes == [1.0, None, 2.0]
    asked(host, "amap", routing_key="secret")
    query = parse_qs(urlsplit(host.asked[-1]).query)
    # GCJ-02 lies some 500 m from WGS-84 here, both ways.
    lon, lat = map(float, query["destination"][0].split(","))
    assert 0.003 < lon - HERE[0] < 0.006
    assert -0.003 < lat - HERE[1] < -0.001
    assert (query["type"], query["key"], len(query["origins"][0].split("|"))) == (["1"], ["secret"], 3)


@pytest.mark.parametrize(
    ("service", "script", "questions", "failed"),
    [
        ("osrm", [(500, {}), (503, b"busy")], 3, False),
        ("osrm", [(429, {"message": "Too Many Requests"})] * 3, 3, True),
        ("osrm", [(400, {"code": "TooBig", "message": "Too many table coordinates"})], 1, True),
        ("osrm", [(200, b"<html>")], 1, True),
        ("osrm", [(200, {"code": "Ok", "durations": [[1.0]]})], 1, True),
        ("osrm", [(302, {})], 1, True),
        *(("osrm", [(200, b'{"code": "Ok", "durations": [[60, 90, %s]]}' % bad)], 1, True) for bad in NO_TIMES),
        ("osrm", [(200, b"[" * 2_000_000)], 1, True),
        ("valhalla", [(400, {"error_code": 154, "error": "Path distance exceeds the max distance limit"})], 1, True),
        ("amap", [BUSY], 2, False),
        ("amap", [QUOTA], 1, True),
        ("amap", [(200, {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"})], 1, True),
    ],
)
def test_what_may_pass_is_asked_again_and_the_rest_is_not(
    host: RoadHost, service: str, script: list[Reply], questions: int, failed: bool
) -> None:
    host.script = list(script)
    [answer] = asked(host, service, routing_key="secret")
    assert (answer.failed, answer.minutes) == (failed, [] if failed else [10.0, 11.0, 12.0])
    assert len(host.asked) == questions


def test_a_place_without_a_road_takes_no_time_from_the_others(host: RoadHost) -> None:
    """Valhalla refuses all for one point outside of its tiles: the others are asked without it."""
    host.off_road, host.seconds = {PLACES[2]}, lambda number: 600.0
    assert asked(host, "valhalla") == [Answer([10.0, 10.0, None], "Roads of test")]
    assert len(host.asked) <= 5


def test_whoever_starts_where_no_road_is_does_not_silence_the_service(host: RoadHost) -> None:
    sea = (123.5, 31.1)
    host.off_road = {sea}

    async def ask() -> list[Answer]:
        roads = Roads(settings(host, "valhalla"))
        try:
            starts = [*((sea[0], sea[1]) for _ in range(FAILURES + 1)), HERE]
            return [await roads.minutes(start, PLACES * (n + 1)) for n, start in enumerate(starts)]
        finally:
            await roads.close()

    *at_sea, on_land = finished(ask())
    assert all(answer.nowhere and not answer.failed for answer in at_sea)
    assert on_land.minutes[:2] == [10.0, 11.0]
    assert len(host.asked) <= MOST_IN_VAIN * len(at_sea) + 1


def test_a_slow_service_is_not_waited_for_and_one_that_fails_has_a_rest(
    host: RoadHost, caplog: pytest.LogCaptureFixture
) -> None:
    host.wait_s = 1.0
    answers = asked(host, "amap", FAILURES + 3, routing_key="secret", routing_timeout=0.2)
    assert all(answer.failed for answer in answers)
    assert len(host.asked) <= FAILURES
    assert "secret" not in caplog.text
    assert "no times by road" in caplog.text


def test_a_band_by_road_is_as_wide_as_the_positions_are_uncertain() -> None:
    exact, ring = road_band(30.0, 0.0), road_band(30.0, 1500.0)
    assert (exact.low, exact.high) == (30.0, 30.0)
    assert ring.low == pytest.approx(30.0 - 1500 * 1.4 * 60 / 28_000)
    assert ring.high == pytest.approx(30.0 + band(0.0, 1500.0).high)
    assert road_band(1.0, 4500.0).low == 0.0


ASKED = "domain=synbio&stage=lab&want=voucher&origin=zhangjiang"


def test_the_first_of_the_order_are_judged_by_road_and_say_so(
    host: RoadHost, client: httpx.Client, real_url: str
) -> None:
    """Far by road, a near one loses its points for reach; page and API agree; a failure gives the estimate's order."""
    estimate = client.get(f"/api/match?{ASKED}&top=60").json()
    first = estimate["matches"][0]["id"]
    assert estimate["roads"] is None
    host.seconds = lambda number: 9000.0 if number == 0 else 600.0
    with (
        running(settings(host, "osrm", database_url=real_url)) as at,
        httpx.Client(base_url=at, trust_env=False, timeout=60) as site,
    ):
        by_road = site.get(f"/api/match?{ASKED}&top=60").json()
        assert by_road["roads"] == {"source": "Roads of test", "answered": True}
        judged = {each["id"]: each for each in by_road["matches"]}
        lines = {line["criterion"]: line for line in judged[first]["lines"]}
        assert (lines["reach"]["verdict"], judged[first]["byRoad"]) == ("not-met", True)
        scores = [each["score"] for each in by_road["matches"]]
        assert scores == sorted(scores, reverse=True)
        assert all(each["score"] == sum(line["points"] for line in each["lines"]) for each in by_road["matches"])
        page = site.get(f"/en/match?{ASKED}&top=60").text
        shown = re.findall(r'<article class="card m-\w+".*?data-id="([^"]+)"', page, re.S)
        assert shown == [each["id"] for each in by_road["matches"]][:MOST]
        assert by_road["numberMatched"] <= GROUP
        assert "The time is by road, source: Roads of test; what has no road" in page
        assert "min by road; only its" in page
        assert len(host.asked) == 1, "page and API ask once"
        host.script = [(503, {})] * 30
        failed = site.get(f"/en/match?{ASKED.replace('zhangjiang', 'lingang')}").text
        assert "The routing service (Roads of test) does not answer just now" in failed
        assert "(estimate)" in failed
        again = site.get(f"/api/match?{ASKED.replace('zhangjiang', 'lingang')}").json()
        usual = client.get(f"/api/match?{ASKED.replace('zhangjiang', 'lingang')}").json()
        assert again["roads"] == {"source": "Roads of test", "answered": False}
        assert [each["id"] for each in again["matches"]] == [each["id"] for each in usual["matches"]]


def test_a_service_needs_its_address_and_its_name() -> None:
    assert "SERVICEMAP_ROUTING_URL" in " ".join(Settings(routing_service="osrm").missing())
    assert Settings().missing() == []
