"""`/api/downloads/platforms.<format>`: the whole of a filtered list as one file, with the parameters of the list."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.collections.expressions import expression_of
from app.collections.parameters import FILTERING
from app.downloads import files, gis, hsds, streams, xlsx
from app.downloads.about import About, about
from app.downloads.files import files_of
from app.downloads.labels import LabelledRows, Labels
from app.downloads.parameters import COLUMNS
from app.downloads.rows import Table
from app.errors import TooManyRowsError
from app.headers import HEAD_ONLY
from app.platforms import queries, read
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.predicate import Shape, shape, values
from app.platforms.queryables import QUERYABLES
from app.query.items import ItemsConditions
from app.query.parameter import Parameter
from app.query.parameters import LANG, Sort
from app.query.request import UNCHANGED
from app.store.file_query import FileQuery
from app.store.glance import anew
from app.store.statements import Compiled
from app.store.version import Version
from app.vocabulary.dependencies import vocabulary_cache
from app.web import streaming
from app.web.dependencies import answers_of, settings_of, snapshot_for
from app.web.file_answer import FileAnswer
from app.web.in_time import doing, is_late
from app.web.prefix import at
from app.web.responses import GEOJSON, XLSX
from app.web.site import base_url
from app.web.streaming import CSV_TYPE, Pieces, place, streamed
from frontend.language import page_path

router = APIRouter(prefix="/api/downloads", tags=["downloads"])


@dataclass(frozen=True)
class Download:
    """One file of one list: where to read, what and how, and what the file says of itself."""

    request: Request
    version: Version
    filter: Filter
    also: ItemsConditions
    lang: str
    about: About
    labels: Labels | None = None
    """How the file says in words what it says in codes; None: it has the columns of a file for import."""

    def query(self, select: Callable[[Shape, Sort, str], Compiled]) -> FileQuery:
        """What `select` reads of the matching records."""
        compiled = select(shape(self.filter, self.also), self.filter.sort, self.lang)
        bound = {**values(self.filter, self.also), "lang": self.lang}
        return FileQuery(settings_of(self.request).database_url, self.version, compiled, bound)


Stream = Callable[[Download], Pieces]
PART = {"description": "The part that `Range` asks for."}
PARTS: dict[str, Any] = {"multipart/byteranges": {}}


@dataclass(frozen=True)
class FileFormat:
    """`stream` sends while it reads; `write` makes the file first and takes `most` rows."""

    media_type: str
    title: str
    stream: Stream | None = None
    write: files.Write | None = None
    most: int | None = None
    ending: str = ""
    """How the file's name ends, where that is not the format's name."""
    labelled: bool = False
    """Whether it may have labels in the place of codes: a format that people open."""

    @property
    def also(self) -> tuple[Parameter[Any], ...]:
        """The parameters that it takes besides the filters."""
        return (LANG, *((COLUMNS,) if self.labelled else ()), *FILTERING)

    def answers(self) -> dict[str, Any]:
        """What the API document says of the answers."""
        media_type = self.media_type.split(";")[0]
        parts = {"206": PART | {"content": {media_type: {}, **PARTS}}, "416": {"$ref": "#/components/responses/416"}}
        whole = {"description": "The file.", "content": {media_type: {}}}
        return {"200": whole, **(parts if self.write else {}), **UNCHANGED}


def _csv(download: Download) -> Pieces:
    if download.labels:
        return streams.labelled_csv(download.query(queries.labelled_records), download.labels)
    return streaming.csv(download.query(queries.csv))


def _geojson(download: Download) -> Pieces:
    return streams.geojson(download.query(queries.features), download.about)


FORMATS: Mapping[str, FileFormat] = {
    "csv": FileFormat(CSV_TYPE, "CSV", stream=_csv, labelled=True),
    "geojson": FileFormat(GEOJSON, "GeoJSON", stream=_geojson),
    "xlsx": FileFormat(XLSX, "Excel (XLSX)", write=xlsx.write, most=xlsx.MOST_ROWS, labelled=True),
    "gpkg": FileFormat("application/geopackage+sqlite3", "GeoPackage", write=gis.write_geopackage),
    "fgb": FileFormat("application/flatgeobuf", "FlatGeobuf", write=gis.write_flatgeobuf, most=gis.MOST_ROWS),
    "hsds": FileFormat("application/json", "HSDS 3 (Open Referral)", write=hsds.write, ending="hsds.json"),
}


def download_path(ending: str) -> str:
    """The path of a list as a file of this format."""
    return f"{router.prefix}/platforms.{ending}"


def _endpoint(ending: str) -> Callable[[Request], Awaitable[Response]]:
    async def file(request: Request) -> Response:
        form, lang = FORMATS[ending], LANG.of(request.query_params)
        in_words = form.labelled and COLUMNS.of(request.query_params) == "labels"
        # Given back before the file is made: who waits for a place would keep the connection from the pages.
        async with snapshot_for(request) as db:
            vocabulary = await vocabulary_cache(request).read(db)
            filter = parse_filter(request.query_params, vocabulary, also=form.also).filter
            also = ItemsConditions(expression=expression_of(request.query_params, QUERYABLES))
            n = (await read.counts(db, filter, also))[0] if form.most is not None else 0
        site = base_url(request)
        query = f"?{request.url.query}" if request.url.query else ""
        said = about(vocabulary, lang, f"{site}{download_path(ending)}{query}", site)
        labels = Labels(vocabulary, lang, f"{site}{page_path(lang, '/platform/{id}')}") if in_words else None
        download = Download(request, vocabulary.data_version, filter, also, lang, said, labels)

        async def make() -> Response:
            if form.most is not None and n > form.most:
                raise TooManyRowsError(form.title, n, form.most, at(download_path("csv")) + query)
            if HEAD_ONLY in request.scope:
                # Nobody knows how long the file will be: a length of 0 would be said of the file.
                return StreamingResponse(iter(()), media_type=form.media_type)
            return await _answer(download, ending, form)

        answer = await answers_of(request).cached(request, vocabulary.data_version, ending, make, audience="public")
        if answer.status_code == 200:
            dated = f"-{vocabulary.as_of}" if vocabulary.as_of else ""
            name = f"platforms{dated}.{form.ending or ending}"
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    async def endpoint(request: Request) -> Response:
        return await anew(lambda: file(request))

    form = FORMATS[ending]
    most = f"; {form.most:,} at most." if form.most else "."
    endpoint.__doc__ = f"The matching platforms as {form.title}, all of them{most}"
    return endpoint


async def _answer(download: Download, ending: str, form: FileFormat) -> Response:
    if form.write is None:
        assert form.stream is not None  # noqa: S101
        return await streamed(download.request, form.stream(download), form.media_type)
    query = download.query(queries.labelled_records if download.labels else queries.records)
    write, labels = form.write, download.labels

    def in_words(path: Path, rows: Table, about: About) -> None:
        write(path, LabelledRows(rows, labels) if labels else rows, about)

    request = download.request
    made, key = files_of(request), answers_of(request).etag(download.version, request, ending)
    async with made.turn(request, key):
        path = made.take(key)
        if path is None:
            async with place(request):
                with doing(request.scope, "makes"):
                    path = await files.make(request, in_words, ending, query, download.about)
        late, in_parts = is_late(request.scope), "range" in request.headers
        if late or in_parts:
            # At once: who has one part asks for the next before this one's sending has ended here.
            made.keep(key, path)
    if late:
        return Response()
    return FileAnswer(path, media_type=form.media_type, at_end=None if in_parts else partial(made.sent, path))


for _ending, _form in FORMATS.items():
    router.add_api_route(
        f"/platforms.{_ending}",
        _endpoint(_ending),
        methods=["GET"],
        response_class=Response,
        openapi_extra=filter_parameters(*_form.also) | {"responses": _form.answers()},
        name=f"download_{_ending}",
    )
