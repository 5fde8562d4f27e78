"""Every sentence a person reads, in two languages: Fluent files in `messages/<language>/`."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from frontend.bidi import isolated
from frontend.language import LANGUAGES

FOLDER = Path(__file__).parent / "messages"


class MessageError(LookupError):
    """A message is missing or its arguments do not fit."""


class Messages:
    """The messages of one language. Numbers are grouped as the language does, and texts put in turn nothing around."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._plain: dict[str, str] = {}
        self._bundle = FluentBundle([lang], use_isolating=False)  # Only what turns is isolated: see below.
        for path in sorted((FOLDER / lang).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text("utf-8")), allow_overrides=True)

    def __call__(self, key: str, **args: str | int | float) -> str:
        """The message. Raises MessageError for an unknown key or missing arguments."""
        if args:
            return self._formatted(key, args)
        if key not in self._plain:
            self._plain[key] = self._formatted(key, args)
        return self._plain[key]

    def _formatted(self, key: str, args: Mapping[str, str | int | float]) -> str:
        if not self._bundle.has_message(key):
            raise MessageError(f"no message “{key}” in {self.lang}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MessageError(f"message “{key}” in {self.lang} is empty")
        safe = {name: isolated(value) if isinstance(value, str) else value for name, value in args.items()}
        text, errors = self._bundle.format_pattern(pattern, safe)
        if errors:
            raise MessageError(f"message “{key}” in {self.lang}: {errors[0]}")
        return str(text)


@lru_cache(maxsize=len(LANGUAGES))
def messages(lang: str) -> Messages:
    """The messages of a language, read once."""
    return Messages(lang)
