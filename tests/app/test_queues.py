"""Queues that count truly and have pages; pairs that may be the same; two records that become one, and two again."""

import json
import re

import httpx
import psycopg
import pytest
from sqlalchemy import select, text

from app.database_url import libpq
from app.history.verify import verify
from app.imports.checking.second_look import MOST_NEIGHBOURS
from app.platforms.queries import MOST_TOGETHER
from app.stewardship import duplicates
from app.stewardship.counted import PAGE
from app.stewardship.models import OF_ACCOUNT, AccountRow
from app.stewardship.rights import Account
from app.store.writing import write_session
from tests.support.forms import form_of
from tests.support.stewards import PUDONG, csrf, signed_in
from tests.support.stored import stored

DATABASE = "queues"
ITEMS = "/api/collections/platforms/items"
KEEP = "sh-poc-002"


@pytest.fixture(scope="module")
def drop(url: str) -> str:
    """A record of the same district that now stands where `KEEP` stands, and is called nearly the same."""
    [(id,)] = stored(
        url,
        f"""UPDATE platforms p SET geom = k.geom, precision = k.precision, name_zh = k.name_zh || '乙'
        FROM platforms k WHERE k.id = '{KEEP}' AND p.id = (SELECT min(id) FROM platforms
        WHERE district = k.district AND id <> k.id) RETURNING p.id""",  # noqa: S608 - a constant
    )
    return str(id)


@pytest.fixture(scope="module")
def site(drop: str, site: str) -> str:
    """The application on the database of this module, started once the two records look alike."""
    return site


def counted(page: httpx.Response, name: str) -> str | None:
    """What the list of kinds says of one."""
    found = re.search(rf'<a [^>]*(?:#|kind=){name}"[^>]*>[^<]*<span>([^<]*)</span>', page.text)
    return found[1] if found else None


def published(editor: httpx.Client, path: str) -> httpx.Response:
    version = re.search(r'name="version" value="(\d+)"', (page := editor.get(path)).text)
    assert version, page.text[:2000]
    return editor.post(path, data={"csrf": csrf(page), "version": version[1], "do": "publish"})


def begun(editor: httpx.Client, id: str) -> str:
    """The page of a draft of a record that is not sent for review yet."""
    record = f"/en/steward/record/{id}"
    form = form_of(editor.get(record)) | {"f.website": ["https://gone.example/"], "reason": ["来函"], "do": ["save"]}
    return editor.post(record, data=form).headers["location"]


def withdrawn_as_gone(editor: httpx.Client, id: str, path: str) -> None:
    """The draft says where its record went, and leads to no form that cannot be sent; then it is withdrawn."""
    record = f"/en/steward/record/{id}"
    assert editor.get(record).headers["location"] == path, "it is no new record"
    page = editor.get(path)
    assert ("became one with another" in page.text, f'href="/en/steward/record/{KEEP}"' in page.text) == (True, True)
    assert f'href="{record}"' not in page.text
    assert editor.post(path, data={**form_of(page, "version"), "do": ["withdraw"]}).status_code == 303


def test_queues_count_truly_and_have_pages(editor: httpx.Client, url: str) -> None:
    [(number,)] = stored(url, "SELECT count(*) FROM platforms WHERE website IS NULL OR geom IS NULL")
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(
            "INSERT INTO corrections (platform, said) SELECT %s, 'n' || n FROM generate_series(1, 230) n", [KEEP]
        )
        connection.execute("INSERT INTO search_misses VALUES ('term', 'domain=6g', 7, 3, now())")
    first = editor.get("/en/steward")
    assert (counted(first, "corrections"), counted(first, "incomplete")) == ("230", str(number))
    assert first.text.count("“n") == PAGE
    last = editor.get("/en/steward?kind=corrections&page=99")
    assert ("“n230”" in last.text, "Page 5 of 5, 230 in all" in last.text) == (True, True)
    assert 'id="stale"' not in last.text, "a page of one kind shows this kind"
    assert editor.get("/en/steward?kind=%00&page=x").status_code == 200
    assert "domain=6g" in first.text.partition('id="missed"')[2]


