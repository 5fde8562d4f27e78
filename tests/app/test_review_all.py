"""An editor publishes what is ticked on one page: each draft is its own change, and has its own verdict."""

import re

import httpx

from tests.support.forms import Form, form_of
from tests.support.stewards import MINHANG, OF_PUDONG, PUDONG, csrf
from tests.support.stored import stored

DATABASE = "progress"
PAGE = "/en/steward/review"


def drafted(browser: httpx.Client, id: str, do: str = "submit") -> str:
    """The number of a draft that names a website after the record."""
    record = f"/en/steward/record/{id}"
    form: Form = {**form_of(browser.get(record)), "f.website": [f"https://{id}.example/"]}
    answer = browser.post(record, data={**form, "reason": ["园区来函"], "do": [do]})
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["location"].rpartition("/")[2]


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
    assert (sent.status_code, sent.headers["location"]) == (303, PAGE), "who loads the page again sends nothing twice"
    result = editor.get(PAGE)
    assert 'id="verdicts"' not in editor.get(PAGE).text, "it is said once"
    verdicts = result.text.partition('id="verdicts"')[2].partition("</section>")[0]
    assert "2 of 4 published" in verdicts, verdicts
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
