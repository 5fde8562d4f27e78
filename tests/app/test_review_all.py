"""An editor publishes what is ticked on one page: each draft is its own change, and has its own verdict."""

import multiprocessing
import re
import time

import httpx
import psycopg
import pytest

from app.database_url import libpq
from app.pages.steward.drafts import review_all
from tests.support.forms import Form, form_of
from tests.support.stewards import MINHANG, OF_PUDONG, PUDONG, csrf, key, signed_in
from tests.support.stored import stored
from tests.support.tasks import until

DATABASE = "progress"
PAGE = "/en/steward/review"
WITHIN_S = 60


def drafted(browser: httpx.Client, id: str, do: str = "submit") -> str:
    """The number of a draft that names a website after the record."""
    record = f"/en/steward/record/{id}"
    form: Form = {**form_of(browser.get(record)), "f.website": [f"https://{id}.example/"]}
    answer = browser.post(record, data={**form, "reason": ["园区来函"], "do": [do]})
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["location"].rpartition("/")[2]


def ended(browser: httpx.Client, address: str) -> httpx.Response:
    """The page that says what became of what was ticked, once it does."""
    end = time.monotonic() + WITHIN_S
    while time.monotonic() < end:
        page = browser.get(address)
        if "data-refresh" not in page.text:
            return page
        time.sleep(0.1)
    raise AssertionError(page.text)


def tokens(page: httpx.Response) -> dict[str, str]:
    """What the boxes of a page send, by the number of the draft."""
    return {each.partition(".")[0]: each for each in re.findall(r'name="draft" value="([^"]+)"', page.text)}


def test_what_is_ticked_is_published_each_by_itself(steward: httpx.Client, editor: httpx.Client, url: str) -> None:
    of_pudong = f"district = '{PUDONG}' AND id <> '{OF_PUDONG}'"
    ids = [id for (id,) in stored(url, f"SELECT id FROM platforms WHERE {of_pudong} ORDER BY id LIMIT 4")]  # noqa: S608
    [(elsewhere,)] = stored(url, f"SELECT min(id) FROM platforms WHERE district = '{MINHANG}'")  # noqa: S608
    good, other, left, changed = (drafted(steward, id) for id in ids)
    own = drafted(editor, elsewhere)
    queue = editor.get("/en/steward")
    assert f'href="{PAGE}"' in queue.text
    assert steward.get(PAGE).status_code == 403
    page = editor.get(PAGE)
    ticks = tokens(page)
    assert own not in ticks, "nobody reviews their own"
    assert f"<ins><bdi>https://{ids[0]}.example/</bdi></ins>" in page.text, "with its differences"
    nothing = editor.post(PAGE, data={"csrf": csrf(page)}, follow_redirects=True)
    assert "Nothing was ticked" in nothing.text
    # Its author writes one anew after the page was loaded; the editor's own is ticked by no page of ours.
    form = form_of(steward.get(f"/en/steward/record/{ids[3]}")) | {"f.address": ["后来的地址"], "do": ["submit"]}
    assert steward.post(f"/en/steward/record/{ids[3]}", data=form).status_code == 303
    ticked = [ticks[good], ticks[changed], f"{own}.1", ticks[other], "x", "999999.1"]
    sent = editor.post(PAGE, data={"csrf": csrf(page), "draft": ticked})
    address = sent.headers["location"]
    assert (sent.status_code, address.partition("?")[0]) == (303, PAGE), "who loads the page again sends nothing twice"
    result = ended(editor, address)
    assert 'id="verdicts"' not in editor.get(PAGE).text
    assert steward.get(address).status_code == 403
    with signed_in(str(editor.base_url), "second") as another:
        assert another.get(address).status_code == 404, "it is the reviewer's own"
    verdicts = result.text.partition('id="verdicts"')[2].partition("</section>")[0]
    assert "2 of 5 published" in verdicts, verdicts
    assert [verdicts.count(words) for words in ("Published", "Somebody just changed", "Somebody else reviews")] == [
        2,
        1,
        1,
    ]
    assert {number in tokens(result) for number in (left, changed)} == {True}, "what was not ticked waits on"
    changes = [editor.get(f"/api/platforms/{id}/changes").json()["changes"][0] for id in ids[:2]]
    assert [change["reason"] for change in changes] == ["园区来函"] * 2
    assert len({change["change"] for change in changes}) == 2, "each is its own change"
    websites = [editor.get(f"/api/collections/platforms/items/{id}").json()["properties"]["website"] for id in ids]
    assert [website == f"https://{id}.example/" for id, website in zip(ids, websites, strict=True)] == [
        *(True, True, False, False)
    ]
    stored(url, f"UPDATE drafts SET state = 'withdrawn' WHERE id IN ({left}, {changed}, {own})")  # noqa: S608 - numbers


