"""Where links lead within a folder without a server: from file to file, by relative paths."""

from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Any, ClassVar
from urllib.parse import urlencode

from app.pages.address.location import Location, filter_pairs
from app.platforms.filter import Filter
from app.web.bundle import manifest
from frontend.language import page_path

LICENCES = "/licences"
"""The path of the page that names the licences."""


def file_of(lang: str, path: str) -> str:
    """The file of a page: `/district/310112` in English is `en/district/310112.html`."""
    return page_path(lang, f"/{path.strip('/') or 'index'}.html").lstrip("/")


@dataclass(frozen=True)
class SnapshotLocation(Location):
    """A page of the folder. Its links say what they change against the page without any condition."""

    served: ClassVar[bool] = False
    keeps_picks: ClassVar[bool] = False

    def relative(self, file: str) -> str:
        """The way to another file of the folder."""
        return relpath(file, dirname(file_of(self.lang, self.path)) or ".")

    def asset(self, name: str) -> str:
        """The way to a file of the bundle, by its plain name."""
        return self.relative(f"assets/{manifest()[name]}")

    def other(self, path: str) -> str:
        return self.relative(file_of(self.lang, path))

    def home(self, filter: Filter) -> str:
        query = urlencode(filter_pairs(filter), safe=",:")
        return self.other("/") + (f"?{query}" if query else "")

    def url(self, **changes: str | None) -> str:
        return "?" + urlencode([(name, value) for name, value in changes.items() if value])

    def filtered(self, **changes: Any) -> str:
        return self.url(**changes)

    def in_language(self, lang: str) -> str:
        return self.relative(file_of(lang, self.path))


@dataclass(frozen=True)
class SingleFileLocation(SnapshotLocation):
    """The one page of a snapshot that is a single file: a platform's page is a part of it."""

    def other(self, path: str) -> str:
        if path == "/":
            return "?"
        return "#" + path.strip("/").replace("/", "-")

    def home(self, filter: Filter) -> str:
        return "?" + urlencode(filter_pairs(filter), safe=",:")

    def beside(self, path: str) -> None:
        """Lists and glossary are files of a folder, and no part of the one page."""
        return