def test_ones_own_records_are_found_and_a_button_leads_back_to_its_line(
    steward: httpx.Client, editor: httpx.Client, url: str
) -> None:
    page = "/en/steward/records"
    [(own, every)] = stored(url, f"SELECT count(*) FILTER (WHERE district = '{PUDONG}'), count(*) FROM platforms")  # noqa: S608
    assert (f"{own} in all" in steward.get(page).text, f"{every} in all" in editor.get(page).text) == (True, True)
    found = steward.get(page, params={"q": KEEP})
    assert (f'id="r-{KEEP}"' in found.text, "1 in all" in found.text) == (True, True)
    assert "There is no such record" in steward.get(page, params={"q": f"{KEEP}\x00'--", "confirmed": "yes"}).text
    back = f"{page.removeprefix('/en')}?q={KEEP}&page=2"
    sent = {"csrf": csrf(found), "id": KEEP, "do": "confirm", "back": back}
    led = steward.post("/en/steward/confirm?size=large", data=sent).headers["location"]
    assert led == f"{page}?size=large&q={KEEP}&page=2#r-{KEEP}"
    assert "1 in all" in steward.get(page, params={"confirmed": "yes"}).text
    assert f'href="{page}?confirmed=no&amp;size=large"' in steward.get(page, params={"confirmed": "no"}).text
    foreign = steward.post("/en/steward/confirm", data={**sent, "do": "undo", "back": "//evil.example/"})
    assert foreign.headers["location"] == f"/en/steward#r-{KEEP}"


def test_pairs_that_may_be_the_same_are_shown_until_somebody_says_they_are_not(
    steward: httpx.Client, site: str, drop: str
) -> None:
    page = steward.get("/en/steward?kind=duplicates")
    assert f'value="{drop}"' in page.text.partition('id="duplicates"')[2]
    with signed_in(site, "elsewhere") as other:
        assert f'value="{drop}"' not in other.get("/en/steward").text.partition('id="duplicates"')[2]
        data = {"csrf": csrf(other.get("/en/steward")), "one": KEEP, "other": drop}
        for do in ("one", "different"):
            assert other.post("/en/steward/duplicates", data={**data, "do": do}).status_code == 403
    data = {"csrf": csrf(page), "one": KEEP, "other": drop, "do": "different"}
    assert steward.post("/en/steward/duplicates", data=data).status_code == 303
    assert f'value="{drop}"' not in steward.get("/en/steward").text.partition('id="duplicates"')[2]


def test_a_pair_that_nobody_lists_leads_back_to_the_queue(steward: httpx.Client) -> None:
    token = csrf(steward.get("/en/steward"))
    for one in ("x", "长" * 5_000, "a\x00b"):
        for do in ("one", "other", "different"):
            data = {"csrf": token, "one": one, "other": "y", "do": do}
            assert steward.post("/en/steward/duplicates", data=data).status_code == 303, (one[:9], do)


