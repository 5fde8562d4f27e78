"""Both languages say the same things, and nothing is said that nobody shows."""

import re
from pathlib import Path

import pytest

from frontend.language import LANGUAGE_CODES
from frontend.messages import FOLDER, MessageError, messages

ROOT = Path(__file__).parents[2]
OTHER_VARIABLES = {"feature-more"}  # Chinese counts all of them, English those beyond the named ones
KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.M)


def keys(lang: str, name: str) -> dict[str, set[str]]:
    """Each message's key with the variables it uses."""
    text = (FOLDER / lang / name).read_text("utf-8")
    starts = [*KEY.finditer(text)]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    bodies = (text[a.start() : b] for a, b in zip(starts, ends, strict=True))
    return {a.group(1): set(re.findall(r"\$([a-z]+)", body)) for a, body in zip(starts, bodies, strict=True)}


@pytest.mark.parametrize("name", sorted(path.name for path in (FOLDER / "zh-CN").glob("*.ftl")))
def test_both_languages_have_the_same_messages_and_variables(name: str) -> None:
    chinese, english = keys("zh-CN", name), keys("en", name)
    assert set(chinese) == set(english)
    for key in set(chinese) - OTHER_VARIABLES:
        assert chinese[key] == english[key], key


@pytest.mark.parametrize(
    ("name", "folders", "endings"),
    [
        ("map.ftl", ["frontend/src"], ".ts"),
        ("pages.ftl", ["app"], ".py"),
        ("list.ftl", ["app"], ".py"),
        ("list.ftl", ["frontend/src/local"], ".ts"),
        ("builder.ftl", ["app"], ".py"),
        ("match.ftl", ["app"], ".py"),
        ("onward.ftl", ["app"], ".py"),
        ("pictures.ftl", ["app"], ".py"),
        ("properties.ftl", ["app"], ".py"),
        ("lists.ftl", ["app"], ".py"),
        ("finding.ftl", ["app"], ".py"),
        ("about.ftl", ["app"], ".py"),
        ("siting.ftl", ["app"], ".py"),
        ("over-time.ftl", ["app"], ".py"),
        ("source-words.ftl", ["app"], ".py"),
        ("match-local.ftl", ["frontend/src/local"], ".ts"),
    ],
)
def test_every_message_is_used(name: str, folders: list[str], endings: str) -> None:
    files = [path for folder in folders for path in (ROOT / folder).rglob(f"*{endings}")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    for key in keys("en", name):
        stems = [key] + [key[:at] + "-" for at in (m.start() for m in re.finditer("-", key))]
        said = re.search(rf"[\"'`]{re.escape(key)}[\"'`]", code)
        built = any(re.search(rf"[\"'`]{re.escape(stem)}(\$?\{{)", code) for stem in stems[1:])
        ending = re.search(rf"\}}-{re.escape(key.split('-', 1)[-1])}[\"'`]", code)
        composed = key.startswith(("voucher-", "fund-", "none-listed"))
        assert said or built or ending or composed, key


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
    said = re.sub(r"\{[^}]*\}|^\S+ =|such as zone,domain|business domain|\bsign[- ]in\b", "", text, flags=re.M)
    assert re.findall(r"[^\n]*\b(?:signs?|[Dd]omains?)\b[^\n]*", said) == []
