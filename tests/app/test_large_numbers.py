"""Numbers of more than three digits are written with commas, also where they stand alone in a cell or a disc."""

import re

import httpx
import pytest

from tests.support.public_page import ALL_KINDS

ALONE = re.compile(r">\s*(\d{4,})\s*<")
YEAR = re.compile(r"(19|20)\d\d")
PAGES = (
    f"/?{ALL_KINDS}",
    f"/en/?{ALL_KINDS}&panel=filters",
    f"/?{ALL_KINDS}&q=xyzzyqq&stage=lab",
    "/en/insight",
    "/insight?topic=districts",
    "/insight?topic=gaps",
    "/en/insight/brief/city",
    "/district/310115",
    "/en/zone/zhangjiang",
    "/lists/fields",
    "/en/lists/services",
    "/lists/void",
    "/about",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_number_stands_without_commas(synthetic_client: httpx.Client, address: str) -> None:
    answer = synthetic_client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    bare = [number for number in ALONE.findall(answer.text) if not YEAR.fullmatch(number)]
    assert bare == []
    assert re.search(r"\d,\d{3}", answer.text), "the page has no large number"
