"""The languages of the site: how an address says one, and that one module alone names them."""

import re
from pathlib import Path

import pytest

from frontend.language import LANGUAGE_CODES, choose, language_of, language_query, page_path, read_page_path

ROOT = Path(__file__).parents[2]
NAMES_ONE = re.compile(r"""["'](en|zh-CN)["']|["']/en\b""")
EXCEPTIONS = {
    "frontend/language.py": "the one place",
    "frontend/src/generated/facts.ts": "holds the city's name in each",
    "frontend/src/generated/languages.ts": "written from it",
    "frontend/src/entries/embed-host.ts": "runs on other sites, alone, and its bytes are kept for ever",
}


@pytest.mark.parametrize(
    ("written", "lang", "path"),
    [
        ("/", "zh-CN", "/"),
        ("/insight", "zh-CN", "/insight"),
        ("/english", "zh-CN", "/english"),
        ("/en", "en", "/"),
        ("/en/", "en", "/"),
        ("/en/zone/lingang", "en", "/zone/lingang"),
    ],
)
def test_a_path_says_its_language(written: str, lang: str, path: str) -> None:
    assert read_page_path(written) == (lang, path)
    assert page_path(lang, path) == ("/en/" if written == "/en" else written)


def test_a_query_names_the_language_that_does_not_go_without_saying() -> None:
    assert [language_query(code) for code in LANGUAGE_CODES] == [[], [("lang", "en")]]
    assert [choose(code, "名", "name") for code in LANGUAGE_CODES] == ["名", "name"]


def test_another_language_is_refused() -> None:
    with pytest.raises(LookupError, match="fr"):
        language_of("fr")


def test_nothing_else_names_a_language() -> None:
    files = [*(ROOT / "app").rglob("*.py"), *(ROOT / "geo").rglob("*.py"), *(ROOT / "frontend").glob("*.py")]
    files += (ROOT / "frontend" / "src").rglob("*.ts")
    assert len(files) > 300
    naming = {file.relative_to(ROOT).as_posix() for file in files if NAMES_ONE.search(file.read_text("utf-8"))}
    assert naming == set(EXCEPTIONS)
