"""Base layers are relayed: one host for the browser, the key stays here, failures are plain."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from app.settings import Settings, TileSource
from app.tiles.relay import Relay
from tests.support.loop import finished
from tests.support.loopback import listening
from tests.support.server import running
from tests.support.tile_host import PNG, Upstream


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    with listening(Upstream) as address:
        yield address


def layer(name: str, host: str) -> TileSource:
    return TileSource(
        name=name,
        label_zh="底图",
        label_en="Base",
        url=f"{host}/{name}/{{z}}/{{x}}/{{y}}?key={{key}}",
        key="secret-key",
        attribution="test",
        approval_number="GS(2026)0001",
        max_zoom=10,
    )


@pytest.fixture(scope="module")
def relaying(upstream: str, real_url: str) -> Iterator[httpx.Client]:
    good = [layer(name, upstream) for name in ("good", "redirect", "text", "large")]
    layers = [*good, layer("away", "http://127.0.0.1:9")]
    settings = Settings(database_url=real_url, base_layers=layers, tile_timeout=2)
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


def test_a_tile_is_relayed_and_kept(relaying: httpx.Client) -> None:
    Upstream.asked.clear()
    for _ in range(2):
        answer = relaying.get("/tiles/base/good/base/3/4/2")
        assert (answer.status_code, answer.content) == (200, PNG)
        assert "secret-key" not in str(answer.headers)
    assert Upstream.asked == ["/good/3/4/2?key=secret-key"]


def requested(upstream: str, room: int, *groups: tuple[int, ...]) -> list[str]:
    """The columns of tiles that the host was asked for, where the cache has `room` bytes.

    The tiles of a group are asked for at the same time, the groups one after another.
    """

    async def work() -> None:
        relay = Relay(Settings(base_layers=[layer("good", upstream)], tile_cache_bytes=room))
        for group in groups:
            tiles = await asyncio.gather(*(relay.tile("good", "base", 3, x, 0) for x in group))
            assert {tile.body for tile in tiles} == {PNG}
        await relay.close()

    Upstream.asked.clear()
    finished(work())
    return [path.split("/")[3] for path in Upstream.asked]


def test_a_full_cache_forgets_the_tile_that_nobody_used_for_longest(upstream: str) -> None:
    two = 2 * len(PNG)
    assert requested(upstream, two, (0,), (1,), (0,), (2,), (0,), (1,)) == ["0", "1", "2", "1"]


def test_a_tile_fetched_twice_at_once_takes_its_room_once(upstream: str) -> None:
    two = 2 * len(PNG)
    assert requested(upstream, two, (0, 0), (1,), (0,), (1,)) == ["0", "0", "1"]


def test_a_tile_larger_than_the_cache_is_answered(upstream: str) -> None:
    assert requested(upstream, len(PNG) - 1, (0,), (0,)) == ["0", "0"]


@pytest.mark.parametrize("name", ["redirect", "text", "large", "away"])
def test_a_bad_host_is_a_502(relaying: httpx.Client, name: str) -> None:
    Upstream.asked.clear()
    answer = relaying.get(f"/tiles/base/{name}/base/3/4/2")
    assert answer.status_code == 502
    assert "secret-key" not in answer.text
    assert not [path for path in Upstream.asked if "elsewhere" in path]


@pytest.mark.parametrize(
    "path", ["good/base/11/0/0", "good/base/3/8/0", "good/base/3/-1/0", "good/labels/3/1/1", "no/base/1/0/0"]
)
def test_only_tiles_that_there_are(relaying: httpx.Client, path: str) -> None:
    Upstream.asked.clear()
    assert relaying.get(f"/tiles/base/{path}").status_code == 404
    assert Upstream.asked == []


def test_the_key_is_in_no_page(relaying: httpx.Client) -> None:
    assert "secret-key" not in relaying.get("/").text