def test_records_that_all_stand_at_one_point_are_compared_with_some(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with each would be 12 million pairs of 5,000 at the centre of their district, on each look at the queue."""
    compared, crowd = list[str](), 150

    def alike(name: str, other: str) -> bool:
        compared.append(name + other)
        return True

    monkeypatch.setattr(duplicates, "alike", alike)
    crowded = """INSERT INTO platforms SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'crowd-' || n))).*
      FROM platforms p, generate_series(1, :crowd) n WHERE p.id = :id"""
    with write_session(url) as connection:
        account = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == "steward")).one())
        connection.execute(text(crowded), {"crowd": crowd, "id": KEEP})
        found = duplicates.pairs(connection, account, 99)
        assert found
        assert len(compared) == found.number
        assert crowd < len(compared) <= (crowd + 2) * MOST_NEIGHBOURS < crowd * (crowd - 1) / 2
        monkeypatch.setattr(duplicates, "MOST_COUNTED", 70)
        some = duplicates.pairs(connection, account, 1)
        assert some
        assert (len(some.rows), some.number) == (PAGE, 71), "what nobody works through by hand is not compared"
        connection.rollback()


def test_neighbours_are_found_by_the_index(url: str) -> None:
    with write_session(url) as connection:
        account = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == "steward")).one())
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = duplicates.neighbours(account).compile(connection, compile_kwargs={"literal_binds": True})
        plan = "\n".join(connection.execute(text(f"EXPLAIN {query}")).scalars())
    assert "ix_platforms_geography" in plan, plan


def test_two_records_become_one_with_redirects_and_two_again(
    steward: httpx.Client, editor: httpx.Client, url: str, drop: str
) -> None:
    milestone = {
        **dict.fromkeys(("due", "note", "source", "source_date")),
        "title": "并入前的里程碑",
        "state": "reached",
        "public": True,
    }
    kept = json.dumps([{**milestone, "source": "来函", "source_date": "2026-03"}, {**milestone, "public": False}])
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("INSERT INTO platform_progress (platform, milestones) VALUES (%s, %s)", [drop, kept])
    gone = begun(editor, drop)
    data = {"csrf": csrf(steward.get("/en/steward")), "one": KEEP, "other": drop, "do": "one"}
    path = steward.post("/en/steward/duplicates", data=data).headers["location"]
    assert steward.post("/en/steward/duplicates", data=data).headers["location"] == path, "pressed twice"
    assert "this address then leads to" in steward.get(path).text
    assert "2 milestones and evaluations of it are kept" in editor.get(path).text
    assert steward.get(f"{ITEMS}/{drop}").status_code == 200, "nothing is public before another person publishes it"
    assert published(editor, path).status_code == 303
    withdrawn_as_gone(editor, drop, gone)
    for address, leads in (
        (f"/en/platform/{drop}", f"/en/platform/{KEEP}"),
        (f"{ITEMS}/{drop}?lang=en", f"{ITEMS}/{KEEP}?lang=en"),
    ):
        moved = steward.get(address)
        assert (moved.status_code, moved.headers["location"]) == (301, leads)
        assert "no-cache" in moved.headers["cache-control"]
        assert steward.get(address, follow_redirects=True).status_code == 200
    frame = steward.get(f"/embed/v1/platform/{drop}?lang=en&theme=dark")
    assert (frame.status_code, frame.headers["location"]) == (301, f"/embed/v1/platform/{KEEP}?lang=en&theme=dark")
    shown = [steward.get("/oembed", params={"url": f"{steward.base_url}/platform/{id}"}).json() for id in (drop, KEEP)]
    assert shown[0] == shown[1], "a content system embeds the record that stands"
    assert steward.get(f"{ITEMS}/{drop}").json()["into"] == KEEP
    assert steward.get(f"/api/platforms/{drop}/changes").json()["changes"][0]["listed"] is False, "its history stays"
    for address in (f"/en/platform/{KEEP}", f"{ITEMS}/{KEEP}", f"{ITEMS}/{drop}", f"/api/platforms/{drop}/changes"):
        assert "并入前的里程碑" not in steward.get(address).text, "the public sees nothing of a record that is gone"
    form = f"/en/steward/record/{KEEP}/progress"
    taken = steward.post(form, data={**form_of(steward.get(form), "milestones.0.title"), "do": [f"take.{drop}"]})
    rows = form_of(taken, "milestones.0.title")
    assert [rows[f"milestones.{n}.title"] for n in range(3)] == [["并入前的里程碑"], ["并入前的里程碑"], [""]]
    sent = steward.post(form, data={**rows, "milestones.1.gone": ["yes"], "reason": ["合并"], "do": ["submit"]})
    assert published(editor, sent.headers["location"]).status_code == 303
    assert [each["title"] for each in steward.get(f"{ITEMS}/{KEEP}").json()["milestones"]] == ["并入前的里程碑"]
    log = editor.get(f"/en/steward/log?platform={drop}")
    number = re.search(r'name="change" value="(\d+)"', log.text)
    assert number, log.text[:3000]
    back = editor.post(
        f"/en/steward/record/{drop}", data={"csrf": csrf(log), "change": number[1], "do": "restore"}
    ).headers["location"]
    with signed_in(str(editor.base_url), "second") as second:
        assert published(second, back).status_code == 303
    again = steward.get(f"{ITEMS}/{drop}")
    assert (again.status_code, again.json()["id"]) == (200, drop)
    assert [each["source"] for each in again.json()["milestones"]] == ["来函"], "what was kept of it is back"
    assert "并入前的里程碑" in steward.get(f"/en/steward/record/{drop}/progress").text
    assert "take." not in steward.get(form).text
    assert steward.get(f"/platform/{drop}").status_code == 200
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def test_a_page_names_the_first_records_at_its_position(editor: httpx.Client, url: str) -> None:
    """Of a district whose records all stand at its middle, each page would name thousands."""
    stored(
        url,
        f"""INSERT INTO platforms SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'crowd-' || n))).*
        FROM platforms p, generate_series(100, 152) n WHERE p.id = '{KEEP}' RETURNING id""",  # noqa: S608 - a constant
    )
    page = editor.get("/en/platform/crowd-152").text.partition("more at the same approximate position")[2]
    page = page.partition("</ul>")[0]
    assert page.count('href="/en/platform/crowd-') == MOST_TOGETHER
    assert re.search(r"<li>and [1-9]\d* more</li>", page)
