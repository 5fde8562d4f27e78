"""GeoJSON, sent while it is read."""

import json
from typing import Any

from app.downloads.about import About
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
