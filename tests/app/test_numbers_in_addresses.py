"""A number of an address stands with all its digits in every link, field, download and frame that the answer writes."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.datastructures import QueryParams

from app.analysis.places import shown_sites
from app.analysis.question import parse_question
from app.platforms.filter import parse_filter
from tests.support.embed_vocabulary import VOCABULARY

NEAR, RADIUS, BBOX = "121.47371234567,31.23045678901", "123456.7", "121.1234567,30.9876543,121.7654321,31.4567891"
SITES = "121.4737123,31.2304567;121.6012345,31.1998877"


def numbers(text: str) -> list[float]:
    return [float(part) for part in re.split("[,;]", text)]


def written(page: str, name: str) -> list[str]:
    """The values of a parameter in all addresses and form fields of a page."""
    # An address inside another one (oEmbed) or inside a shown snippet is escaped once more.
    text = unescape(unescape(page))
    queries = [
        urlsplit(address).query for address in re.findall(r"(?:href|src|content|data-[a-z]+)=\"([^\"]*)\"", text)
    ]
    in_links = [value for query in queries for value in parse_qs(query).get(name, [])]
    fields = [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", text)]
    in_fields = [field["value"] for field in fields if field.get("name") == name and "value" in field]
    select = re.search(rf'<select[^>]*name="{name}"[^>]*>.*?</select>', text, re.DOTALL)
    chosen = re.findall(r'<option(?=[^>]* selected)[^>]*value="([^"]*)"', select[0]) if select else []
    return [*in_links, *in_fields, *chosen]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/", {"near": NEAR, "radius": RADIUS}),
        ("/", {"bbox": BBOX}),
        ("/panel", {"near": NEAR, "radius": RADIUS}),
        ("/embed/v1", {"near": NEAR, "radius": RADIUS, "bbox": BBOX}),
        ("/insight", {"near": NEAR, "radius": RADIUS}),
        ("/insight", {"topic": "cells", "cell": "2345.6789"}),
        ("/insight", {"topic": "cells", "cells": "density", "bandwidth": "3456.7891"}),
        ("/insight", {"topic": "cells", "cells": "clusters", "eps": "12345.678"}),
        ("/insight", {"topic": "gaps", "reach": "5432.1234"}),
        ("/insight", {"topic": "siting", "reach": "5432.1234", "sites": SITES}),
    ],
)
def test_what_an_answer_writes_means_the_same_numbers(client: httpx.Client, path: str, given: dict[str, str]) -> None:
    answer = client.get(path, params=given)
    assert answer.status_code == 200
    for name in given.keys() - {"topic", "cells"}:
        values = written(answer.text, name)
        assert values, name
        removed = {text for text in values if name == "sites" and len(numbers(text)) < len(numbers(SITES))}
        assert {tuple(numbers(text)) for text in set(values) - removed} == {tuple(numbers(given[name]))}, name
        assert all(set(numbers(text)) <= set(numbers(SITES)) for text in removed)


def test_an_address_that_is_read_and_written_is_read_alike() -> None:
    params = QueryParams({"near": NEAR, "radius": RADIUS, "bbox": BBOX})
    filter = parse_filter(params, VOCABULARY).filter
    assert filter.near == tuple(numbers(NEAR))
    assert filter.radius == float(RADIUS)
    assert parse_filter(QueryParams(filter.query()), VOCABULARY).filter == filter
    sites = parse_question(QueryParams({"sites": SITES}), VOCABULARY).question.sites
    assert parse_question(QueryParams({"sites": shown_sites(sites)}), VOCABULARY).question.sites == sites
