"""Makes a snapshot: every page in two languages, the bundle, the data and a manifest; or all of it as one file."""

import json
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.collections import areas
from app.districts import orientation
from app.pages.address.page_states import ABOUT, MATCH
from app.platforms import queries, read
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.predicate import shape
from app.platforms.schemas import Platform
from app.resources import locate
from app.settings import Settings
from app.snapshot import pages
from app.snapshot.collections import EVERY, collections
from app.snapshot.folder import replaced_folder, write_file
from app.snapshot.geopackage import geopackage
from app.snapshot.location import LICENCES, SingleFileLocation, SnapshotLocation, file_of
from app.snapshot.site import Site, opened
from app.web.bundle import manifest
from frontend.assets import FOLDER_STYLES
from frontend.component import as_script_text
from frontend.language import DEFAULT, LANGUAGE_CODES, Lang

BUNDLE = (*FOLDER_STYLES, "snapshot.js", "favicon.svg")
OTHER_PAGES = 4
"""Map, match, licences and the page about the map."""
File = tuple[str, bytes]
Progress = Callable[[int, int], None]
"""Hears how many files or steps are done, and of how many."""


@dataclass(frozen=True)
class Made:
    """What was made."""

    files: int
    platforms: int
    as_of: str | None


async def make_folder(settings: Settings, target: Path, progress: Progress) -> Made:
    """Write the browsable folder `target`. Raises SnapshotError; the old one then stands unchanged."""
    with replaced_folder(target) as folder:
        async with opened(settings) as site:
            listed = (await read.listing(site.db, Filter(), EVERY, 0)).platforms
            data = [*_bundle(), *[each async for each in _data(site)]]
            areas = len(site.vocabulary.districts) + len(site.vocabulary.zones)
            total = len(data) + len(LANGUAGE_CODES) * (OTHER_PAGES + len(pages.LIST_PATHS) + len(listed) + areas)
            done = 0
            async for name, body in _files(site, data, listed):
                folder.add(name, body)
                done += 1
                progress(done, total)
            await site.still_the_same()
            about = {"name": settings.site_name_zh, "as_of": site.vocabulary.as_of, "platforms": len(listed)}
            folder.list_all(about | {"synthetic": site.vocabulary.synthetic})
    return Made(done + 1, len(listed), site.vocabulary.as_of)


async def make_file(settings: Settings, target: Path, lang: Lang, progress: Progress) -> Made:
    """Write the whole as one file. Raises SnapshotError; the old one then stands unchanged."""
    async with opened(settings) as site:
        data = await collections(site, SingleFileLocation(lang, "/"))
        progress(1, 3)
        text = await pages.single_page(site, lang, data)
        await site.still_the_same()
        progress(2, 3)
        write_file(target, text.encode())
        progress(3, 3)
        return Made(1, len(data["platforms"]["features"]), site.vocabulary.as_of)


def _bundle() -> Iterator[File]:
    for name in BUNDLE:
        hashed = manifest()[name]
        yield f"assets/{hashed}", (locate().bundle / hashed).read_bytes()


async def _files(site: Site, data: list[File], listed: list[Platform]) -> AsyncIterator[File]:
    for each in data:
        yield each
    for lang in LANGUAGE_CODES:
        async for name, text in _pages(site, lang, listed):
            yield name, text.encode()


async def _pages(site: Site, lang: Lang, listed: list[Platform]) -> AsyncIterator[tuple[str, str]]:
    yield file_of(lang, "/"), await pages.index_page(site, lang)
    yield file_of(lang, MATCH), await pages.match_file(site, lang, listed)
    yield file_of(lang, LICENCES), pages.licences_file(site, lang)
    yield file_of(lang, ABOUT), await pages.about_file(site, lang)
    for path in pages.LIST_PATHS:
        yield file_of(lang, path), await pages.list_file(site, lang, path)
    for platform in listed:
        yield file_of(lang, f"/platform/{platform.id}"), await pages.platform_file(site, lang, platform)
    for code in site.vocabulary.districts:
        yield file_of(lang, f"/district/{code}"), await pages.district_file(site, lang, code)
    for code in site.vocabulary.zones:
        yield file_of(lang, f"/zone/{code}"), await pages.zone_file(site, lang, code)


async def _data(site: Site) -> AsyncIterator[File]:
    """The collections as classic scripts, then the files for other programs."""
    scripts: dict[str, bytes] = {}
    for lang in LANGUAGE_CODES:
        for name, collection in (await collections(site, SnapshotLocation(lang, "/"))).items():
            text = as_script_text(collection)
            script = f"(window.serviceMapData=window.serviceMapData||{{}})[{json.dumps(name)}]={text};\n"
            scripts[pages.data_file(name, lang)] = script.encode()
    for each in scripts.items():
        yield each
    for file in orientation.files():
        yield f"data/{file.name}", file.read_bytes()
    row = await read.item_rows(site.db, Filter(), PROPERTIES, DEFAULT.code, EVERY, 0)
    layers = {"platforms": json.loads(row["features"])}
    for name in ("districts", "zones"):
        layers[name] = await areas.areas(site.db, name, DEFAULT.code)
    for name, features in layers.items():
        yield f"data/{name}.geojson", _geojson(features)
    csv = await site.db.copy_csv(queries.csv(shape(Filter()), "default", DEFAULT.code), {"lang": DEFAULT.code})
    yield "data/platforms.csv", BOM_UTF8 + csv
    yield "data/servicemap.gpkg", geopackage(layers, site.vocabulary.as_of)


def _geojson(features: list[Any]) -> bytes:
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()
