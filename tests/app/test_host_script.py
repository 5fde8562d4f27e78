"""The host script by its hash: every version that was ever released is still there, unchanged and small."""

import base64
import gzip
import hashlib
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from app.embed import host_script
from app.errors import NotFoundError
from app.resources import locate
from app.web.bundle import manifest

GOLDEN = Path(__file__).parent / "golden" / "released_host_scripts.txt"
LISTED = dict(line.split() for line in GOLDEN.read_text("utf-8").splitlines())
"""Names and integrity of what was released. A line is never taken out: some page may pin it."""
RELEASED = sorted(locate().released.iterdir())
LARGEST = 4096


def test_the_built_script_is_released() -> None:
    built = locate().bundle / manifest()["embed.js"]
    kept = locate().released / built.name
    assert kept.is_file(), f"{built.name} is not released: (cd frontend && npm run release)"
    assert kept.read_bytes() == built.read_bytes()


def test_no_released_version_is_ever_lost_or_changed() -> None:
    # The first one of all: the list itself cannot be emptied.
    assert "embed.6776dbf139.js" in LISTED
    assert {path.name: host_script.integrity(path) for path in RELEASED} == LISTED


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_a_released_version_is_named_by_its_own_hash_and_small(path: Path) -> None:
    content = path.read_bytes()
    assert path.name == f"embed.{hashlib.sha256(content).hexdigest()[:10]}.js"
    assert len(gzip.compress(content)) < LARGEST


@pytest.mark.parametrize("name", LISTED)
def test_each_is_served_for_ever_to_any_origin(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/embed/v1/{name}", headers={"Origin": "https://www.example.gov.cn"})
    assert answer.status_code == 200
    assert "sha384-" + base64.b64encode(hashlib.sha384(answer.content).digest()).decode() == LISTED[name]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_current_version_is_what_the_plain_address_has(client: httpx.Client) -> None:
    plain = client.get("/embed/v1/embed.js")
    now = host_script.current()
    assert client.get(now.address).content == plain.content
    assert now.integrity == LISTED[now.address.rsplit("/", 1)[1]]
    assert plain.headers["cache-control"] == "public, max-age=3600"


def test_an_earlier_version_is_found_when_another_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(manifest(), "embed.js", "embed.0000000000.js")
    first = next(iter(LISTED))
    assert host_script.integrity(host_script.pinned(first.split(".")[1])) == LISTED[first]


@pytest.mark.parametrize("digest", ["0123456789", "", "..", "6776DBF139", "6776dbf139.js/../embed.6776dbf139"])
def test_no_other_name_is_a_version(client: httpx.Client, digest: str) -> None:
    with pytest.raises(NotFoundError):
        host_script.pinned(digest)
    assert client.get(f"/embed/v1/embed.{quote(digest, safe='')}.js").status_code == 404
