"""GeoJSON, and CSV in words, sent while they are read."""

import json
from codecs import BOM_UTF8

from app.downloads.about import About
from app.downloads.labels import Labels, csv_line
from app.downloads.rows import AT_ONCE
from app.store.file_query import FileQuery
from app.web.streaming import LONGEST_S, Pieces


async def geojson(query: FileQuery, about: About) -> Pieces:
    """The rows of `query`, each a `feature`, as one collection (RFC 7946). Raises DatabaseAwayError, OutdatedError."""
    head = {"type": "FeatureCollection", "title": about.title, "description": "\n".join(about.lines)}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "features": ['
    before = b"\n"
    async with query.connected(LONGEST_S) as connection, connection.cursor("features") as cursor:
        await cursor.execute(query.statement, query.bound)
        async for (feature,) in cursor:
            yield before + feature.encode()
            before = b",\n"
    yield b"\n]}\n"


async def labelled_csv(query: FileQuery, labels: Labels) -> Pieces:
    """The rows of `query`, records as columns of codes, in words. Raises DatabaseAwayError, OutdatedError."""
    # Spreadsheet programs read a CSV as UTF-8 if it begins with it.
    yield BOM_UTF8 + csv_line([*labels.heads()])
    async with query.connected(LONGEST_S) as connection, connection.cursor("rows") as cursor:
        cursor.itersize = AT_ONCE
        await cursor.execute(query.statement, query.bound)
        names = [column.name for column in cursor.description or ()]
        async for row in cursor:
            yield csv_line(labels.row(dict(zip(names, row, strict=True))))
