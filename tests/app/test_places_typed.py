"""A place that no record writes leads to what is near it, and words of a whole sentence do not empty the list."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

AT_PLACES = {
    "徐家汇": {"near", "radius"},
    "人民广场附近的平台": {"near", "radius", "kind"},
    "xujiahui": {"near", "radius"},
    "renminguangchang": {"near", "radius", "kind"},
    "上海科技大学": {"near", "radius"},
    "华师大": {"near", "radius"},
    "紫竹": {"near", "radius"},
    "徐家汇 机器人": {"q", "near", "radius", "kind"},
    # Nothing is within five kilometres: all are listed, the nearest first.
    "七宝": {"near"},
}
SENTENCES = {
    "哪里可以做医疗器械的临床前验证": {"service": ["clinical-access"]},
    "想把论文成果做成样机": {"service": ["prototype"]},
    "brain computer interface platforms in Shanghai": {"domain": ["bci"]},
    "上海 量子": {"domain": ["quantum"]},
}


def led_to(client: httpx.Client, words: str) -> tuple[dict[str, list[str]], str]:
    """The query that the words lead to, and the page there."""
    answer = client.get("/en/", params={"q": words})
    assert answer.status_code == 302, words
    location = answer.headers["location"]
    return parse_qs(urlsplit(location).query), client.get(location).text


@pytest.mark.parametrize("words", AT_PLACES)
def test_a_place_leads_to_what_is_near(client: httpx.Client, words: str) -> None:
    query, page = led_to(client, words)
    assert query.keys() == AT_PLACES[words]
    assert 'class="card-name"' in page
    assert 'class="chip-k">Near' in page


@pytest.mark.parametrize("words", SENTENCES)
def test_a_sentence_leads_to_records(client: httpx.Client, words: str) -> None:
    query, page = led_to(client, words)
    assert SENTENCES[words].items() <= query.items(), query
    assert 'class="card-name"' in page


def test_words_with_records_of_their_own_stay_words(client: httpx.Client) -> None:
    for words in ("漕河泾", "复旦", "上海"):
        answer = client.get("/", params={"q": words})
        assert "near=" not in answer.headers.get("location", ""), words
