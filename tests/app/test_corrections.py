"""Anybody corrects without an account; what they say reaches the right steward, and nobody else."""

import re

import httpx

from app.settings import Settings
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, csrf, signed_in
from tests.support.stored import stored

DATABASE = "stewards"


def test_anybody_corrects_without_an_account_and_the_right_steward_reads_it(
    steward: httpx.Client, site: str, url: str
) -> None:
    path = f"/en/platform/{OF_PUDONG}/correct"
    said = {"said": "电话换了 <script>{{7*7}}</script>", "contact": "a@b.example", "city": " shanghai "}
    with httpx.Client(base_url=site, trust_env=False) as public:
        assert f'href="{path}"' in public.get(f"/en/platform/{OF_PUDONG}").text
        assert public.get("/en/platform/nothing/correct").status_code == 404
        refused: tuple[tuple[dict[str, str], dict[str, str], int], ...] = (
            ({**said, "city": "Paris"}, {}, 422),
            ({**said, "said": " "}, {}, 422),
            ({**said, "contact": "a\u202eb"}, {}, 422),
            ({**said, "said": "x" * 300_000}, {}, 413),
            ({**said, "page": "javascript:alert(1)"}, {}, 422),
            (said, {"Origin": "https://evil.example"}, 422),
        )
        for fields, headers, status in refused:
            answer = public.post(path, data=fields, headers=headers)
            assert (answer.status_code, "Thank you" in answer.text) == (status, False)
        wrong = {"said": " ", "page": "ftp://x", "contact": "a\u202eb", "city": "Paris"}
        at_once = public.post(path, data=wrong)
        assert '<p class="notice"' not in at_once.text, "a paragraph holds no list: browsers end it before"
        told = r'<li><a href="#(\w+)">[^<]+</a> · <span id="\1-fault">[^<]+</span></li>'
        said_of = set(re.findall(told, at_once.text))
        described = set(re.findall(r'aria-invalid="true" aria-describedby="(\w+)-fault"', at_once.text))
        assert described == said_of, "who hears the page is told at the field what is wrong with it"
        assert (said_of, "mend these 4" in at_once.text) == (set(wrong), True), "all faults come at once"
        assert all(text in at_once.text for text in ("ftp://x", "Paris")), "what was typed is kept"
        # What fills the field that nobody sees is thanked as well, and not kept.
        assert "Thank you" in public.post(path, data={**said, "homepage": "x"}, follow_redirects=True).text
        assert stored(url, "SELECT count(*) FROM corrections") == [(0,)]
        # Two servers count as one.
        with running(Settings(database_url=url)) as other_site:
            sites = [site, other_site, site, other_site, site, other_site]
            answers = [httpx.post(f"{each}{path}", data=said, trust_env=False, follow_redirects=True) for each in sites]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 3600
    queue = steward.get("/en/steward")
    assert queue.text.count("电话换了 &lt;script&gt;{{7*7}}&lt;/script&gt;") == 5
    with signed_in(site, "elsewhere") as other:
        assert "电话换了" not in other.get("/en/steward").text
        data = {"csrf": csrf(other.get("/en/steward")), "number": "1", "do": "taken"}
        assert other.post("/en/steward/correction", data=data).status_code == 403
    for do in ("taken", "refused"):
        number = str(stored(url, "SELECT min(id) FROM corrections WHERE state = 'open'")[0][0])
        steward.post("/en/steward/correction", data={"csrf": csrf(queue), "number": number, "do": do})
    assert stored(url, "SELECT state FROM corrections ORDER BY id LIMIT 3") == [("taken",), ("refused",), ("open",)]
    stored(url, "UPDATE corrections SET made_at = made_at - '91 days'::interval")
    steward.get("/en/steward")
    assert stored(url, "SELECT count(contact) FROM corrections") == [(0,)]
