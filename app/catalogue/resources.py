"""What a catalogue says of each collection: its words, where and when it holds, and the files and addresses to get it.

Nothing is said that is not stated: a publisher where the site names one, a date where the data have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from app.city import city
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection, CollectionExtent
from app.downloads.routes import FORMATS, download_path
from app.vocabulary import Vocabulary
from app.web.dependencies import settings_of
from app.web.responses import GEOJSON
from app.web.site import base_url
from frontend.language import LANGUAGE_CODES, page_path
from frontend.messages import messages

Words = Mapping[str, str]
"""The same text by the code of its language."""


@dataclass(frozen=True)
class Distribution:
    """One way to get a resource; `whole`: one file with all of it, else pages of it."""

    title: str
    address: str
    media_type: str
    whole: bool


@dataclass(frozen=True)
class Resource:
    """A collection as a catalogue describes it."""

    name: str
    titles: Words
    descriptions: Words
    address: str
    extent: CollectionExtent
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True)
class Catalogue:
    """All resources of the site. `as_of` is the date of the data, as `2026-11`; `publisher` who runs the site."""

    site: str
    titles: Words
    descriptions: Words
    resources: tuple[Resource, ...]
    as_of: str | None
    publisher: str | None
    terms: Words
    """The pages that name the terms of use."""


def catalogue_of(request: Request, vocabulary: Vocabulary, extents: Mapping[str, CollectionExtent]) -> Catalogue:
    """The catalogue of this site, with the addresses that it was called by."""
    site = base_url(request)
    say = {code: messages(code) for code in LANGUAGE_CODES}
    return Catalogue(
        site,
        {code: say[code]("service-title", city=city().name(code)) for code in say},
        {code: say[code]("site-description", city=city().name(code)) for code in say},
        tuple(_resource(site, each, extents[each.name]) for each in COLLECTIONS.values()),
        vocabulary.as_of,
        settings_of(request).organiser or None,
        {code: site + page_path(code, "/licences") for code in say},
    )


def _resource(site: str, collection: Collection, extent: CollectionExtent) -> Resource:
    titles: Words = {code: collection.title(code) for code in LANGUAGE_CODES}
    descriptions: Words = {code: collection.about(code) for code in LANGUAGE_CODES}
    items = f"{site}{collection.items_path}"
    pages = (
        Distribution("GeoJSON", f"{items}?f=json", GEOJSON, whole=False),
        Distribution("HTML", f"{items}?f=html", "text/html", whole=False),
    )
    files = tuple(
        Distribution(form.title, site + download_path(ending), form.media_type.split(";")[0], whole=True)
        for ending, form in FORMATS.items()
        if collection.name == "platforms"
    )
    return Resource(collection.name, titles, descriptions, f"{site}{collection.path}", extent, (*pages, *files))
