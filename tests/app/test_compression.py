"""Compressed answers: the same text in every coding, with its ETag; what must stay plain stays plain."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable

import httpx
import pytest

from app.embed import host_script
from app.resources import locate
from app.web import compression
from app.web.bundle import asset, manifest

CODINGS = ("br", "zstd", "gzip")
TEXTS = (
    *("/", "/platform/sh-poc-009", "/embed/v1", "/api?f=html", "/api/openapi", "/api/basemap", "/api/insight/gaps"),
    *("/api/collections/platforms/items", "/api/collections/platforms/items?f=csv", "/api/insight/gaps?f=csv"),
    *("/embed/v1/embed.js", "/assets/main.js", "/assets/first.css"),
)
UNTAGGED = ("/api?f=html", "/api/openapi", "/embed/v1/embed.js")


def _address(text: str) -> str:
    folder, _, name = text.rpartition("/")
    return asset(name) if folder == "/assets" else text


def _get(client: httpx.Client, address: str, coding: str, **more: str) -> httpx.Response:
    return client.get(address, headers={"Accept-Encoding": coding, **more})


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_the_same_in_every_coding_and_known_by_its_etag(client: httpx.Client, text: str, coding: str) -> None:
    address = _address(text)
    plain = _get(client, address, "identity")
    assert "content-encoding" not in plain.headers
    answer = _get(client, address, coding)
    at_hand = coding == "zstd" and text.startswith("/assets/")
    assert answer.headers.get("content-encoding") == (None if at_hand else coding)
    assert _timeless(answer) == _timeless(plain)
    assert answer.headers["content-type"] == plain.headers["content-type"]
    if "content-length" in answer.headers and not at_hand:
        assert int(answer.headers["content-length"]) < len(plain.content)
    for one in (plain, answer):
        assert "accept-encoding" in one.headers["vary"].lower()
    if text not in UNTAGGED:
        again = _get(client, address, coding, **{"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == answer.headers["etag"]
        assert again.headers["vary"] == answer.headers["vary"]


def _timeless(answer: httpx.Response) -> bytes:
    """The bytes without the second in which an answer of items was made."""
    return re.sub(rb'"timeStamp":"[^"]*"', b"", answer.content)


def test_an_answer_keeps_what_it_varies_by(client: httpx.Client) -> None:
    for address, vary in (("/api/insight/gaps", "Accept, Accept-Encoding"), ("/api/basemap", "Accept-Encoding")):
        assert _get(client, address, "br").headers["vary"] == vary


@pytest.mark.parametrize("coding", CODINGS)
def test_an_error_that_is_long_is_compressed_and_says_so(client: httpx.Client, coding: str) -> None:
    answer = _get(client, "/nothing", coding, Accept="text/html")
    assert (answer.status_code, answer.headers["content-encoding"]) == (404, coding)
    assert "</html>" in answer.text


def test_the_kept_answer_is_compressed_once_in_each_coding(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    for coding, compress in compression.THOROUGH.items():

        def counted(body: bytes, name: str = coding, compress: Callable[[bytes], bytes] = compress) -> bytes:
            made.append(name)
            return compress(body)

        monkeypatch.setitem(compression.THOROUGH, coding, counted)
    # Nothing else asks for this one, so that nothing of it is kept yet.
    address = "/api/insight/gaps?kind=poc&stage=lab&fund=yes"
    texts = {_get(client, address, coding).text for coding in (*CODINGS, "identity", *CODINGS, *CODINGS)}
    assert len(texts) == 1
    assert sorted(made) == sorted(CODINGS)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_with_a_form_that_is_sent_stays_plain(client: httpx.Client, prefix: str) -> None:
    every = ", ".join(CODINGS)
    empty = _get(client, f"{prefix}/embed/doctor", every)
    snippet = '<iframe src="https://a.example/embed/v1"></iframe>' * 20
    sent = client.post(f"{prefix}/embed/doctor", data={"snippet": snippet}, headers={"Accept-Encoding": every})
    for answer in (empty, sent):
        assert answer.status_code == 200
        assert len(answer.content) > compression.SMALLEST
        assert "content-encoding" not in answer.headers
    assert sent.headers["cache-control"] == "no-store"


def test_what_is_compressed_already_and_what_is_short_leave_as_they_are(client: httpx.Client) -> None:
    comparison = "/api/insight/comparison?compare=310115,zhangjiang&f=xlsx"
    for address, least in ((comparison, compression.SMALLEST), ("/live", 0)):
        answer = _get(client, address, "br")
        assert answer.status_code == 200
        assert len(answer.content) > least
        assert answer.headers.get("content-encoding") is None, address


def test_every_text_of_the_bundle_has_its_compressed_forms_and_no_address_for_them(client: httpx.Client) -> None:
    texts = [name for name in manifest().values() if name.endswith((".js", ".css", ".svg"))]
    assert len(texts) == len(manifest())
    for name in texts:
        forms = [_get(client, f"/assets/{name}", coding) for coding in ("br", "gzip", "identity")]
        assert [form.headers.get("content-encoding") for form in forms] == ["br", "gzip", None]
        assert {form.content for form in forms} == {(locate().bundle / name).read_bytes()}
        assert len({form.headers["etag"] for form in forms}) == 3
        for ending in (".br", ".gz"):
            assert client.get(f"/assets/{name}{ending}").status_code == 404


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_head_and_range_of_an_asset(client: httpx.Client, coding: str) -> None:
    address = asset("first.css")
    whole, head = _get(client, address, coding), client.head(address, headers={"Accept-Encoding": coding})
    for name in ("content-length", "content-encoding", "content-type", "etag", "vary", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name), name
    assert head.content == b""
    with client.stream("GET", address, headers={"Accept-Encoding": coding}) as answer:
        sent = b"".join(answer.iter_raw())
    asked = {"Accept-Encoding": coding, "Range": "bytes=10-29", "If-Range": whole.headers["etag"]}
    with client.stream("GET", address, headers=asked) as part:
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes 10-29/{len(sent)}"
        assert b"".join(part.iter_raw()) == sent[10:30]


def test_the_pinned_host_script_keeps_its_integrity_in_every_coding(client: httpx.Client) -> None:
    script = host_script.current()
    for coding in (*CODINGS, "identity"):
        answer = _get(client, script.address, coding)
        assert answer.headers.get("content-encoding", "identity") == coding
        assert "sha384-" + b64encode(hashlib.sha384(answer.content).digest()).decode() == script.integrity


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", []),
        ("identity", []),
        ("gzip", ["gzip"]),
        ("gzip, deflate, br, zstd", ["br", "zstd", "gzip"]),
        ("BR ; Q=0.5 , gzip;q=1", ["br", "gzip"]),
        ("br;q=0, *", ["zstd", "gzip"]),
        ("*;q=0", []),
        ("gzip;q=much", []),
    ],
)
def test_which_codings_a_caller_takes(header: str, codings: list[str]) -> None:
    assert compression.accepted(header) == codings
