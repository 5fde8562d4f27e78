"""A draft goes on in other hands: nothing written is lost, and whoever wrote it is told and does not publish it."""

import re
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import insert

from app.database_url import libpq
from app.stewardship.models import AccountRow
from app.store.writing import write_session
from tests.support.forms import Form, form_of
from tests.support.stewards import PUDONG, csrf, kept_password, signed_in
from tests.support.stored import stored

DATABASE = "progress"
QUEUE = "/en/steward"


@pytest.fixture(scope="module")
def colleague(url: str, site: str) -> Iterator[httpx.Client]:
    """A second steward of Pudong."""
    row = {"login": "colleague", "role": "steward", "district": PUDONG, "institution": "浦东新区科经委"}
    with write_session(url) as connection:
        connection.execute(insert(AccountRow).values(**row, password=kept_password(), temporary=False))
    with signed_in(site, "colleague") as browser:
        yield browser


@pytest.fixture(scope="module")
def record(url: str) -> str:
    """The page on which a record of Pudong is changed that no other test changes."""
    [(id,)] = stored(url, f"SELECT max(id) FROM platforms WHERE district = '{PUDONG}'")  # noqa: S608 - a constant
    return f"/en/steward/record/{id}"


def drafted(browser: httpx.Client, record: str, do: str = "save", **fields: str) -> str:
    """The page of a draft that changes some fields."""
    form: Form = {**form_of(browser.get(record)), **{f"f.{name}": [value] for name, value in fields.items()}}
    answer = browser.post(record, data={**form, "reason": ["园区来函"], "do": [do]})
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["location"]


def done(browser: httpx.Client, path: str, do: str, **more: str) -> httpx.Response:
    """Do something with a draft as its page says it stands."""
    page = browser.get(path)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    token = csrf(page if version else browser.get(QUEUE))
    return browser.post(path, data={"csrf": token, "version": version[1] if version else "1", "do": do, **more})


def of_kind(browser: httpx.Client, kind: str) -> str:
    """The part of the queue of one kind; empty where there is nothing of it."""
    page = browser.get(f"{QUEUE}?kind={kind}").text
    return page.partition(f' id="{kind}"')[2].partition("</section>")[0]


def test_a_colleague_goes_on_with_a_draft_and_its_author_reads_who_has_it(
    steward: httpx.Client, editor: httpx.Client, colleague: httpx.Client, site: str, record: str, url: str
) -> None:
    path = drafted(colleague, record, website="https://begun.example/")
    row = of_kind(steward, "colleagues")
    assert all(text in row for text in (path, "colleague", "浦东新区科经委", "Since ")), row
    assert "Account closed" not in row
    assert of_kind(colleague, "colleagues") == "", "one's own drafts stand in one's own list"
    with signed_in(site, "elsewhere") as elsewhere:
        assert (of_kind(elsewhere, "colleagues"), done(elsewhere, path, "take").status_code) == ("", 404)
    with signed_in(site, "viewer") as viewer:
        assert done(viewer, path, "take").status_code == 403
    refused = steward.post(path, data={"csrf": "x", "version": "1", "do": "take"})
    assert refused.status_code == 403, "not from a page of ours"
    open_form = form_of(colleague.get(record))
    click = form_of(steward.get(QUEUE), "version") | {"do": ["take"]}
    assert steward.post(path, data=click).headers["location"] == path
    assert steward.post(path, data=click).status_code == 409, "pressed twice"
    late = colleague.post(record, data={**open_form, "f.website": ["https://late.example/"], "do": ["save"]})
    assert (late.status_code, "https://late.example/" in late.text) == (409, True), "what was typed is kept"
    assert done(colleague, path, "withdraw").status_code == 403
    told = of_kind(colleague, "handed")
    assert all(text in told for text in (path, "steward took it over from colleague")), told
    assert drafted(steward, record, "submit", website="https://ended.example/") == path, "it is written on"
    page = colleague.get(path).text.partition('id="hands"')[2]
    assert all(text in page for text in ("What colleague wrote", "https://begun.example/")), "what they wrote is kept"
    assert "steward took it over from colleague" in editor.get("/en/steward/log").text.partition('id="hands"')[2]
    assert f"{path.rpartition('/')[2]}" in editor.get("/en/steward/log.csv").text.partition("handover,steward,")[2]
    assert 'id="hands"' in editor.get(f"/en/steward/log?platform={record.rpartition('/')[2]}").text
    with psycopg.connect(libpq(url)) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("UPDATE handovers SET former = taker")
    assert done(editor, path, "return", comment="请附来函").status_code == 303
    stored(url, "UPDATE accounts SET active = false WHERE login = 'steward'")
    try:
        row = of_kind(colleague, "colleagues")
        assert all(text in row for text in (path, "Returned", "Account closed")), row
        assert done(colleague, path, "take").status_code == 303, "it stays with a closed account no longer"
    finally:
        stored(url, "UPDATE accounts SET active = true WHERE login = 'steward'")
    assert "请附来函" in colleague.get(record).text
    assert done(colleague, path, "withdraw").status_code == 303


