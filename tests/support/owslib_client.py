"""Reads an API with OWSLib, as a script of GIS staff does, and prints what it found as JSON."""

import json
import sys
from typing import Any

from owslib.ogcapi.features import Features


def read(api: str, page: int) -> dict[str, Any]:
    """What each part of OWSLib's client finds; of each collection the ids, page after page."""
    client = Features(api)
    document = client.api()
    names = client.feature_collections()
    return {
        "version": document["openapi"],
        "paths": list(document["paths"]),
        "conformance": client.conformance()["conformsTo"],
        "collections": {name: _collection(client, name, page) for name in names},
    }


def _collection(client: Features, name: str, page: int) -> dict[str, Any]:
    ids: list[str] = []
    matched = 1
    while len(ids) < matched:
        items = client.collection_items(name, limit=page, offset=len(ids))
        matched = items["numberMatched"]
        ids += [feature["id"] for feature in items["features"]]
    box = client.collection_items(name, bbox=[121.5, 31.1, 121.7, 31.3], limit=1000)
    return {
        "title": client.collection(name)["title"],
        "queryables": list(client.collection_queryables(name)["properties"]),
        "ids": ids,
        "in_box": [feature["id"] for feature in box["features"]],
        "first": client.collection_item(name, ids[0])["id"],
        "filtered": client.collection_items(name, filter=f"id = '{ids[0]}'")["numberMatched"],
    }


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1], 7)))
