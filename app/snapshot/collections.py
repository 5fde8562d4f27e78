"""The collections that the maps of a snapshot share, and which of them a map's tree names."""

import asyncio
import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import select

from app.analysis.declared import declared
from app.collections.areas import areas
from app.districts import ground, orientation
from app.pages.maps import ITEMS
from app.platforms.bubbles import bubbles as counts_per_area
from app.platforms.columns import LISTS
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.platforms.read import item_rows
from app.snapshot.location import SnapshotLocation
from app.snapshot.site import Site
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from frontend.component import Spec
from frontend.sources import Shared

Collection = dict[str, Any]
EVERY = 2**31 - 1
NEEDED = ("name", "kind", "precision", "source_date", *(facet.property for facet in FACETS))
"""Facts for a mark and for every filter; the rest stands on the cards and pages."""
NAMES = {
    "/api/basemap": "basemap",
    "/api/collections/districts/items": "districts",
    "/api/collections/zones/items": "zones",
    "/api/features": "features",
    "/api/bubbles": "bubbles",
    ITEMS: "platforms",
}
ORIENTATION = "/orientation/"
NO_FILTER = ("lang", "properties", "limit", "zoom")


async def collections(site: Site, location: SnapshotLocation) -> dict[str, Collection]:
    """Every collection by name, in the language of `here`, whose place decides where its links lead."""
    db, vocabulary, lang = site.db, site.vocabulary, location.lang
    every = Filter()
    layers: dict[str, Collection] = {
        "basemap": await site.base_map.collection(db, vocabulary.data_version, lang),
        "platforms": _collection(await platforms(site, lang)),
        "features": await declared(db, vocabulary, every, lang),
    }
    for feature in layers["features"]["features"]:
        about = feature["properties"]
        domains = tuple(domain["code"] for domain in about["domains"])
        about["link"] = location.home(Filter(district=(about["code"],), domain=domains))
        about["insight"] = None
    for name in ("districts", "zones"):
        layers[name] = _collection(await areas(db, name, lang))
    for group in ("district", "zone"):
        bubbles = await counts_per_area(db, vocabulary, every, group, lang)
        layers[f"bubbles-{group}"] = _collection(bubbles["features"])
    return layers | await in_both_languages(site.db)


BOTH = (*orientation.FILES, "ground")
"""Collections in which the names of both languages stand, or that have those of the source alone."""


async def in_both_languages(db: Reader) -> dict[str, Collection]:
    """The layers of the orientation and the imported ground: each names its own licence."""
    layers: dict[str, Collection] = {"ground": _collection([])}
    if await ground.levels(db):
        layers["ground"] = json.loads(await ground.whole(db, ground.SNAPSHOT_LEVEL))
    for name in orientation.versions():
        layers[name] = await asyncio.to_thread(orientation.document, name)
    return layers


def _collection(features: list[Any]) -> Collection:
    return {"type": "FeatureCollection", "features": features}


@compiled_once
def _searched() -> AnySelect:
    return select(Platform.id, Platform.search_text)


async def platforms(site: Site, lang: str) -> list[Any]:
    """Each platform as a feature with what the filters ask for, the text of the search among it."""
    row = await item_rows(site.db, Filter(), NEEDED, lang, EVERY, 0)
    texts = {each["id"]: each["search_text"] for each in await site.db.rows(_searched())}
    features: list[Any] = json.loads(row["features"])
    for each in features:
        properties = each["properties"]
        # The scripts of a snapshot compare lists: a feature has null where one is empty.
        properties |= {name: properties[name] or [] for name in LISTS if name in properties}
        properties["search"] = texts.get(each["id"], "")
    return features


def shared(spec: Spec) -> Spec:
    """The same tree with each address of the API replaced by the collection that answers in its place."""
    return {name: _shared(value) for name, value in spec.items()}


def _shared(value: Any) -> Any:
    if isinstance(value, list):
        return [_shared(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") != "remote":
        return shared(value)
    parts = urlsplit(value["url"])
    query = [(name, text) for name, text in parse_qsl(parts.query) if name not in NO_FILTER]
    return Shared(_name_of(parts.path), urlencode(query, safe=",:")).spec()


def _name_of(path: str) -> str:
    """The name of the collection that stands for an address of the API, or for a layer of the orientation."""
    return PurePosixPath(path).stem if path.startswith(ORIENTATION) else NAMES[path]


def named(spec: Any) -> set[str]:
    """The names of the collections that a tree needs."""
    if isinstance(spec, list):
        return {name for each in spec for name in named(each)}
    if not isinstance(spec, dict):
        return set()
    if spec.get("type") != "shared":
        return named(list(spec.values()))
    return {"bubbles-district", "bubbles-zone"} if spec["name"] == "bubbles" else {spec["name"]}
