"""Links to the files of a list that a person opens: in the words of the page, with the address of each record."""

from app.downloads.parameters import COLUMNS
from app.downloads.routes import download_path
from app.pages.context import Context
from app.web.prefix import at
from app.web.responses import with_query


def labelled(context: Context, ending: str, ids: tuple[str, ...]) -> str:
    """The file of these platforms; `ending` is that of a format which takes labels."""
    pairs = [("ids", ",".join(ids)), (COLUMNS.name, "labels"), ("lang", context.lang)]
    return at(with_query(download_path(ending), pairs))
