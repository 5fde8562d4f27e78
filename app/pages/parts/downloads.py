"""Links to the files of a list: of all that a page filters, or of some platforms in the words of the page."""

from app.downloads.parameters import COLUMNS
from app.downloads.routes import FORMATS, download_path
from app.pages.address.location import filter_pairs
from app.pages.context import Context
from app.platforms.values import DEFAULT_KINDS
from app.web.prefix import at
from app.web.responses import with_query


def labelled(context: Context, ending: str, ids: tuple[str, ...]) -> str:
    """The file of these platforms; `ending` is that of a format which takes labels."""
    pairs = [("ids", ",".join(ids)), (COLUMNS.name, "labels"), ("lang", context.lang)]
    return at(with_query(download_path(ending), pairs))


def file_path(context: Context, ending: str, *, labels: bool = False) -> str:
    """The path, below the site's address, of the filtered list of this page as a file of this format.

    `labels`: for a person, in words, where the format has them.
    """
    pairs = filter_pairs(context.location.filter)
    if context.location.filter["kind"] == DEFAULT_KINDS:
        pairs = [*pairs, *(("kind", kind) for kind in DEFAULT_KINDS)]
    words = [(COLUMNS.name, "labels")] if labels and FORMATS[ending].labelled else []
    return with_query(download_path(ending), [*pairs, *words, ("lang", context.lang)])
