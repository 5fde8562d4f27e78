"""Both languages say the same things, and nothing is said that nobody shows."""

import re
from functools import cache
from pathlib import Path

import pytest

from frontend.language import LANGUAGE_CODES
from frontend.messages import FOLDER, MessageError, messages

ROOT = Path(__file__).parents[2]
OTHER_VARIABLES = {"feature-more"}  # Chinese counts all of them, English those beyond the named ones
NAMES = sorted(path.name for path in (FOLDER / "zh-CN").glob("*.ftl"))
KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.M)


def keys(lang: str, name: str) -> dict[str, set[str]]:
    """Each message's key with the variables it uses."""
    text = (FOLDER / lang / name).read_text("utf-8")
    starts = [*KEY.finditer(text)]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    bodies = (text[a.start() : b] for a, b in zip(starts, ends, strict=True))
    return {a.group(1): set(re.findall(r"\$([a-z]+)", body)) for a, body in zip(starts, bodies, strict=True)}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_messages_and_variables(name: str) -> None:
    chinese, english = keys("zh-CN", name), keys("en", name)
    assert set(chinese) == set(english)
    for key in set(chinese) - OTHER_VARIABLES:
        assert chinese[key] == english[key], key


@pytest.mark.parametrize("name", NAMES)
def test_a_message_stands_once_in_its_file(name: str) -> None:
    """Of two with one key the last one would be shown, whoever asks."""
    for lang in LANGUAGE_CODES:
        found = KEY.findall((FOLDER / lang / name).read_text("utf-8"))
        assert len(found) == len(set(found)), sorted({key for key in found if found.count(key) > 1})


@cache
def quoted_in_code() -> tuple[set[str], set[str], set[str]]:
    """What the code has in quotes: whole keys, beginnings before a value, ends behind one."""
    folders = (("app", "*.py"), ("frontend", "*.py"), ("frontend/src", "*.ts"))
    files = [
        path for folder, name in folders for path in (ROOT / folder).rglob(name) if "node_modules" not in path.parts
    ]
    code = "\n".join(path.read_text("utf-8") for path in files)
    whole, begun, ended = (
        set(re.findall(pattern, code))
        for pattern in (
            r"[\"'`]([a-z][a-z0-9-]*)(?=[\"'`])",
            r"[\"'`]([a-z][a-z0-9-]*-)\$?\{",
            r"\}-([a-z0-9-]+)[\"'`]",
        )
    )
    return whole, begun, ended


@pytest.mark.parametrize("name", NAMES)
def test_every_message_is_used(name: str) -> None:
    whole, begun, ended = quoted_in_code()
    unused = [
        key
        for key in keys("en", name)
        if not key.startswith(("voucher-", "fund-"))  # The name of a facet and a value, both of a table.
        and key not in whole
        and not any(key[: dash.end()] in begun for dash in re.finditer("-", key))
        and not any(key[dash.end() :] in ended for dash in re.finditer("-", key))
    ]
    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_numbers_are_grouped_as_the_language_does(lang: str) -> None:
    assert "10,000" in messages(lang)("n-kind-poc", n=10000)


def test_an_unknown_key_or_a_missing_variable_is_an_error() -> None:
    with pytest.raises(MessageError):
        messages("en")("no-such-message")
    with pytest.raises(MessageError):
        messages("en")("as-of")


def test_english_has_one_word_for_a_field_and_for_a_character() -> None:
    """A technology field is no "domain", which is an address's; what is typed are characters, not "signs"."""
    text = "\n".join(path.read_text("utf-8") for path in (FOLDER / "en").glob("*.ftl"))
    said = re.sub(r"\{[^}]*\}|^\S+ =|such as zone,domain|business domain", "", text, flags=re.M)
    assert re.findall(r"[^\n]*\b(?:signs?(?![ -](?:in|out)\b)|[Dd]omains?)\b[^\n]*", said) == []


def test_a_text_of_any_length_is_put_into_a_sentence() -> None:
    for lang in LANGUAGE_CODES:
        assert messages(lang)("merge-reason", id="长" * 2_000).count("长") == 2_000
        said = messages(lang)("merge-reason", id="长" * 5_000)
        assert "长…" in said
        assert said.count("长") == 2_000
