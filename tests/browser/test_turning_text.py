"""Text that turns its direction, in a name, an address, a search or a chip, turns nothing beside it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy
from playwright.sync_api import expect

from app.imports.ingest import import_file
from app.settings import Settings
from app.store.writing import write_session
from frontend.bidi import isolated
from frontend.messages import messages
from tests.support.browser import Open
from tests.support.databases import Databases
from tests.support.import_files import PLACED, write
from tests.support.server import running

RLO = "\u202e"
PLAIN, TURNING = "abc-def", f"abc{RLO}def"
TURNED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const turned = [], range = document.createRange()
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.data
    if (!node.parentElement?.getClientRects().length) continue
    if (node.parentElement.closest('script, style, svg, option, .sr-only')) continue
    const boxes = [...text].length === text.length ? [...text].map((one, at) => {
      range.setStart(node, at), range.setEnd(node, at + 1)
      return { one, box: range.getBoundingClientRect() }
    }) : []
    // What the text itself turns is its own; the isolates end it.
    const outside = []
    let depth = 0
    for (const each of boxes) {
      if ('\\u2066\\u2067\\u2068'.includes(each.one)) depth += 1
      else if (each.one === '\\u2069') depth -= 1
      // Of the last characters of a line that holds a turned part, Chromium gives the box of all that follows it.
      else if (!depth && each.box.width && each.box.width < 60) outside.push(each)
    }
    if (!text.includes('\\u2068') && text.includes('\\u202e')) continue
    for (let at = 1; at < outside.length; at += 1) {
      const [before, after] = [outside[at - 1].box, outside[at].box]
      if (Math.abs(before.top - after.top) > 3 || after.left > before.left - 1) continue
      turned.push(text.trim().slice(0, 60))
      break
    }
  }
  return turned
}"""


@pytest.fixture(scope="module")
def turning_site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = databases.url("turning")
    texts = ("name_zh", "name_en", "operator", "address", "status_text", "summary_zh", "source_title", "domains_other")
    row = {**PLACED, **dict.fromkeys(texts, PLAIN), "id": "turning-1", "service_phrases": PLAIN, "domains": ""}
    path: Path = tmp_path_factory.mktemp("turning") / "turning.csv"
    import_file(url, write(path, row), crs=None, dry_run=False)
    _turn(url)
    with running(Settings(database_url=url)) as address:
        yield address


def _turn(url: str) -> None:
    """Put the control into the stored texts, as a program did that let it pass: an import refuses it now."""
    texts = ("name_zh", "name_en", "address", "status_text", "summary_zh")
    lists = ("domains_other", "service_phrases")
    changes = [f"{text} = replace({text}, '{PLAIN}', :turning)" for text in texts]
    changes += [f"{each} = array_replace({each}, '{PLAIN}', :turning)" for each in lists]
    with write_session(url) as connection:
        for statement in (
            f"UPDATE platforms SET {', '.join(changes)} WHERE id = 'turning-1'",  # noqa: S608 - names of ours
            "UPDATE operators SET name = :turning WHERE name = 'abc-def'",
            "UPDATE sources SET title = :turning WHERE title = 'abc-def'",
        ):
            assert connection.execute(sqlalchemy.text(statement), {"turning": TURNING}).rowcount == 1


def test_nothing_beside_a_turning_text_is_turned(opened: Open, turning_site: str) -> None:
    page = opened("/?ids=turning-1&group=none&select=turning-1", site=turning_site)
    asked = quote(TURNING)
    for path in (
        None,
        f"/?q={asked}",
        f"/en/?q={asked}&domain={asked}",
        "/platform/turning-1",
        "/en/platform/turning-1",
    ):
        if path:
            page.goto(turning_site + path)
        assert page.evaluate(TURNED) == [], path
    assert page.title().startswith(isolated(TURNING) + " · ")
    # Nor does it turn the quotation marks around it.
    page.goto(f"{turning_site}/?q=nothing{asked}")
    said = messages("zh-CN")("empty-unknown", names=f"“{isolated('nothing' + TURNING)}”")
    expect(page.get_by_text(said)).to_be_visible()


def test_isolates_are_balanced_and_only_where_something_turns() -> None:
    assert isolated("概念验证 PoC") == "概念验证 PoC"
    for text in (TURNING, "\u2069\u2069a\u202e", "\u2067a", "שלום", "\u2067a\u2069\u2069b"):
        depth = 0
        for character in (whole := isolated(text)):
            depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
            assert depth > 0 or character == whole[-1], ascii(text)
        assert depth == 0, ascii(text)
