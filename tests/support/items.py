"""Asks the API for items of a collection: all that match, with any filter."""

from typing import Any

import httpx

from app.collections.catalogue import COLLECTIONS

Feature = dict[str, Any]


def items(client: httpx.Client, collection: str, /, **params: str) -> httpx.Response:
    """All items that match, on one page."""
    return client.get(f"/api/collections/{collection}/items", params={"limit": "10000", **params})


def found(client: httpx.Client, filter: str, name: str = "platforms", **params: str) -> set[str]:
    """The ids of the items that fulfil a filter. Fails where it is refused, and where the count is another one."""
    answer = items(client, name, filter=filter, **params)
    assert answer.status_code == 200, (filter, answer.text)
    document = answer.json()
    assert document["numberMatched"] == len(document["features"])
    return {feature["id"] for feature in document["features"]}


def every_feature(client: httpx.Client) -> dict[str, list[Feature]]:
    """All features of each collection, with their ids among their properties, and what no filter names left out."""
    every = {name: items(client, name).json()["features"] for name in COLLECTIONS}
    for features in every.values():
        for feature in features:
            named = {key: value for key, value in feature["properties"].items() if key not in ("label", "bbox")}
            feature["properties"] = {"id": feature["id"], **named}
    return every
