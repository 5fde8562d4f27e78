"""The languages of the site: what they are called, how an address says one, and how they write a list.

No other module names them. The browser's code has the same from `frontend/src/generated/languages.ts`.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeVar

Lang = Literal["zh-CN", "en"]
Text = TypeVar("Text")


@dataclass(frozen=True)
class Language:
    """One language of the site.

    `code` is what `<html lang>`, `hreflang` and the parameter `lang` say, `prefix` stands before the path of every
    page, and `comma` between the parts of a list.
    """

    code: Lang
    prefix: str
    comma: str


CHINESE = Language("zh-CN", "", "、")
ENGLISH = Language("en", "/en", ", ")
LANGUAGES = (CHINESE, ENGLISH)
LANGUAGE_CODES: tuple[Lang, ...] = tuple(each.code for each in LANGUAGES)
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Signs of Chinese and Japanese, with their own punctuation."""
KANA = re.compile(r"[\u3041-\u30ff]")
DEFAULT = CHINESE
"""The language of an address that names none."""


def language_of(code: str) -> Language:
    """The language with this code. Raises LookupError for any other text."""
    for each in LANGUAGES:
        if each.code == code:
            return each
    raise LookupError(f"{code} is no language of the site")


def language_named(text: str) -> Lang | None:
    """The code of the language that a text names, in small letters or by its first part, too: `EN`, `zh`, `en-GB`."""
    first = text.lower().partition("-")[0]
    return next((each.code for each in LANGUAGES if each.code.lower().partition("-")[0] == first), None)


def other_language(code: str) -> Lang:
    """The code of the language that a page offers beside its own."""
    return CHINESE.code if code == ENGLISH.code else ENGLISH.code


def choose(code: str, chinese: Text, english: Text) -> Text:
    """What belongs to the language, of two that exist for both."""
    return english if code == ENGLISH.code else chinese


def language_written(text: str) -> str | None:
    """The code of the language that signs of a text are of: Chinese, Japanese, or None for letters of any."""
    if KANA.search(text):
        return "ja"
    return CHINESE.code if HAN.search(text) else None


def page_path(code: str, path: str) -> str:
    """The path of a page: `/insight` in English is `/en/insight`."""
    return language_of(code).prefix + path


def read_page_path(path: str) -> tuple[Lang, str]:
    """The language that the path of a page names, and the path without it."""
    for each in LANGUAGES:
        if each.prefix and (path == each.prefix or path.startswith(f"{each.prefix}/")):
            return each.code, path.removeprefix(each.prefix) or "/"
    return DEFAULT.code, path


def language_query(code: str) -> list[tuple[str, str]]:
    """The parameters that name the language where no path does; the default goes without saying."""
    return [] if code == DEFAULT.code else [("lang", code)]


def digits(number: int) -> str:
    """A whole number as both languages write it, also outside of a sentence: 1,000,075."""
    return f"{number:,}"
