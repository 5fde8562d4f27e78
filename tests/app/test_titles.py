"""Every page, and each of its states that shows something else, has a title of its own (WCAG 2.4.2)."""

import html
import re

import httpx
import pytest

from frontend.language import LANGUAGE_CODES, page_path

MATCH = "/match?domain=synbio"
STATES = (
    *(
        "/",
        "/?domain=synbio",
        "/?domain=synbio&district=310115",
        "/?q=zzzzzz",
        "/?kind=pilot",
        "/?kind=poc,pilot,related",
    ),
    *(
        "/?kind=poc,pilot,related&page=2",
        "/?want=voucher",
        "/?near=121.6,31.2&radius=5000",
        "/?near=121.6,31.2&radius=2000",
    ),
    *("/?voucher=yes", "/?fund=yes", "/?domain=6g", "/?ids=sh-poc-001", "/?zone=none", "/?district=not-stated"),
    *("/?kind=none", "/?bbox=121.4,31.1,121.7,31.3"),
    *("/match", MATCH, f"{MATCH}&ask=1", f"{MATCH}&stage=lab", f"{MATCH}&want=voucher", f"{MATCH}&origin=zhangjiang"),
    *(f"{MATCH}&kind=pilot", "/match/request", "/match/request?domain=synbio", "/match/request?to=sh-poc-009"),
    *("/platform/sh-poc-009", "/platform/sh-poc-009/history"),
    *("/platform/sh-poc-009/correct", "/platform/sh-poc-009/correct?sent=1", "/platform/sh-poc-001/correct"),
    *("/district/310115", "/district/310112", "/zone/zhangjiang", "/compare", "/compare?ids=sh-poc-009,sh-poc-040"),
    *("/compare?ids=sh-poc-009,sh-poc-001", "/share", "/share?ids=sh-poc-009,sh-poc-040", "/share?ids=sh-poc-009"),
    *("/lists", "/lists/fields", "/lists/services", "/lists/scenarios", "/lists/cases", "/lists/events"),
    *("/lists/glossary", "/lists/policies", "/lists/policies?instrument=voucher", "/lists/policies?where=310115"),
    *("/lists/policies?whom=firms", "/lists/policies?q=%E5%88%B8", "/lists/void", "/lists/void?district=310115"),
    *("/lists/void?zone=zhangjiang", "/lists/void?field=6g", "/lists/void?near=121.6,31.2", "/about", "/licences"),
    *("/open-data", "/open-data?domain=ic", "/open-data?kind=poc", "/insight", "/insight?topic=districts"),
    *("/insight?measure=density", "/insight?measure=quotient&focus=ai", "/insight?measure=quotient&focus=ic"),
    *(
        "/insight?area=310115",
        "/insight?area=zhangjiang",
        "/insight?topic=cells",
        "/insight?topic=cells&cells=hotspots",
    ),
    *(
        "/insight?topic=gaps",
        "/insight?topic=siting",
        "/insight?topic=compare",
        "/insight?domain=ai",
        "/insight?kind=poc",
    ),
    *("/insight?topic=compare&compare=310115,310112", "/insight/siting", "/insight/siting?within=310115"),
    *("/insight/siting?within=310115&domain=ai", "/insight/changes", "/insight/changes?district=310115"),
    *("/insight/digest", "/insight/digest?district=310115", "/insight/digest?domain=ai", "/insight/brief/310115"),
    *("/insight/brief/zhangjiang", "/embed/builder", "/embed/doctor"),
)
CALLED = {
    "/en/?domain=synbio&district=310115": "Pudong · Synthetic biology: 1 listed · ",
    "/?kind=pilot": "中试：",
    "/en/match?domain=synbio&stage=lab&want=voucher&origin=zhangjiang": (
        "Synthetic biology, Laboratory verification, Innovation voucher · Near: Zhangjiang Science City · Find the"
    ),
    "/en/?kind=poc,pilot,related&page=2": "Proof of concept · Pilot · Related resource: 75 listed · Page 2 of",
}


def title_of(client: httpx.Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = re.search(r"<title>(.*?)</title>", answer.text)
    assert found, address
    return html.unescape(found[1])


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_no_two_pages_share_a_title(client: httpx.Client, lang: str) -> None:
    of: dict[str, str] = {}
    for address in (page_path(lang, each) for each in STATES):
        title = title_of(client, address)
        assert title not in of, f"{address} is called as {of[title]}: {title}"
        of[title] = address


def test_what_is_asked_for_stands_first(client: httpx.Client) -> None:
    for address, words in CALLED.items():
        assert title_of(client, address).startswith(words), address


def test_the_part_that_a_script_reads_brings_the_title(client: httpx.Client) -> None:
    for query in ("", "?domain=synbio", "?kind=poc,pilot,related&page=2"):
        assert title_of(client, f"/panel{query}") == title_of(client, f"/{query}")
