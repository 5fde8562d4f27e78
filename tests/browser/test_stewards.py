"""A steward at the keyboard of a phone-sized window: sign in, still true, change a fact; an editor publishes it.

And a table of twenty made-up rows: two are wrong, eighteen are loaded, two are mended, all are reviewed and public.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.city import CHINA_TIME
from app.settings import Settings
from app.stewardship.models import OF_ACCOUNT, AccountRow
from app.stewardship.rights import Account
from app.stewardship.uploads import kept
from app.store.writing import write_session
from tests.support.axe import violations
from tests.support.browser import Open, boxes, settle
from tests.support.databases import Databases
from tests.support.import_files import PLACED, rows_as_text
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, PASSWORD, PUDONG, accounts_of_every_role
from tests.support.stored import stored
from tests.support.tasks import worked
from tests.support.workbooks import twenty_rows

NARROW = 390
JOB_MS = 60_000
"""A process of its own reads a file: on a busy machine its start alone takes seconds."""


@pytest.fixture(scope="module")
def site(databases: Databases) -> Iterator[str]:
    url = databases.url("stewards-in-a-browser")
    accounts_of_every_role(url)
    with running(Settings(database_url=url)) as address:
        yield address


def sign_in(page: Page, login: str) -> None:
    """With the keyboard alone."""
    page.get_by_label("Account").focus()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("To do")


def well_made(page: Page, *widths: int) -> None:
    """axe finds nothing, and nothing is wider than the window, at a desk and on a phone."""
    for width in widths or (1440, NARROW):
        page.set_viewport_size({"width": width, "height": 844})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert violations(page) == [], page.url


def stacked(page: Page) -> None:
    """On a phone the values of a fact stand below its name, each as wide as the page and with its heading."""
    page.set_viewport_size({"width": NARROW, "height": 844})
    [name, *cells] = boxes(page.locator(".diff tbody tr").first.locator("th, td"))
    assert {cell["x"] for cell in cells} == {name["x"]}
    assert all(cell["width"] > NARROW * 0.8 for cell in cells)
    said = page.locator(".diff tbody td").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert any(head in said for head in ("At the end of", "Draft")), said


def compared_at_the_keyboard(page: Page) -> None:
    """From the page of a platform to two days of it compared; a day before all that is known is said."""
    page.get_by_role("link", name="All changes, and two days compared").click()
    expect(page.get_by_role("rowheader", name="Website")).to_be_visible()
    well_made(page)
    stacked(page)
    page.get_by_label("At the end of", exact=True).focus()
    page.keyboard.type("01012020")
    page.keyboard.press("Enter")
    expect(page.get_by_text("compared with its first version")).to_be_visible()
    expect(page.locator(".diff ins")).to_have_text("https://browser.example/")


def ticked_and_not(page: Page) -> None:
    """All that waits is ticked by one button, which takes it back, too; what became of nothing is said once."""
    page.get_by_role("link", name="Review all (20)").click()
    well_made(page, NARROW)
    page.get_by_role("button", name="Tick all on this page").press("Enter")
    assert page.get_by_role("checkbox", checked=True).count() == 20
    page.get_by_role("button", name="Tick all on this page").press("Enter")
    page.get_by_role("button", name="Publish what is ticked").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Nothing was ticked, so nothing was published.")
    page.reload()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_operator_confirms_by_a_link_on_a_narrow_phone(opened: Open, site: str) -> None:
    page = opened("/en/steward", site=site, locale="en")
    sign_in(page, "elsewhere")
    page.get_by_role("link", name="Link for the operator").first.click()
    page.get_by_role("button", name="Make a link").click()
    well_made(page)
    link = page.get_by_label("The link", exact=False).input_value()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/en/steward?size=large")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("header.top").bounding_box()["height"] < 280, "the header leaves room for the work"  # type: ignore[index]
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    page.locator(".invited-row summary", has_text="Website").focus()
    page.keyboard.press("Enter")
    well_made(page)
    expect(page.get_by_label("Website", exact=True)).to_be_visible()
    page.get_by_role("button", name="All right, still true").press("Enter")
    expect(page.get_by_text("Confirmed by the operator")).to_be_visible()
    well_made(page)


def test_from_the_sign_in_to_the_public_page(opened: Open, site: str) -> None:
    page = opened("/en/steward", site=site, locale="en")
    expect(page).to_have_url(f"{site}/en/steward/sign-in?next=%2Fen%2Fsteward")
    well_made(page)
    sign_in(page, "steward")
    well_made(page)
    first = page.locator("#stale .todo > li").first
    first.get_by_role("button", name="Still true").click()
    expect(page.locator("#stale .todo > li").first.get_by_role("button", name="Undo")).to_be_visible()
    page.goto(f"{site}/en/steward/record/{OF_PUDONG}")
    well_made(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    lon = page.locator("#f-lon").input_value()
    mark, lat = page.locator(".position-mark"), page.locator("#f-lat")
    before = float(lat.input_value())
    mark.focus()
    page.keyboard.press("ArrowUp")
    assert 0.0003 < float(lat.input_value()) - before < 0.0006, "50 m to the north"
    lat.fill("no number")
    expect(mark).to_have_count(0)
    page.locator(".side-map .leaflet-container").click(position={"x": 60, "y": 60})
    assert float(lat.input_value()) > before, "a click fills the fields"
    page.locator("#f-lon").fill(lon)
    lat.fill(str(before))
    expect(mark).to_be_visible()
    page.get_by_label("Website", exact=True).fill("https://browser.example/")
    page.get_by_label("Website: Source").fill("园区来函")
    page.get_by_label("Why (required)").fill("园区来函告知网站")
    page.get_by_role("button", name="Send for review").first.click()
    expect(page.get_by_role("heading", name="1 fact changed")).to_be_visible()
    well_made(page)
    stacked(page)
    draft = page.url
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "editor")
    page.goto(draft)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()
    page.goto(f"{site}/en/platform/{OF_PUDONG}")
    settle(page)
    expect(page.locator("#history")).to_contain_text("https://browser.example/")
    compared_at_the_keyboard(page)
    page.goto(f"{site}/en/steward/log")
    well_made(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.context.cookies() == []


def test_from_a_table_with_two_bad_rows_to_the_public_page(opened: Open, site: str, tmp_path: Path) -> None:
    page = opened("/en/steward", site=site, locale="en")
    sign_in(page, "steward")
    page.get_by_role("link", name="Import").click()
    well_made(page, NARROW)
    with page.expect_download() as template:
        page.get_by_role("link", name="Template").click()
    assert template.value.suggested_filename == "platforms-template-en.xlsx"
    page.get_by_label("File (XLSX").set_input_files(twenty_rows(tmp_path, PUDONG, 坐标系="WGS-84"))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Check: 18 can be loaded, 2 rows have a problem", timeout=JOB_MS
    )
    expect(page.locator("#faults .found > li")).to_have_count(2)
    expect(page.locator("#faults")).to_contain_text("121.43O")
    expect(page.locator("#faults")).to_contain_text("“开门了” is none of Planned, Under construction,")
    expect(page.locator("#rows tbody th")).to_have_text([f"Sample platform {n}" for n in range(1, 21)])
    well_made(page)
    with page.expect_download() as marked:
        page.get_by_role("link", name="Download an XLSX").click()
    marked.value.save_as(tmp_path / "faults.xlsx")
    page.get_by_role("button", name="Load 18 rows as drafts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("18 rows were loaded as drafts", timeout=JOB_MS)
    page.get_by_role("button", name="Send all for review (18)").click()
    expect(page.get_by_text("All were sent for review.")).to_be_visible()
    well_made(page, NARROW)
    page.goto(f"{site}/en/steward/import")
    page.get_by_label("File (XLSX").set_input_files(mended(tmp_path / "faults.xlsx"))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Load 2 rows as drafts").click(timeout=JOB_MS)
    page.get_by_role("button", name="Send all for review (2)").click(timeout=JOB_MS)
    page.get_by_role("link", name="Sample platform 7").click()
    draft = page.url
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "editor")
    expect(page.locator("#waiting .todo > li")).to_have_count(20)
    ticked_and_not(page)
    page.goto(draft)
    expect(page.locator(".diff")).to_contain_text("Sample platform 7")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()
    today = datetime.now(CHINA_TIME).date().isoformat()
    for path in ("/en/platform/sample-7", f"/en/platform/sample-7?as_of={today}"):
        page.goto(site + path)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Sample platform 7")
    assert "sample-7" in page.request.get(f"{site}/api/changes?f=atom").text()
    page.goto(f"{site}/en/steward/log")
    expect(page.locator("#files")).to_contain_text("示例名录.xlsx")
    page.get_by_role("button", name="Sign out").click()


OWN_ROW = {"district_code": PUDONG, "district_basis": "source"}


def read_in_place(url: str, encoding: str = "utf-8", source: str = "", **columns: str) -> int:
    """A file of the steward with a row of these columns, read in this process; its number."""
    with write_session(url) as connection:
        account = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == "steward")).one())
        number = kept.add(connection, account, "示例.csv", io.BytesIO(rows_as_text(columns).encode(encoding)), source)
    worked(url, number, 1)
    return number


def test_what_a_file_does_not_say_is_asked_on_a_page(opened: Open, site: str, databases: Databases) -> None:
    url = databases.url("stewards-in-a-browser")
    unclear = read_in_place(url, **PLACED, 备注="<b>示例</b>")
    named = {name: value for name, value in PLACED.items() if name != "crs"}
    no_datum = read_in_place(url, **named, address="张江科学城")
    page = opened("/en/steward", site=site, locale="en")
    sign_in(page, "steward")
    page.goto(f"{site}/en/steward/import/{unclear}")
    expect(page.locator(".mapping")).to_contain_text("<b>示例</b>")
    well_made(page)
    page.get_by_role("button", name="Continue").click()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "备注", "the browser asks for what is open"
    expect(page.get_by_label("lifecycle")).to_have_value("lifecycle")
    page.get_by_role("button", name="Delete this file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import a table")
    under_way = read_in_place(url, **PLACED)
    stored(url, f"UPDATE uploads SET state = 'reading', seen_at = now() WHERE id = {under_way}")  # noqa: S608
    page.goto(f"{site}/en/steward/import/{under_way}")
    well_made(page)
    page.get_by_role("button", name="Stop and delete this file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import a table")
    assert stored(url, f"SELECT state FROM uploads WHERE id = {under_way}") == [("discarded",)]  # noqa: S608
    western = {**PLACED, "name_zh": "x", "summary_zh": "y", "source_title": "z", "name_en": "Café"}
    coded = read_in_place(url, encoding="cp1252", source="Example commission", **OWN_ROW, **western)
    stored(url, f"INSERT INTO source_records VALUES ('Example commission', '{OF_PUDONG}', '2026-01-01')")  # noqa: S608
    page.goto(f"{site}/en/steward/import/{coded}")
    expect(page.get_by_role("heading", level=1)).to_have_text("In which encoding is the file?")
    well_made(page)
    page.get_by_role("radio", name="Windows-1252").press("Space")
    page.get_by_role("button", name="Read it so and continue").press("Enter")
    expect(page.get_by_label("Encoding")).to_have_value("cp1252", timeout=JOB_MS)
    expect(page.locator("#missing li")).to_have_count(1)
    page.get_by_label("Mark this record").check()
    well_made(page)
    page.get_by_role("button", name="Load 1 row as a draft").click()
    page.get_by_role("link", name="See them in the to-do list").click(timeout=JOB_MS)
    expect(page.locator("#unheld")).to_contain_text("Not in the newest table of: Example commission")
    page.goto(f"{site}/en/steward/import/{no_datum}")
    expect(page.get_by_role("radio")).to_have_count(4)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_role("img", name="The same position read in the four datums")).to_be_visible()
    well_made(page)
    page.get_by_role("button", name="Sign out").click()


def mended(path: Path) -> Path:
    """The workbook of the problems with its two cells mended, as it is sent back."""
    book = openpyxl.load_workbook(path)
    right = {"121.43O": "121.4300", "开门了": "operating"}
    cells = [cell for row in book["rows to mend"].iter_rows() for cell in row if cell.value in right]
    assert len(cells) == len(right)
    for cell in cells:
        cell.value = right[str(cell.value)]
    book.save(path)
    return path