def test_publishing_says_how_far_it_is_and_what_is_sent_twice_is_published_once(
    steward: httpx.Client, editor: httpx.Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_all, "PATIENCE_S", 0.2)
    of_pudong = f"district = '{PUDONG}' AND id <> '{OF_PUDONG}'"
    ids = [id for (id,) in stored(url, f"SELECT id FROM platforms WHERE {of_pudong} ORDER BY id OFFSET 4 LIMIT 3")]  # noqa: S608
    numbers = [drafted(steward, id) for id in ids]
    page = editor.get(PAGE)
    ticks = tokens(page)
    form = {"csrf": csrf(page), "draft": [ticks[number] for number in numbers]}
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("SELECT 1 FROM data_version FOR UPDATE")
        address = editor.post(PAGE, data=form).headers["location"]
        under_way = editor.get(address)
        assert 'data-refresh="3"' in under_way.text
        assert "0 of 3 done" in under_way.text
        assert '<meta http-equiv="refresh"' in under_way.text, "also without a script"
        twice = editor.post(PAGE, data=form).headers["location"]
        number = address.rpartition("=")[2]
        api = httpx.get(f"{editor.base_url}/api/jobs/{number}", headers=key(url, "editor", "draft"), trust_env=False)
        assert api.status_code == 404, "it is none of the API's jobs"
    assert [ended(editor, each).text.count("3 of 3 published") for each in (address, twice)] == [1, 1]
    changes = [editor.get(f"/api/platforms/{id}/changes").json()["changes"] for id in ids]
    assert [sum(change["action"] == "publish" for change in each) for each in changes] == [1, 1, 1]


def test_a_killed_process_says_what_it_published_and_the_rest_waits(
    steward: httpx.Client, editor: httpx.Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_all, "PATIENCE_S", 0.2)
    of_pudong = f"district = '{PUDONG}' AND id <> '{OF_PUDONG}'"
    ids = [id for (id,) in stored(url, f"SELECT id FROM platforms WHERE {of_pudong} ORDER BY id OFFSET 7 LIMIT 2")]  # noqa: S608
    numbers = [drafted(steward, id) for id in ids]
    page = editor.get(PAGE)
    ticks = tokens(page)
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(f"SELECT 1 FROM drafts WHERE id = {numbers[1]} FOR UPDATE")  # noqa: S608
        sent = editor.post(PAGE, data={"csrf": csrf(page), "draft": [ticks[number] for number in numbers]})
        address = sent.headers["location"]
        until(lambda: "1 of 2 done" in editor.get(address).text)
        name = f"job {address.rpartition('=')[2]}"
        [process] = [each for each in multiprocessing.active_children() if each.name == name]
        process.kill()
    result = ended(editor, address).text
    assert "It broke off" in result
    assert "1 of 2 published" in result
    assert numbers[1] in tokens(editor.get(PAGE)), "what was not published waits on"
    stored(url, f"UPDATE drafts SET state = 'withdrawn' WHERE id = {numbers[1]}")  # noqa: S608 - numbers
