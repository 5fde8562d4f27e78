"""GeoJSON, and CSV in words, sent while they are read."""

import json
from codecs import BOM_UTF8
from typing import Any

from app.downloads.about import About
from app.downloads.labels import Labels, csv_line
from app.downloads.rows import AT_ONCE
from app.store.database import Compiled
from app.web.streaming import Pieces, connected


async def geojson(url: str, query: Compiled, values: dict[str, Any], about: About) -> Pieces:
    """The rows of `query`, each a `feature`, as one collection (RFC 7946). Raises DatabaseAwayError."""
    head = {"type": "FeatureCollection", "title": about.title, "description": "\n".join(about.lines)}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "features": ['
    before = b"\n"
    async with connected(url) as connection, connection.cursor("features") as cursor:
        await cursor.execute(query.sql.encode(), {**query.fixed, **values})
        async for (feature,) in cursor:
            yield before + feature.encode()
            before = b",\n"
    yield b"\n]}\n"


async def labelled_csv(url: str, query: Compiled, values: dict[str, Any], labels: Labels) -> Pieces:
    """The rows of `query`, records as columns of codes, in words. Raises DatabaseAwayError."""
    # Spreadsheet programs read a CSV as UTF-8 if it begins with it.
    yield BOM_UTF8 + csv_line([*labels.heads()])
    async with connected(url) as connection, connection.cursor("rows") as cursor:
        cursor.itersize = AT_ONCE
        await cursor.execute(query.sql.encode(), {**query.fixed, **values})
        names = [column.name for column in cursor.description or ()]
        async for row in cursor:
            yield csv_line(labels.row(dict(zip(names, row, strict=True))))
