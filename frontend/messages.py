"""Every sentence a person reads, in two languages: Fluent files in `messages/<language>/`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock

from fluent.runtime import FluentBundle, FluentResource

from frontend.bidi import isolated
from frontend.language import LANGUAGES

FOLDER = Path(__file__).parent / "messages"
ENTRY = re.compile(r"^(?=(-?[a-zA-Z][\w-]*)[ ]*=)", re.MULTILINE)
"""Where a message or a term begins: nothing else does at the beginning of a line with a name and “=”."""
KEPT = 2_048
"""So many sentences with what was put into them are kept for a language: a page says most of them of every record."""
LONGEST = 2_000
"""So long may a text be that is put into a sentence; Fluent takes 2,500 characters."""
NAMED = re.compile(r"{\s*(-?[a-zA-Z][\w-]*)")
"""Another entry that one names."""


class MessageError(LookupError):
    """A message is missing or its arguments do not fit."""


class Messages:
    """The messages of one language. Numbers are grouped as the language does, and texts put in turn nothing around."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._plain: dict[str, str] = {}
        self._bundle = FluentBundle([lang], use_isolating=False)  # Only what turns is isolated: see below.
        self._reading = Lock()
        # Numbers that are equal are written alike only where they are of one type: 1 and 1.0, say.
        self._with_args = lru_cache(maxsize=KEPT, typed=True)(self._formatted_with)
        self._unread: dict[str, str] = {}
        """The text of each entry until somebody asks for it: a process needs few of the thousands, and to parse all of
        them takes a second of a processor and much memory."""
        for path in sorted((FOLDER / lang).glob("*.ftl")):
            _, *parts = ENTRY.split(path.read_text("utf-8"))
            self._unread.update(zip(parts[0::2], parts[1::2], strict=True))

    def _read(self, key: str) -> None:
        """Parse an entry, and those that it names."""
        if key not in self._unread:
            return
        with self._reading:
            entries: dict[str, str] = {}
            names = [key]
            while names:
                name = names.pop()
                if name in self._unread and name not in entries:
                    entries[name] = self._unread[name]
                    names += NAMED.findall(entries[name])
            self._bundle.add_resource(FluentResource("".join(entries.values())))
            # Only now: another thread that finds an entry here no more takes it for read.
            for name in entries:
                del self._unread[name]

    def __call__(self, key: str, **args: str | int | float) -> str:
        """The message. Raises MessageError for an unknown key or missing arguments."""
        if args:
            return self._with_args(key, **args)
        if key not in self._plain:
            self._plain[key] = self._formatted(key, args)
        return self._plain[key]

    def _formatted_with(self, key: str, **args: str | int | float) -> str:
        return self._formatted(key, args)

    def _formatted(self, key: str, args: Mapping[str, str | int | float]) -> str:
        self._read(key)
        if not self._bundle.has_message(key):
            raise MessageError(f"no message “{key}” in {self.lang}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MessageError(f"message “{key}” in {self.lang} is empty")
        safe = {name: isolated(_short(value)) if isinstance(value, str) else value for name, value in args.items()}
        text, errors = self._bundle.format_pattern(pattern, safe)
        if errors:
            raise MessageError(f"message “{key}” in {self.lang}: {errors[0]}")
        return str(text)


def _short(text: str) -> str:
    """A text as a sentence may hold it: what somebody sent may be of any length."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@lru_cache(maxsize=len(LANGUAGES))
def messages(lang: str) -> Messages:
    """The messages of a language, read once."""
    return Messages(lang)