def test_nobody_loses_an_open_draft_of_their_own_by_taking_one_over(
    steward: httpx.Client, colleague: httpx.Client, record: str, site: str
) -> None:
    theirs = drafted(colleague, record, website="https://theirs.example/")
    own = drafted(steward, record, address="写了一半的地址")
    asked = done(steward, theirs, "take")
    assert (asked.status_code, f'href="{own}"' in asked.text) == (409, True)
    assert "写了一半的地址" in steward.get(own).text
    with signed_in(site, "second") as second:
        to = re.search(r'<option value="(\d+)">steward ·', second.get(theirs).text)
        assert to is not None
        refused = done(second, theirs, "hand", to=to[1])
        number = own.rpartition("/")[2]
        assert (refused.status_code, f"number {number}" in refused.text) == (409, True), refused.text[:3000]
        assert f'href="{own}"' in of_kind(steward, "mine"), "an editor hands nothing over it"
    taken = steward.post(theirs, data={**form_of(asked, "instead"), "do": ["take"]})
    assert taken.headers["location"] == theirs
    assert all(text in steward.get(own).text for text in ("写了一半的地址", "Withdrawn")), "and can be read on"
    assert "https://theirs.example/" in steward.get(record).text
    with signed_in(site, "second") as second:
        assert done(second, theirs, "withdraw", why="园区撤了来函").status_code == 303
    told = of_kind(steward, "handed")
    assert all(text in told for text in ("second withdrew the draft of steward", "园区撤了来函")), told


def test_whoever_wrote_a_part_of_a_draft_does_not_publish_it(
    steward: httpx.Client, editor: httpx.Client, record: str, site: str
) -> None:
    path = drafted(editor, record, website="https://part.example/")
    assert path not in of_kind(steward, "colleagues")
    assert done(steward, path, "take").status_code == 403, "what an editor wrote, an editor takes over"
    with signed_in(site, "operator") as operator:
        assert done(operator, path, "take").status_code in (403, 404)
    with signed_in(site, "second") as second:
        to = re.search(r'<option value="(\d+)">steward ·', second.get(path).text)
        assert to is not None
        assert "elsewhere ·" not in second.get(path).text, "nobody who may not write the record"
        assert done(second, path, "hand", to=to[1]).status_code == 303
        assert "second handed it from editor to steward" in of_kind(editor, "handed")
        assert drafted(steward, record, "submit", address="张江路 1 号") == path
        assert path not in of_kind(editor, "waiting")
        page = editor.get(path).text
        assert ('value="publish"' in page, "You wrote a part of it" in page) == (False, True)
        assert done(editor, path, "publish").status_code == 403
        assert done(second, path, "publish").status_code == 303, "who handed it on wrote nothing of it"
